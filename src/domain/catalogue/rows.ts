import type { Line } from './lines'
import { columnKind } from './columns'
import { CELL_BREAK } from './lines'

/** A row of a table, or a line between rows (one cell). */
export interface Row {
	lines: Line[]
	cells: string[]
	/** Markdown rules it off as the head of a table. */
	head: boolean
}

/** The rows a document prints: cells parted by tabs, by the bars of Markdown, or by commas with quotation marks. */
export function rowsOf(lines: readonly Line[]): Row[] {
	const commas = commasFrom(lines)
	const rows: Row[] = []
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i]!
		const before = rows.at(-1)
		if (isRule(line.text) && before && before.cells.length > 1) {
			before.head = true
			before.lines.push(line)
		} else if (i >= commas) i = quoted(lines, i, rows)
		else if (line.text.includes('\t'))
			rows.push({ lines: [line], cells: split(line.text, '\t'), head: false })
		else if (isBarred(line.text)) rows.push(...barred(line))
		else rows.push({ lines: [line], cells: [line.text.trim()], head: false })
	}
	return rows
}

function split(text: string, by: string): string[] {
	return text.split(by).map((cell) => cell.trim())
}

function isBarred(text: string): boolean {
	const first = text.indexOf('|')
	return first >= 0 && text.indexOf('|', first + 1) > first
}

const RULE = /^:?-{2,}:?$/

function isRule(text: string): boolean {
	return text.length < 500 && text.includes('-') && text.includes('|') && /^[\s|:-]+$/.test(text)
}

/** A row of Markdown, or a whole table that was flattened onto one line: then its rule says how many columns it has. */
function barred(line: Line): Row[] {
	const cells = split(line.text, '|')
	const trimmed = line.text.trim()
	const before = trimmed.startsWith('|') ? '' : (cells[0] ?? '')
	const from = cells.findIndex((cell, i) => i > 0 && RULE.test(cell))
	if (from < 0) {
		const start = trimmed.startsWith('|') ? 1 : 0
		const wide = columnsBeforeGap(cells, start)
		if (wide > 0) return chunks(line, cells, start, wide)
		return [{ lines: [line], cells: cells.slice(start, trimmed.endsWith('|') ? -1 : undefined), head: false }]
	}
	let wide = 0
	while (RULE.test(cells[from + wide] ?? '')) wide++
	const rows: Row[] = []
	// The head stands before the rule, a gap between them.
	const head = from - wide - (cells[from - 1] === '' ? 1 : 0)
	if (head > 1 || before !== '')
		rows.push({ lines: [line], cells: [cells.slice(0, Math.max(head, 1)).join('').trim()], head: false })
	if (head >= 0) rows.push({ lines: [line], cells: cells.slice(head, head + wide), head: true })
	rows.push(...chunks(line, cells, from + wide + 1, wide))
	return rows.length > 0 ? rows : [{ lines: [line], cells: [''], head: false }]
}

/** How many cells the rows of a flattened table have, where a gap follows its known heads; 0: it is one row. */
function columnsBeforeGap(cells: readonly string[], start: number): number {
	let wide = 0
	while (wide < 8 && columnKind(cells[start + wide] ?? '') !== null) wide++
	return wide > 1 && cells[start + wide] === '' && cells.length > start + wide + 2 ? wide : 0
}

function chunks(line: Line, cells: readonly string[], from: number, wide: number): Row[] {
	const rows: Row[] = []
	for (let at = from; at < cells.length; at += wide + 1) {
		const row = cells.slice(at, at + wide)
		if (row.some((cell) => cell !== '')) rows.push({ lines: [line], cells: row, head: false })
	}
	return rows
}

/** The line from which a document is one of comma-separated values; Infinity: it is none. */
function commasFrom(lines: readonly Line[]): number {
	for (let i = 0; i < lines.length && i < 30; i++) {
		const { text } = lines[i]!
		if (text.includes('\t') || text.length > 300 || !text.includes(',')) continue
		const kinds = split(text.replace(/"/g, ''), ',').map(columnKind)
		if (kinds.filter((kind) => kind !== null).length > 1) return i
	}
	return Infinity
}

/** Reads one row whose cells may be quoted and hold breaks; answers with the index of its last line. */
function quoted(lines: readonly Line[], from: number, rows: Row[]): number {
	const cells: string[] = []
	let cell = ''
	let inside = false
	let at = from
	for (; at < lines.length && at < from + 200; at++) {
		const { text } = lines[at]!
		for (let i = 0; i < text.length; i++) {
			const c = text[i]!
			if (c === '"') {
				if (inside && text[i + 1] === '"') cell += text[++i]!
				else if (inside || cell.trim() === '') inside = !inside
				else cell += c
			} else if (c === ',' && !inside) {
				cells.push(cell.trim())
				cell = ''
			} else cell += c
		}
		if (!inside) break
		cell += CELL_BREAK
	}
	cells.push(cell.trim())
	const last = Math.min(at, lines.length - 1)
	rows.push({ lines: lines.slice(from, last + 1), cells, head: false })
	return last
}
