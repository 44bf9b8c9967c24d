import type { Remote } from '../remote/remote'
import type { OfficeState } from './office.svelte'

/**
 * An open app does what its service worker asks of it: shows the item of a tapped notification, takes up what was signed
 * for from one. And it keeps this device's subscription going. Gives back what ends it.
 */
export function attend(
	remote: Remote,
	{ outbox, sync }: OfficeState,
	go: (path: string) => unknown
): () => void {
	if (!('serviceWorker' in navigator)) return () => {}
	const hear = ({ data, ports }: MessageEvent<{ open?: string; outbox?: true } | null>) => {
		if (data?.open?.startsWith('/')) void go(data.open)
		ports[0]?.postMessage('heard')
		if (data?.outbox) outbox.changedElsewhere()
		if (data?.open || data?.outbox) sync.wake()
	}
	navigator.serviceWorker.addEventListener('message', hear)
	if (globalThis.Notification?.permission === 'granted')
		void import('./push.svelte')
			.then(({ renew }) => renew(remote))
			.catch((error: unknown) => console.info('push was not renewed', error)) // 我的 says so
	return () => navigator.serviceWorker.removeEventListener('message', hear)
}
