import { tick } from 'svelte'

/** How long a screen may take to have its heading, ms. */
const PATIENCE = 3_000

/** The part of the page that the screen is about; on a desk the list beside it is not. */
function main(): HTMLElement | null {
	return document.querySelector<HTMLElement>('main, [role="main"]')
}

/** The screen's heading, for whoever listens to the page instead of seeing it. */
function heading(): HTMLElement | null {
	return main()?.querySelector<HTMLElement>('h1') ?? null
}

function focus(element: HTMLElement): void {
	element.tabIndex = -1
	element.focus({ preventScroll: true })
}

export function focusMain(): void {
	const target = heading() ?? main()
	if (!target) return
	target.scrollIntoView({ block: 'nearest' })
	focus(target)
}

/** After a step to another screen: its heading, when it is there, unless the screen or the person chose a place meanwhile. */
export async function focusHeading(): Promise<void> {
	await tick()
	const attempt = () => {
		const { activeElement } = document
		if (activeElement && activeElement !== document.body && activeElement.checkVisibility()) return true
		const target = heading()
		if (target) focus(target)
		return target !== null
	}
	if (attempt()) return
	const watch = new MutationObserver(() => {
		if (attempt()) watch.disconnect()
	})
	watch.observe(document.body, { childList: true, subtree: true })
	setTimeout(() => watch.disconnect(), PATIENCE)
}
