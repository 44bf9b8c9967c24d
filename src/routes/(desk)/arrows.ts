/** ↑ and ↓ move among the rows of a list; ↑ from the first goes back to what stands above it. */
export function moveWithin(list: HTMLElement, above: HTMLElement, event: KeyboardEvent): void {
	const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
	if (step === undefined) return
	const rows = [...list.querySelectorAll<HTMLElement>('a[data-row]')]
	const at = rows.indexOf(document.activeElement as HTMLElement)
	if (at < 0 && step < 0) return
	event.preventDefault()
	if (at === 0 && step < 0) above.focus()
	else rows[at + step]?.focus()
}
