import type { Draft, Layout, Role, Source } from './draft'
import type { Line } from './lines'
import type { Piece } from './pieces'
import type { CatalogueReading, Span } from './reading'
import { withTabs } from './blanks'
import { furnitureIn } from './furniture'
import { headed } from './headed'
import { interleaved } from './interleaved'
import { linesOf } from './lines'
import { piecesOf } from './pieces'
import { table } from './table'
import { isTraditional, printedForms, simplified } from './traditional'

/** The ways of printing a duty document that can be read. The first that reads one is taken, unless a later one finds far more. */
const LAYOUTS: readonly Layout[] = [table, interleaved, headed]

/** Characters, and lines or items; the longest duty document known has forty thousand and one thousand. */
const LONGEST = 2_000_000
const MOST_LINES = 50_000

/** Reads 科室职责. Nothing is guessed in silence: what has no place is listed, what is doubtful carries a warning. */
export function readCatalogue(text: string): CatalogueReading {
	if (text.length > LONGEST)
		return refused(`文件有 ${Math.round(text.length / 10_000)} 万字，不像一份职责文件，没有读`)
	if (!isTraditional(text)) return readSimplified(text).reading
	return printedForms(readSimplified(simplified(text)).reading, text)
}

/** What became of each line of a document: every line that says something is in the answer. */
export function linesTaken(text: string): Map<number, Set<Role | 'unplaced'>> {
	const { reading, source, draft } = readSimplified(isTraditional(text) ? simplified(text) : text)
	const taken = new Map<number, Set<Role | 'unplaced'>>()
	const add = ({ from, to }: Span, role: Role | 'unplaced') => {
		for (let no = from; no <= to; no++) taken.set(no, (taken.get(no) ?? new Set()).add(role))
	}
	const spanOf = (what: Line | Piece) => ('no' in what ? { from: what.no, to: what.to } : what)
	for (const line of source.print) add(spanOf(line), 'print')
	for (const [what, role] of draft?.roles ?? []) add(spanOf(what), role)
	for (const { line } of reading.unplaced) add({ from: line, to: line }, 'unplaced')
	return taken
}

function readSimplified(text: string): { reading: CatalogueReading; source: Source; draft: Draft | null } {
	const printed = linesOf(text)
	const print = printed.length > MOST_LINES ? new Set<Line>() : furnitureIn(printed)
	const lines = printed.length > MOST_LINES ? printed : withTabs(printed, print)
	const source: Source = { lines, print, pieces: [] }
	if (lines.length <= MOST_LINES) source.pieces = piecesOf(lines.filter((line) => !print.has(line)))
	if (lines.length > MOST_LINES || source.pieces.length > MOST_LINES) {
		const reading = {
			...unread(source),
			warnings: [{ line: null, text: '文件的行数太多，不像一份职责文件，没有读' }]
		}
		return { reading, source: { ...source, print: new Set() }, draft: null }
	}
	let best: Draft | null = null
	for (const layout of LAYOUTS) {
		const draft = layout(source)
		if (draft && draft.worth > (best ? best.worth * 1.5 + 1 : 0)) best = draft
	}
	if (best) return { reading: best.end(source), source, draft: best }
	return { reading: unread(source), source: { ...source, print: new Set() }, draft: null }
}

function refused(why: string): CatalogueReading {
	return { office: null, sections: [], unplaced: [], warnings: [{ line: null, text: why }] }
}

function unread({ lines }: Source): CatalogueReading {
	return {
		...refused('没有认出这份文件的版式，没有读出科室；全文列为未归入，请人工录入'),
		unplaced: lines.map(({ no, text }) => ({ line: no, text: text.trim() }))
	}
}
