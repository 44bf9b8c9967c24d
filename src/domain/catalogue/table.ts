import type { ColumnKind } from './columns'
import type { Layout, Source } from './draft'
import type { Row } from './rows'
import { columnKind } from './columns'
import { Draft, placed } from './draft'
import { nameIn } from './headings'
import { itemsIn } from './items'
import { CELL_BREAK, tidy } from './lines'
import { markerAt } from './marker'
import { aliasesIn, couldBeName, looksLikeSection, sectionsIn } from './sectionName'
import { isFoot } from './notDuty'
import { officeIn, officeSpokenOf } from './office'
import { rowsOf } from './rows'
import { isFinished } from './wrapping'

/** Where a table keeps what, as indexes of its columns; -1: it has no such column. */
interface Columns {
	section: number
	alias: number
	duty: number
	task: number
	number: number
	office: number
	wide: number
}

/** A row as the document's author saw it, its parts joined again. */
interface Entry {
	rows: Row[]
	number: string
	section: string
	alias: string
	duty: string
	task: string
}

/**
 * A table. Cells merged downwards are empty after their first row; a page break splits a row in two, the second without
 * a number. A table without a column of sections belongs to the section headed above it.
 */
export const table: Layout = (source) => {
	const rows = rowsOf(source.lines.filter((line) => !source.print.has(line)))
	if (!rows.some(({ cells }) => cells.length > 1)) return null
	return new Table(source, rows).draft
}

class Table {
	readonly draft = new Draft()
	#columns: Columns | null = null
	/** A line that is no row stood since the last one. */
	#between = false
	#entries: Entry[] = []
	/** The section headed by a line, for tables that have no column of sections. */
	#headed: { printed: string; row: Row } | null = null

	constructor(source: Source, rows: readonly Row[]) {
		for (let at = 0; at < rows.length; at++) {
			const row = rows[at]!
			if (row.head || (row.cells.length > 1 && this.#between && row.cells.length !== this.#columns?.wide))
				this.#columns = null
			if (row.cells.length > 1) this.#between = false
			const columns = columnsAt(rows, at, this.#columns)
			if (columns) {
				this.#columns = columns.found
				for (let k = 0; k < columns.heads; k++) this.#take(rows[at + k]!, 'print')
				at += columns.heads - 1
			} else if (row.cells.length === 1 || this.#columns === null) {
				this.#between ||= row.cells.length === 1
				this.#beside(row)
			} else this.#entry(aligned(row, this.#columns), this.#columns)
		}
		this.#checkNumbers()
		for (const entry of this.#entries) this.#place(entry)
		this.draft.office ??= officeSpokenOf(source.lines)
	}

	#take({ lines }: Row, role: 'heading' | 'duty' | 'print'): void {
		for (const line of lines) this.draft.take(line, role)
	}

	#office(text: string, lines: Row['lines']): boolean {
		const office = officeIn(text)
		if (office === null || (this.draft.office !== null && this.draft.office !== office)) return false
		this.draft.office = office
		for (const line of lines) this.draft.take(line, 'print')
		return true
	}

	/** A line between tables: a title, the heading of a section, or the rest of a cell. */
	#beside(row: Row): void {
		const text = tidy(row.cells.filter((cell) => cell !== '').join(' ')).replace(/^#+\s*|\*\*/g, '')
		if (this.#entries.length === 0 && this.#office(text, row.lines)) return
		const marker = markerAt(text)
		const named = nameIn(marker ? text.slice(marker.end) : text)
		if (named?.how === '独行' && row.cells.filter((cell) => cell !== '').length === 1)
			this.#headed = { printed: named.name, row }
	}

	#entry(row: Row, columns: Columns): void {
		const cell = (column: number) => (column < 0 ? '' : (row.cells[column] ?? ''))
		const filled = row.cells.filter((text) => text !== '')
		if (filled.some(isFoot)) return
		const entry: Entry = {
			rows: [row],
			number: tidy(cell(columns.number)),
			section: cell(columns.section),
			alias: cell(columns.alias),
			duty: cell(columns.duty),
			task: cell(columns.task)
		}
		if (entry.section !== '' && !isName(entry.section)) return
		const says = entry.duty !== '' || entry.task !== ''
		const before = this.#entries.at(-1)
		if (filled.length === 1 && isHeadingRow(filled[0]!, columns)) {
			this.#headed = { printed: filled[0]!, row }
			return
		}
		// An alias in a row of its own.
		if (says && before && entry.number === '' && /^[（(]/.test(entry.section))
			entry.section = before.section + entry.section
		if (before && entry.number === '' && this.#continues(entry, before)) {
			before.rows.push(row)
			before.duty += entry.duty
			before.task += entry.task
			before.section += entry.section
			this.#take(row, 'duty')
		} else if (says && (entry.section !== '' || before || this.#headed)) {
			if (columns.number >= 0 && entry.number === '' && entry.section !== '')
				this.draft.warn(row.lines[0]!.no, '这一行没有序号，已按新的一条读入')
			if (entry.section === '') entry.section = this.#sectionAbove(before)
			if (entry.section === '') return
			this.#entries.push(entry)
			this.#take(row, 'duty')
		} else if (!says && entry.section === '' && entry.number === '' && cell(columns.office) !== '')
			this.#take(row, 'print')
	}

	/** The section of a row that names none: headed by a line since the last row, or that of the row above. */
	#sectionAbove(before: Entry | undefined): string {
		const headed = this.#headed
		if (headed) {
			if (before === undefined || before.rows[0]!.lines[0]!.no < headed.row.lines[0]!.no) {
				this.#take(headed.row, 'heading')
				return headed.printed
			}
		}
		return before?.section ?? ''
	}

	/** Whether a row without a number is the rest of the one above it. */
	#continues(entry: Entry, before: Entry): boolean {
		const says = entry.duty !== '' || entry.task !== ''
		if (entry.section !== '') return !says && /^[（(]/.test(entry.section)
		if (!says || this.#headedSince(before)) return false
		return (
			before.duty !== '' &&
			!isFinished(before.duty) &&
			markerAt(entry.duty) === null &&
			isFinished(entry.duty)
		)
	}

	#headedSince(before: Entry): boolean {
		return this.#headed !== null && this.#headed.row.lines[0]!.no > before.rows.at(-1)!.lines[0]!.no
	}

	#checkNumbers(): void {
		let last: number | null = null
		for (const { rows, number } of this.#entries) {
			if (!/^\d{1,4}$/.test(number)) continue
			const value = Number(number)
			if (last !== null && value !== last + 1 && value !== 1)
				this.draft.warn(rows[0]!.lines[0]!.no, `序号从 ${last} 到 ${value}，不连续，可能有遗漏`)
			last = value
		}
	}

	#place({ rows, number, section, alias, duty, task }: Entry): void {
		const where = { from: rows[0]!.lines[0]!.no, to: rows.at(-1)!.lines.at(-1)!.to }
		const whole = number !== ''
		for (const named of sectionsIn(unnumbered(section))) {
			named.aliases.push(...aliasesIn(tidy(alias)))
			const into = this.draft.section(named, where)
			into.duties.push(...itemsIn(duty, whole).map((text) => placed(text, where)))
			into.tasks.push(...itemsIn(task, whole).map((text) => placed(text, where)))
		}
	}
}

/** A merged cell may be left out rather than left empty: 2 | 负责… below 办公室 | 1 | 负责… */
function aligned(row: Row, { section, number, wide }: Columns): Row {
	if (section < 0 || number < 0 || row.cells.length !== wide - 1) return row
	const cells = [...row.cells.slice(0, section), '', ...row.cells.slice(section)]
	const isMerged = /^\d{1,4}$/.test(cells[number]!) && !looksLikeSection(unnumbered(row.cells[section] ?? ''))
	return isMerged ? { ...row, cells } : row
}

function unnumbered(printed: string): string {
	const parts = printed.split(CELL_BREAK)
	const text = tidy(parts.join(parts.every(looksLikeSection) ? '、' : '')).replace(/\*\*/g, '')
	const marker = markerAt(text)
	return marker ? text.slice(marker.end) : text
}

/** What a cell of sections may hold: names, or the rest of one in a bracket. */
function isName(cell: string): boolean {
	return /^[（(]/.test(cell) || sectionsIn(unnumbered(cell)).every(({ name }) => couldBeName(name))
}

/** A row of one cell across the table that names a section. */
function isHeadingRow(text: string, columns: Columns): boolean {
	return columns.section < 0 && looksLikeSection(unnumbered(text))
}

/** The columns that the row at `at` heads, with how many rows the head has; null: it is no head of a duty table. */
function columnsAt(
	rows: readonly Row[],
	at: number,
	before: Columns | null
): { found: Columns; heads: number } | null {
	const row = rows[at]!
	if (row.cells.length < 2) return null
	let kinds = row.cells.map(columnKind)
	if (!isHead(row, kinds)) {
		// Only where a table begins.
		if (before || rows[at - 1]?.cells.length === row.cells.length) return null
		const heads = row.head ? 1 : 0
		const guessed = guess(rows, at + heads)
		return guessed && { found: guessed, heads }
	}
	let heads = 1
	const below = rows[at + 1]
	const more = below && below.cells.length > 1 ? below.cells.map(columnKind) : null
	if (more && below && isHead(below, more)) {
		kinds = more.map((kind, i) => kind ?? kinds[i] ?? null)
		heads = 2
	}
	const found = chosen(kinds, rows, at + heads)
	return found && { found, heads }
}

function isHead({ cells }: Row, kinds: readonly (ColumnKind | null)[]): boolean {
	const known = kinds.filter((kind) => kind !== null).length
	const filled = cells.filter((cell) => cell !== '').length
	return known >= 2 ? known * 2 >= filled : known === 1 && filled === 1 && kinds.includes('task')
}

/** Which column is which. Of several for duties the one that says the most; a section's column is full of names. */
function chosen(kinds: readonly (ColumnKind | null)[], rows: readonly Row[], from: number): Columns | null {
	const body = rows.slice(from, from + 60).filter(({ cells }) => cells.length > 1)
	const of = (kind: ColumnKind) => kinds.flatMap((k, i) => (k === kind ? [i] : []))
	const names = (column: number) => share(body, column, (cell) => looksLikeSection(unnumbered(cell)))
	const most = (columns: number[], measure: (column: number) => number) => {
		let best = -1
		for (const column of columns) if (best < 0 || measure(column) > measure(best)) best = column
		return best
	}
	let section = most(of('section'), names)
	if (section >= 0 && names(section) < 0.3 && body.length > 1) section = -1
	if (section < 0) {
		const full = most([...kinds.keys()], names)
		if (full >= 0 && names(full) > 0.6) section = full
	}
	const duties = of('duty').filter((column) => column !== section)
	let duty = most(duties, (column) => said(body, column))
	let office = of('office').find((column) => column !== section) ?? -1
	let task = of('task').find((column) => column !== section) ?? -1
	if (duty < 0 && office >= 0) [duty, office] = [office, -1]
	if (duty < 0 && task >= 0) [duty, task] = [task, -1]
	if (duty < 0) return null
	return {
		section,
		alias: of('alias')[0] ?? -1,
		duty,
		task,
		number: of('number').find((c) => c !== section) ?? -1,
		office,
		wide: kinds.length
	}
}

/** A table without heads: one column of names, the longest other one says what they do. */
function guess(rows: readonly Row[], at: number): Columns | null {
	const wide = rows[at]?.cells.length ?? 0
	const body: Row[] = []
	for (let i = at; i < rows.length && i < at + 60 && rows[i]!.cells.length === wide; i++) body.push(rows[i]!)
	if (body.length < 3 || wide > 8 || body.some((row) => isHead(row, row.cells.map(columnKind)))) return null
	const all = Array.from({ length: wide }, (_, i) => i)
	const section = all.find(
		(column) => share(body, column, (cell) => looksLikeSection(unnumbered(cell))) > 0.7
	)
	if (section === undefined) return null
	const duty = all.filter((column) => column !== section).sort((a, b) => said(body, b) - said(body, a))[0]!
	if (said(body, duty) < 8) return null
	const number = all.find((column) => share(body, column, (cell) => /^\d{1,3}$/.test(cell)) > 0.8) ?? -1
	return { section, alias: -1, duty, task: -1, number, office: -1, wide }
}

function share(rows: readonly Row[], column: number, is: (cell: string) => boolean): number {
	let filled = 0
	let yes = 0
	for (const { cells } of rows) {
		const cell = cells[column] ?? ''
		if (cell === '') continue
		filled++
		if (is(cell)) yes++
	}
	return filled === 0 ? 0 : yes / filled
}

function said(rows: readonly Row[], column: number): number {
	let sum = 0
	for (const { cells } of rows) sum += (cells[column] ?? '').length
	return rows.length === 0 ? 0 : sum / rows.length
}
