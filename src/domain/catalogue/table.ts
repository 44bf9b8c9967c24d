import type { CatalogueReading, Layout, Line } from './reading'
import type { Columns } from './columns'
import { columnsOf } from './columns'
import { Gathered, placed } from './gather'
import { itemsIn } from './items'
import { tidy } from './lines'
import { officeIn } from './office'
import { sectionsIn } from './sectionName'

/** A row as the document's author saw it, its parts joined again. */
interface Row {
	line: number
	to: number
	number: string
	section: string
	duty: string
	task: string
}

/**
 * A table whose columns are parted by tabs. Cells merged downwards are empty after their first row; a page break
 * splits a row in two, the second without a number.
 */
export const table: Layout = (lines) => {
	for (let head = 0; head < lines.length; head++) {
		if (!lines[head]!.text.includes('\t')) continue
		const columns = columnsOf(cellsOf(lines[head]!))
		if (columns) return read(lines, head, columns)
	}
	return null
}

function cellsOf(line: Line): string[] {
	return line.text.split('\t').map((cell) => cell.trim())
}

function read(lines: readonly Line[], head: number, columns: Columns): CatalogueReading {
	const reading: CatalogueReading = { office: null, sections: [], unplaced: [], warnings: [] }
	for (let i = 0; i < head; i++) {
		const office = officeIn(lines[i]!.text)
		if (office !== null && reading.office === null) reading.office = office
		else reading.unplaced.push({ line: lines[i]!.no, text: lines[i]!.text.trim() })
	}
	const rows = rowsOf(lines.slice(head + 1), columns, reading)
	checkNumbers(rows, reading)
	const gathered = new Gathered()
	for (const row of rows) {
		for (const named of sectionsIn(row.section)) {
			const where = { from: row.line, to: row.to }
			const section = gathered.section(named, where)
			section.duties.push(...placed(itemsIn(row.duty, false), where))
			section.tasks.push(...placed(itemsIn(row.task, false), where))
		}
	}
	reading.sections = gathered.sections
	return reading
}

function rowsOf(lines: readonly Line[], columns: Columns, reading: CatalogueReading): Row[] {
	const rows: Row[] = []
	for (const line of lines) {
		const cells = cellsOf(line)
		const cell = (column: number | null) => (column === null ? '' : (cells[column] ?? ''))
		const row: Row = {
			line: line.no,
			to: line.no,
			number: tidy(cell(columns.number)),
			section: cell(columns.section),
			duty: cell(columns.duty),
			task: cell(columns.task)
		}
		const before = rows.at(-1)
		const says = row.duty !== '' || row.task !== ''
		if (cells.length > 1 && columnsOf(cells)) continue
		if (!says && row.section === '' && row.number === '' && cell(columns.office) !== '' && cells.length > 1)
			continue
		if (before && row.number === '' && continues(row, columns)) {
			before.to = line.no
			before.duty += row.duty
			before.task += row.task
			before.section += row.section
		} else if (says && (row.section !== '' || before)) {
			if (columns.number !== null && row.number === '')
				warn(reading, line.no, '这一行没有序号，已按新的一条读入')
			rows.push({ ...row, section: row.section || before!.section })
		} else reading.unplaced.push({ line: line.no, text: line.text.trim() })
	}
	return rows
}

/** Whether a row without a number is the rest of the one above it. */
function continues(row: Row, columns: Columns): boolean {
	if (row.section !== '') return row.duty === '' && row.task === '' && /^[（(]/.test(row.section)
	return columns.number !== null && (row.duty !== '' || row.task !== '')
}

function checkNumbers(rows: readonly Row[], reading: CatalogueReading): void {
	let last: number | null = null
	for (const { line, number } of rows) {
		if (!/^\d{1,4}$/.test(number)) continue
		const value = Number(number)
		if (last !== null && value !== last + 1)
			warn(reading, line, `序号从 ${last} 到 ${value}，不连续，可能有遗漏`)
		last = value
	}
}

function warn(reading: CatalogueReading, line: number, text: string): void {
	reading.warnings.push({ line, text })
}
