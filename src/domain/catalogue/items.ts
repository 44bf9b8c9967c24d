import { CELL_BREAK, tidy } from './lines'
import { markerOf } from './marker'

/** What may stand before a list of duties without being one. */
const LEAD =
	/^(?:主要|工作|科室|具体|岗位)*职责(?:是|为|任务)?[：:]?$|^(?:主要|工作|科室|具体)*职责(?:是|为)?[：:]/

export function withoutLead(text: string): string {
	return text.trim().replace(LEAD, '')
}

/** Where a sentence of duties ends, or a numbered item begins after one. */
export function sentences(text: string): string[] {
	const found: string[] = []
	let from = 0
	for (let i = 0; i < text.length; i++) {
		const c = text[i]!
		if (c !== '；' && c !== ';' && c !== '。' && c !== CELL_BREAK) continue
		found.push(text.slice(from, i + 1))
		from = i + 1
	}
	found.push(text.slice(from))
	return found.map((part) => tidy(part)).filter((part) => part !== '')
}

/**
 * The duties in one cell or one inline list. Numbered ones are taken by their numbers and keep their sentences;
 * otherwise a break of the cell parts them, and in running text each ； or 。 does.
 */
export function itemsIn(text: string, running: boolean): string[] {
	const parts = sentences(withoutLead(text))
	const numbered: string[] = []
	let expected = 1
	for (const part of parts) {
		const marker = markerOf(part)
		if (marker?.number === expected) {
			numbered.push(marker.rest)
			expected++
		} else if (numbered.length > 0) numbered[numbered.length - 1] += part
		else break
	}
	if (numbered.length > 0) return numbered
	if (running) return parts
	return text
		.split(CELL_BREAK)
		.map(tidy)
		.filter((part) => part !== '')
}
