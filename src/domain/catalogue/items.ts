import type { MarkerKind } from './marker'
import { CELL_BREAK, tidy } from './lines'
import { markerAt } from './marker'
import { cutsIn } from './pieces'
import { sentencesIn } from './sentences'

const LEAD = /^(?:主要|工作|科室|处室|股室|具体|岗位)*(?:职责|任务)(?:是|为|如下|任务)?[：:]/
const BULLET = /^[-*+•●◆■▪◇○□★√·]\s*/

/**
 * The duties in one cell. Numbered ones are taken by their numbers and keep their sentences; otherwise breaks of the
 * cell part them, and, where a cell is not one duty by itself (`whole`), each ； and 。
 */
export function itemsIn(cell: string, whole: boolean): string[] {
	const items: string[] = []
	const lists: { kind: MarkerKind; last: number }[] = []
	const parts = cell.split(CELL_BREAK)
	let numbered = false
	for (let p = 0; p < parts.length; p++) {
		const part = parts[p]!.trim().replace(LEAD, '').replace(BULLET, '')
		const cuts = cutsIn(part)
		for (let i = 0; i < cuts.length; i++) {
			const text = tidy(part.slice(cuts[i], cuts[i + 1]).replace(/\*\*|__/g, ''))
			if (text === '') continue
			const marker = markerAt(text)
			if (marker && (fits(lists, marker.kind, marker.number) || (p === 0 && i === 0))) {
				if (lists.length === 0) lists.push({ kind: marker.kind, last: marker.number })
				numbered = true
				items.push(text.slice(marker.end))
			} else if (items.length > 0 && (i > 0 || !/[。；;！!]$/.test(items.at(-1)!) || numbered))
				append(items, text, i > 0)
			else items.push(text)
		}
	}
	const said = items.filter((item) => item !== '')
	return numbered || whole ? said : said.flatMap(sentencesIn)
}

/** A line of a cell that goes on with the one above; a list without stops is a list all the same. */
function append(items: string[], text: string, sameLine: boolean): void {
	const last = items.at(-1)!
	if (sameLine || last === '' || /[、，,（(]$/.test(last) || /[。；;]$/.test(text))
		items[items.length - 1] = last + text
	else items.push(text)
}

function fits(lists: { kind: MarkerKind; last: number }[], kind: MarkerKind, number: number): boolean {
	const at = lists.findIndex((list) => list.kind === kind)
	if (at < 0) {
		if (number === 1) lists.push({ kind, last: 1 })
		return number === 1
	}
	if (number !== lists[at]!.last + 1 && !(number === 1 && at === lists.length - 1)) return false
	lists[at]!.last = number
	lists.length = at + 1
	return true
}
