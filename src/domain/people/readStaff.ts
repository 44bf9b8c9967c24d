import type { StaffLine } from './staffList'
import { withoutInvisible } from '../text'
import { findColumns, type Columns } from './columns'
import { blankLine, staffFields } from './staffList'

/** More than any office has; a sheet with more is something else. */
const MOST = 2_000

export type StaffReading =
	| { columns: Columns; lines: StaffLine[] }
	/** Why nothing could be read, for the person. */
	| { refused: string }

/** Cells of one column, rows [from, to] counted from 0, that a sheet shows as one: the words stand in the first. */
export interface Merged {
	column: number
	from: number
	to: number
}

/**
 * Reads a sheet's cells, as they stand in it from the first row on, into the lines of a staff list. Blank rows are none.
 * Of merged cells only those of a section are everybody's beside it.
 */
export function readStaff(
	rows: readonly (readonly string[])[],
	merged: readonly Merged[] = []
): StaffReading {
	if (!rows.some(says)) return { refused: '表格是空的' }
	const columns = findColumns(rows)
	if (!columns) return { refused: '没有找到表头：要有一行写着“姓名”和“科室”等列名，可以先下载模板对照' }
	const lines: StaffLine[] = []
	const shared = merged.filter((m) => m.column === columns.at.section && m.from > columns.header)
	for (let r = columns.header + 1; r < rows.length; r++) {
		const row = rows[r]!
		if (!says(row)) continue
		const line = blankLine(r + 1)
		for (const field of staffFields) {
			const at = columns.at[field]
			if (at !== undefined) line[field] = tidy(row[at] ?? '')
		}
		if (!staffFields.some((field) => line[field] !== '')) continue
		const above = shared.find((m) => r > m.from && r <= m.to)
		if (above && line.section === '') line.section = tidy(rows[above.from]![above.column] ?? '')
		line.name = withoutBlanks(line.name)
		lines.push(line)
	}
	if (lines.length === 0) return { refused: '表头下面没有人员' }
	if (lines.length > MOST) return { refused: `有 ${lines.length} 行，一次最多 ${MOST} 行` }
	return { columns, lines }
}

const says = (row: readonly string[]) => row.some((cell) => cell.trim() !== '')

/** 张 三: written wide, to stand evenly with names of three. */
function withoutBlanks(name: string): string {
	return /^[\u3400-\u9fff ]+$/.test(name) ? name.replace(/ /g, '') : name
}

/** One line, single blanks, digits and letters of ordinary width. */
function tidy(cell: string): string {
	return withoutInvisible(cell)
		.replace(/[\uff01-\uff5e]/g, (c) =>
			/[０-９Ａ-Ｚａ-ｚ＋－]/.test(c) ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c
		)
		.replace(/[\s\u3000]+/g, ' ')
		.trim()
}
