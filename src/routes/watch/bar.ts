import { mount, unmount } from 'svelte'
import type { Watch } from '$lib/state/watch.svelte'
import WatchBar from '$lib/ui/WatchBar.svelte'

/** The bar stands beside all screens, not in one of them: only whoever watches has its code. */
export function bar(watch: Watch): () => void {
	const props = {
		get count() {
			return watch.unanswered.length
		},
		get sounding() {
			return watch.sounding
		}
	}
	const shown = mount(WatchBar, { target: document.body, props })
	return () => void unmount(shown)
}
