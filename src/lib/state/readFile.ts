import { parseCsv } from '../../domain/people/csv'

/** What a chosen file says, or why it cannot be read, for the person. */
export type FileText = { text: string; encoding: string } | { refused: string }

const MOST = 5 * 1024 * 1024

/** Files that are not text, by how they begin, and what to do with them. */
const BINARY: readonly (readonly [readonly number[], string])[] = [
	[[0x25, 0x50, 0x44, 0x46], '暂不支持 PDF 文件。请打开它，全选、复制，粘贴到记事本，存为 .txt 再选'],
	[[0x50, 0x4b], '暂不支持 Word、Excel 和压缩文件。请在原软件里“另存为”纯文本（.txt）或 .csv 再选'],
	[[0xd0, 0xcf, 0x11, 0xe0], '暂不支持旧版 Word、Excel 文件。请在原软件里“另存为”纯文本（.txt）或 .csv 再选'],
	[[0x89, 0x50, 0x4e, 0x47], '这是图片，读不出文字。请选文字文件（.txt、.csv、.md、.html）'],
	[[0xff, 0xd8, 0xff], '这是图片，读不出文字。请选文字文件（.txt、.csv、.md、.html）']
]

/** The text of a file in UTF-8, UTF-16 or GB18030 (GBK), as Chinese offices write them. */
export function decode(bytes: Uint8Array): FileText {
	if (bytes.length === 0) return { refused: '文件是空的' }
	if (bytes.length > MOST) return { refused: '文件超过 5 MB，不像是一份文字文件' }
	for (const [magic, why] of BINARY) if (magic.every((byte, i) => bytes[i] === byte)) return { refused: why }
	for (const encoding of candidates(bytes)) {
		try {
			const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
			if (/[\u0000-\u0008\u000e-\u001a]/.test(text)) continue
			return text.trim() === '' ? { refused: '文件里没有文字' } : { text, encoding }
		} catch (error) {
			if (!(error instanceof TypeError)) throw error // a TypeError: not in this encoding, the next one
		}
	}
	return { refused: '这个文件不是文字文件，或者编码认不出。请用记事本打开，另存为 UTF-8 编码的 .txt 再选' }
}

/** In the order in which a wrong one is noticed: UTF-8 hardly ever reads by accident, GB18030 often. */
function candidates(bytes: Uint8Array): string[] {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le']
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be']
	const zeros = [0, 0]
	for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i % 2]!++
	// Line feeds, digits and letters have a zero byte in UTF-16 on the one side, 一 on the other; other encodings have none.
	if (zeros[0]! > 0 || zeros[1]! > 0) return [zeros[1]! > zeros[0]! ? 'utf-16le' : 'utf-16be']
	return ['utf-8', 'gb18030']
}

export async function readText(file: File): Promise<FileText> {
	return decode(new Uint8Array(await file.arrayBuffer()))
}

/** The cells of the first sheet of an .xlsx, or of a .csv, as text, rows as the sheet numbers them. */
export async function readRows(file: File): Promise<{ rows: string[][] } | { refused: string }> {
	if (file.size === 0) return { refused: '文件是空的' }
	if (file.size > MOST) return { refused: '文件超过 5 MB，不像是一份人员名单' }
	const name = file.name.toLowerCase()
	if (name.endsWith('.xls')) return { refused: '暂不支持旧版 .xls。请在 Excel 里“另存为”.xlsx 再选' }
	if (!name.endsWith('.xlsx')) {
		const read = await readText(file)
		return 'refused' in read ? read : { rows: parseCsv(read.text) }
	}
	// The variant without workers of its own: they would be made from blobs, which the page's policy forbids.
	const { readSheet } = await import('read-excel-file/universal')
	try {
		// Numbers stay as they are written: a telephone number is no quantity.
		const sheet = await readSheet(file, { parseNumber: (text: string) => text })
		return { rows: sheet.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))) }
	} catch {
		return { refused: '这个 .xlsx 打不开，可能已损坏或加了密码。请在 Excel 里另存一份再选' }
	}
}
