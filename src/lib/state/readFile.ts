import { parseCsv } from '../../domain/people/csv'
import type { Merged } from '../../domain/people/readStaff'
import { openInWorker } from '../documents/openInWorker'
import { mergedDown } from '../documents/merges'
import { decode } from '../documents/text'
import { Unreadable } from '../documents/unreadable'

/** What a chosen file says, or why it cannot be read, for the person. */
export type FileText = { text: string } | { refused: string }

const MOST = 5 * 1024 * 1024

/** The text of a chosen document of any kind, a paragraph or a table's row a line. */
export function readText(file: File): Promise<FileText> {
	return openInWorker(file)
}

/** The cells of the first sheet of an .xlsx, or of a .csv, as text, rows as the sheet numbers them, and which are merged. */
export async function readRows(
	file: File
): Promise<{ rows: string[][]; merged: Merged[] } | { refused: string }> {
	if (file.size === 0) return { refused: '文件是空的' }
	if (file.size > MOST) return { refused: '文件超过 5 MB，不像是一份人员名单' }
	const name = file.name.toLowerCase()
	if (name.endsWith('.xls')) return { refused: '暂不支持旧版 .xls。请在 Excel 里“另存为”.xlsx 再选' }
	if (!name.endsWith('.xlsx')) return csvRows(new Uint8Array(await file.arrayBuffer()))
	// The variant without workers of its own: they would be made from blobs, which the page's policy forbids.
	const { readSheet } = await import('read-excel-file/universal')
	try {
		// Numbers stay as they are written: a telephone number is no quantity.
		const sheet = await readSheet(file, { parseNumber: (text: string) => text })
		const { Zip } = await import('../documents/zip')
		const merged = mergedDown(new Zip(new Uint8Array(await file.arrayBuffer())))
		return { rows: sheet.map((row) => row.map(written)), merged }
	} catch {
		return { refused: '这个 .xlsx 打不开，可能已损坏或加了密码。请在 Excel 里另存一份再选' }
	}
}

/** A date is what the sheet shows, not an instant of somewhere: the reader gives its midnight in world time. */
function written(cell: unknown): string {
	if (cell === null) return ''
	return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

function csvRows(bytes: Uint8Array): { rows: string[][]; merged: Merged[] } | { refused: string } {
	try {
		return { rows: parseCsv(decode(bytes).text), merged: [] }
	} catch (error) {
		if (error instanceof Unreadable) return { refused: error.sentence }
		throw error
	}
}
