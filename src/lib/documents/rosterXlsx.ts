import type { Feature, CellObject, SheetData } from 'write-excel-file/universal'
import type { RosterSheet } from '../../domain/document/rosterSheet'
import writeXlsxFile from 'write-excel-file/universal'

/** Light enough that a name reads on it in black, dark enough for a copier. */
const SHADE = '#d9d9d9'
const BORDER = { borderColor: '#000000', borderStyle: 'thin' as const }
const FONT = { fontFamily: '宋体', fontSize: 11 }

/** Whatever people wrote is a string, also where it begins like a formula; nothing here is ever of the type Formula. */
const text = (value: string, look: Omit<CellObject, 'value' | 'type'> = {}): CellObject => ({
	value,
	type: String,
	alignVertical: 'center',
	wrap: true,
	...look
})

/** A cell that stretches over what is right of it: what it covers must be there, and empty. */
function across(cell: CellObject, columns: number): (CellObject | null)[] {
	return [{ ...cell, columnSpan: columns }, ...new Array<null>(columns - 1).fill(null)]
}

function cellsOf(sheet: RosterSheet): SheetData {
	const columns = sheet.columns.length
	const boxed = { ...BORDER, align: 'center' as const }
	const head = (words: readonly string[]) => words.map((word) => text(word, { ...boxed, fontWeight: 'bold' }))
	const data: SheetData = [
		across(text(sheet.title, { fontSize: 18, fontWeight: 'bold', align: 'center', height: 34 }), columns),
		head(sheet.columns)
	]
	for (const row of sheet.rows) {
		const shade = row.shaded ? { backgroundColor: SHADE } : {}
		const lines = Math.max(1, ...row.cells.map((cell) => cell.split('\n').length))
		const look = { ...boxed, ...shade, height: 18 * lines }
		data.push([
			text(row.date, look),
			text(row.weekday, look),
			...row.cells.map((cell) => text(cell, look)),
			text(row.remark, { ...look, align: 'left' })
		])
	}
	for (const line of sheet.foot) data.push(across(text(line, { align: 'left', height: 20 }), columns))
	// Who signs has the width parted among them, as evenly as whole columns allow.
	const signed: SheetData[number] = []
	sheet.signed.forEach((words, i) => {
		const [from, to] = [i, i + 1].map((n) => Math.round((n * columns) / sheet.signed.length)) as [
			number,
			number
		]
		if (to > from) signed.push(...across(text(words, { align: 'left', height: 36 }), to - from))
	})
	data.push(signed)
	return data
}

function countsOf({ counts }: RosterSheet): SheetData {
	const boxed = { ...BORDER, align: 'center' as const, alignVertical: 'center' as const }
	return [
		counts.columns.map((word) => text(word, { ...boxed, fontWeight: 'bold' })),
		...counts.rows.map(({ name, numbers }) => [
			text(name, boxed),
			...numbers.map((value): CellObject => ({ value, type: Number, ...boxed }))
		])
	]
}

/** As wide as the paper, as many pages as it takes: the library writes A4 and the orientation alone. */
const paper: Feature<Blob> = {
	files: {
		transform: {
			'xl/worksheets/sheet{id}.xml': {
				transform: (xml) =>
					xml
						.replace(/<worksheet[^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
						.replace(/<pageSetup /, '<pageSetup fitToWidth="1" fitToHeight="0" ')
			}
		}
	}
}

/** 值班安排表 as an .xlsx: the table on the first sheet, the days on duty on the second. */
export function rosterXlsx(sheet: RosterSheet): Promise<Blob> {
	const seats = sheet.columns.length - 3
	const wide = Math.max(0, ...sheet.rows.map((row) => row.remark.length))
	const width = sheet.columns.map((word, i) => ({
		width:
			i < 2
				? [10, 6][i]!
				: i === sheet.columns.length - 1
					? Math.min(40, 12 + wide)
					: i === 2 && word.includes('电话')
						? 32
						: Math.max(14, 60 / seats)
	}))
	return writeXlsxFile(
		[
			{
				data: cellsOf(sheet),
				sheet: '值班安排表',
				columns: width,
				orientation: 'landscape',
				stickyRowsCount: 2
			},
			{
				data: countsOf(sheet),
				sheet: '值班天数',
				columns: sheet.counts.columns.map(() => ({ width: 12 })),
				orientation: 'landscape'
			}
		],
		{ ...FONT, features: [paper] }
	).toBlob()
}
