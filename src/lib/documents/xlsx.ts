import { Lines, TEXT_AT_MOST, TOO_LONG, Unreadable } from './unreadable'
import { zipped, type Zip } from './zip'

/** Bytes of XML, of one part and of all. */
const PART_AT_MOST = 24 * 1024 * 1024
const ALL_AT_MOST = 48 * 1024 * 1024
/** Rows times columns that the cells with something in them spread over. */
const AREA_AT_MOST = 2_000_000
const SHEETS_AT_MOST = 100
const NEEDED =
	/^(?:\[Content_Types\]|xl\/(?:workbook|styles|sharedStrings|worksheets\/[^/]+))\.xml$|^xl\/_rels\/workbook\.xml\.rels$/i

/** The text of an Excel workbook: every sheet that is not empty, a row a line, cells parted by tabs, as shown. */
export async function xlsxText(zip: Zip): Promise<{ text: string; notes: string[] }> {
	const parts: Record<string, string> = {}
	let all = 0
	for (const name of zip.names) {
		if (!NEEDED.test(name)) continue
		const xml = zip.text(name, PART_AT_MOST)!
		all += xml.length
		if (all > ALL_AT_MOST || Object.keys(parts).length > SHEETS_AT_MOST + 5)
			throw new Unreadable('这个 Excel 文件太大，不像是一份职责文件。请只留下职责的那一张表，另存一份再选')
		parts[name] = name.startsWith('xl/worksheets/') ? sparse(xml) : xml
	}
	// The variant without workers of its own: they would be made from blobs, which the page's policy forbids.
	const { default: readWorkbook } = await import('read-excel-file/universal')
	// Numbers stay as they are written: a telephone number is no quantity.
	const sheets = await readWorkbook(zipped(parts), { parseNumber: shown, trim: true })
	const full = sheets.filter(({ data }) => data.length > 0)
	const lines = new Lines()
	for (const { sheet, data } of full) {
		if (full.length > 1) lines.add(sheet)
		for (const row of data) {
			// Cells may all refer to one long text.
			const length = row.reduce((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 0), 0)
			if (length > TEXT_AT_MOST) throw new Unreadable(TOO_LONG)
			const cells = row.map((cell) => cellText(cell as string | boolean | Date | null))
			if (cells.some((cell) => cell !== '')) lines.add(cells.join('\t'))
		}
	}
	if (lines.count === 0) throw new Unreadable('这个 Excel 文件里没有文字')
	const names = full.map(({ sheet }) => sheet).join('、')
	return { text: lines.toString(), notes: full.length > 1 ? [`读了 ${full.length} 张表：${names}`] : [] }
}

/** A sheet without its empty cells, which may reach to the last row there is. */
function sparse(xml: string): string {
	const kept = xml
		.replace(/<(?:\w{1,9}:)?c\s[^>]*(?:\/>|[^/>]>\s*<\/(?:\w{1,9}:)?c>)/g, '')
		.replace(/<(?:\w{1,9}:)?row\s[^>]*(?:\/>|[^/>]>\s*<\/(?:\w{1,9}:)?row>)/g, '')
	let rows = 0
	let columns = 0
	for (const [, letters, digits] of kept.matchAll(/<(?:\w{1,9}:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"/g)) {
		let column = 0
		for (let i = 0; i < letters!.length; i++) column = column * 26 + letters!.charCodeAt(i) - 64
		if (column > columns) columns = column
		if (Number(digits) > rows) rows = Number(digits)
	}
	for (const [, digits] of kept.matchAll(/<(?:\w{1,9}:)?row\s[^>]*?\br="(\d{1,10})"/g))
		rows = Math.max(rows, Number(digits))
	if (rows * Math.max(columns, 1) > AREA_AT_MOST)
		throw new Unreadable(
			'这个 Excel 文件的表格太大（行和列太多），不像是一份职责文件。请只留下职责的部分，另存一份再选'
		)
	return kept
}

/** Reckoning leaves remains in the sixteenth digit, which the sheet does not show. */
function shown(text: string): string {
	if (!/^-?\d*\.\d{12,}$|e/i.test(text)) return text
	const number = Number(text)
	return Number.isFinite(number) ? String(Number(number.toPrecision(12))) : text
}

function cellText(cell: string | boolean | Date | null): string {
	if (cell === null) return ''
	if (cell === true) return '是'
	if (cell === false) return '否'
	if (cell instanceof Date) {
		const [day, time] = cell.toISOString().slice(0, 16).split('T') as [string, string]
		return time === '00:00' ? day : `${day} ${time}`
	}
	return cell
		.trim()
		.replace(/\t/g, ' ')
		.replace(/\s*(?:\r\n|[\n\r])\s*/g, '\v')
}
