import { gridsOf, type Grid } from './pdfGrid'
import type { Rule } from './pdfRules'

/** Some words as they are printed in one go. Points from the page's upper left corner; `y`: where the letters stand. */
export interface Run {
	text: string
	x: number
	y: number
	width: number
	size: number
}

/** Measured in letters: from here on a gap parts columns. */
const COLUMN = 2.2
const BLANK = 0.25
/** A line that ends this near to the edge of its cell, in letters, goes on in the next. */
const FULL = 1.8

/** A page's printed lines from top to bottom, a row of a ruled table as one line. */
export function linesOf(runs: readonly Run[], rules: readonly Rule[]): string[] {
	const grids = gridsOf(rules)
	const inside = new Map<Grid, Run[]>(grids.map((grid) => [grid, []]))
	const free: Run[] = []
	for (const run of runs) {
		const grid = grids.find((one) => one.holds(run))
		if (grid) inside.get(grid)!.push(run)
		else free.push(run)
	}
	const blocks = [
		...printed(free).map((line) => ({ y: line[0]!.y, lines: [joined(line)] })),
		...grids.map((grid) => ({ y: grid.top, lines: rowsOf(grid, inside.get(grid)!) }))
	]
	return blocks.sort((a, b) => a.y - b.y).flatMap(({ lines }) => lines)
}

/** Runs that stand on one line together, from left to right; lines from top to bottom. */
function printed(runs: readonly Run[]): Run[][] {
	const lines: Run[][] = []
	let line: Run[] = []
	for (const run of [...runs].sort((a, b) => a.y - b.y)) {
		const first = line[0]
		if (first && run.y - first.y > Math.max(first.size, run.size) * 0.5) {
			lines.push(line)
			line = []
		}
		line.push(run)
	}
	if (line.length > 0) lines.push(line)
	for (const one of lines) one.sort((a, b) => a.x - b.x)
	return lines
}

/** A line's words; a tab where they stand far apart. */
function joined(line: readonly Run[], columns = true): string {
	let out = ''
	let last: Run | undefined
	for (const run of line) {
		if (last) {
			// Printed twice, a hair apart, to look bold.
			if (run.text === last.text && run.x - last.x < last.size * 0.3) continue
			const gap = (run.x - last.x - last.width) / Math.max(last.size, run.size)
			const spread = last.text.trim().length === 1 && run.text.trim().length === 1 // a heading spread out
			if (columns && gap >= COLUMN && !spread) out = out.trimEnd() + '\t'
			else if (gap >= BLANK) out += ' '
		}
		out += run.text.replace(/[\t\n\r\f\v]/g, ' ')
		last = run
	}
	return out.trim()
}

function rowsOf(grid: Grid, runs: readonly Run[]): string[] {
	const cells = new Map<number, Run[]>()
	for (const run of runs) {
		const cell = grid.cellOf(run)
		const others = cells.get(cell)
		if (others) others.push(run)
		else cells.set(cell, [run])
	}
	const rows: string[] = []
	for (let row = 0; row < grid.rows; row++) {
		const texts: string[] = []
		for (let column = 0; column < grid.columns; column++) {
			const cell = row * grid.columns + column
			texts.push(cellText(cells.get(cell) ?? [], grid.rightOf(cell)))
		}
		if (texts.some((text) => text !== '')) rows.push(texts.join('\t'))
	}
	return rows
}

/** What stands in a cell: lines that were broken at its edge put together again, the others parted by `\v`. */
function cellText(runs: readonly Run[], right: number): string {
	let out = ''
	let full = false
	for (const line of printed(runs)) {
		const text = joined(line, false)
		const last = line.at(-1)!
		if (out !== '' && !full) out += '\v'
		else if (/[a-z\d,]$/i.test(out) && /^[a-z\d]/i.test(text)) out += ' '
		out += text
		full = last.x + last.width >= right - last.size * FULL
	}
	return out
}
