import writeXlsxFile from 'write-excel-file/node'

/** A real .xlsx of these rows, as a spreadsheet program would write it; null: an empty cell. */
export function xlsx(rows: (string | number | null)[][]): Promise<Buffer> {
	return writeXlsxFile(rows.map((row) => row.map((value) => (value === null ? null : { value })))).toBuffer()
}
