import type { Line } from './lines'
import { columnKind } from './columns'
import { CELL_BREAK, isBlank } from './lines'
import { markerAt } from './marker'
import { looksLikeSection } from './sectionName'
import { isFinished } from './wrapping'

/** A cell set off by blanks; `from` and `to` are places on paper, where a Chinese character is two wide. */
interface Cell {
	text: string
	from: number
	to: number
}

/** The columns of a table that blanks draw, as indexes of its heads; -1: it has no such column. */
interface Columns {
	section: number
	number: number
	/** Where each begins, by the last row that filled them all. */
	from: number[]
}

/** A row whose cells may go on in the lines below. */
interface Row {
	line: Line
	cells: string[]
	/** Where the line of each cell ends. */
	ends: number[]
	rest: { cells: string[]; ends: number[] }[]
}

/** What a cell may lack of the longest of its column and still have gone on for want of room. */
const SLACK = 4
const LONGEST_HEAD = 12

/**
 * The tables that blanks alone draw, as pdftotext and plain text of Word have them, parted by tabs instead: from a line
 * of two or more heads, sections and duties among them, to the first line that does not keep to the columns. A line
 * without a cell for its section is the rest of the row above.
 */
export function withTabs(lines: readonly Line[], print: ReadonlySet<Line>): Line[] {
	const out: Line[] = []
	for (let i = 0; i < lines.length; i++) {
		const heads = print.has(lines[i]!) ? null : headsOf(lines[i]!)
		const first = lines[i + 1]
		// A name in the middle of its row stands beside the wrong lines: such a table is not read by its columns.
		if (heads && first && placedUnder(heads, first.text)?.cells[heads.section]) {
			out.push(headLine(lines[i]!))
			i = rowsUnder(heads, lines, i + 1, print, out) - 1
		} else out.push(lines[i]!)
	}
	return out
}

function headLine(line: Line): Line {
	const cells = cellsIn(line.text).map(({ text }) => text)
	return { ...line, text: cells.join('\t') }
}

/** Parts a line at two blanks and more; a blank of Chinese print is two. */
function cellsIn(text: string): Cell[] {
	const cells: Cell[] = []
	let at = 0
	let gap = 2
	let from = 0
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		const width = code >= 0x2e80 ? 2 : 1
		if (isBlank(code)) gap += width
		else {
			const open = cells.at(-1)
			if (gap > 1 || !open) cells.push({ text: text[i]!, from: at, to: at + width })
			else {
				open.text = text.slice(from, i + 1)
				open.to = at + width
			}
			if (gap > 1) from = i
			gap = 0
		}
		at += width
	}
	return cells
}

function headsOf({ text }: Line): Columns | null {
	if (
		text.length > 200 ||
		text.includes('\t') ||
		text.includes('|') ||
		!/[ \u3000\u00a0]{2}|\u3000/.test(text)
	)
		return null
	const cells = cellsIn(text)
	if (cells.length < 2 || cells.some((cell) => cell.text.length > LONGEST_HEAD)) return null
	const kinds = cells.map((cell) => columnKind(cell.text))
	const section = kinds.indexOf('section')
	if (section < 0 || !kinds.some((kind) => kind === 'duty' || kind === 'task' || kind === 'office'))
		return null
	return { section, number: kinds.indexOf('number'), from: cells.map((cell) => cell.from) }
}

/** The cells of a line by their columns, '' for none, and where each ends; null: it does not keep to them. */
function placedUnder(
	{ from }: Columns,
	text: string
): { cells: string[]; ends: number[]; found: Cell[] } | null {
	if (text.includes('\t') || text.includes('|')) return null
	const found = cellsIn(text)
	const cells = from.map(() => '')
	const ends = from.map(() => 0)
	const full = found.length === from.length
	let last = -1
	for (let c = 0; c < found.length; c++) {
		const cell = found[c]!
		const column = full ? c : nearest(from, cell.from)
		if (column < last || (!full && column + 1 < from.length && cell.to > from[column + 1]!)) return null
		cells[column] += cell.text
		ends[column] = cell.to
		last = column
	}
	return { cells, ends, found }
}

function nearest(from: readonly number[], at: number): number {
	let best = 0
	for (let i = 1; i < from.length; i++) if (Math.abs(from[i]! - at) < Math.abs(from[best]! - at)) best = i
	return best
}

/** Reads the rows from line `at` on; answers with the line after the table. */
function rowsUnder(
	columns: Columns,
	lines: readonly Line[],
	at: number,
	print: ReadonlySet<Line>,
	out: Line[]
): number {
	const { section, number } = columns
	const widest = columns.from.map(() => 0)
	const rows: Row[] = []
	let row: Row | null = null
	let i = at
	for (; i < lines.length; i++) {
		const line = lines[i]!
		const between = print.has(line) ? line : headsOf(line) && headLine(line)
		if (between) {
			out.push(between)
			continue
		}
		const placed = placedUnder(columns, line.text)
		if (!placed) break
		const { cells, ends, found } = placed
		if (found.length === columns.from.length) columns.from = found.map((cell) => cell.from)
		for (let c = 0; c < ends.length; c++) widest[c] = Math.max(widest[c]!, ends[c]!)
		const rest =
			number < 0 ? cells[section] === '' : cells[number] === '' && !looksLikeSection(cells[section]!)
		if (row && rest) {
			row.line.to = line.to
			row.rest.push({ cells, ends })
		} else {
			rows.push((row = { line: { ...line }, cells, ends, rest: [] }))
			out.push(row.line)
		}
	}
	for (const each of rows) each.line.text = joined(each, section, widest).join('\t')
	return i
}

function joined({ cells, ends, rest }: Row, section: number, widest: readonly number[]): string[] {
	for (const more of rest) {
		for (let c = 0; c < cells.length; c++) {
			const text = more.cells[c]!
			if (text === '') continue
			// What had room to go on and did not is said.
			const said = isFinished(cells[c]!) || markerAt(text) !== null || ends[c]! < widest[c]! - SLACK
			cells[c] += (c !== section && cells[c] !== '' && said ? CELL_BREAK : '') + text
			ends[c] = more.ends[c]!
		}
	}
	return cells
}
