import { Unreadable } from './unreadable'
import { Zip } from './zip'

export type Kind = { word: string } & (
	{ reader: 'text' | 'csv' | 'html' | 'pdf' } | { reader: 'docx' | 'xlsx'; zip: Zip }
)

const PHOTO = '这是图片，读不出文字。请选文字、Word、Excel 或 PDF 文件'
const MEDIA = '这是录音或录像，读不出文字'
const PACKED = '这是压缩包。请先解压，再选里面的职责文件'

/** Files that are not read, by how they begin; `at`: where, if not at the start. */
const REFUSED: readonly { magic: readonly number[]; at?: number; why: string }[] = [
	{ magic: [0x89, 0x50, 0x4e, 0x47], why: PHOTO },
	{ magic: [0xff, 0xd8, 0xff], why: PHOTO },
	{ magic: [0x47, 0x49, 0x46, 0x38], why: PHOTO },
	{ magic: [0x49, 0x49, 0x2a, 0x00], why: PHOTO },
	{ magic: [0x4d, 0x4d, 0x00, 0x2a], why: PHOTO },
	{ magic: [0x57, 0x45, 0x42, 0x50], at: 8, why: PHOTO },
	{ magic: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69], at: 4, why: PHOTO },
	{ magic: [0x66, 0x74, 0x79, 0x70], at: 4, why: MEDIA },
	{ magic: [0x49, 0x44, 0x33], why: MEDIA },
	{ magic: [0x1f, 0x8b], why: PACKED },
	{ magic: [0x52, 0x61, 0x72, 0x21], why: PACKED },
	{ magic: [0x37, 0x7a, 0xbc, 0xaf], why: PACKED },
	{ magic: [0x7b, 0x5c, 0x72, 0x74, 0x66], why: '这是 RTF 文件。请用 Word 或 WPS 打开，“另存为” .docx 再选' }
]
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** What a file is, by its bytes first and its name second; refuses in words what is not read. */
export function kindOf(name: string, bytes: Uint8Array): Kind {
	if (begins(bytes, COMPOUND)) throw new Unreadable(compound(bytes, name))
	for (const { magic, at, why } of REFUSED) if (begins(bytes, magic, at)) throw new Unreadable(why)
	if (begins(bytes, [0x50, 0x4b, 0x03, 0x04]) || begins(bytes, [0x50, 0x4b, 0x05, 0x06])) return packed(bytes)
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048)).replace(/\0/g, '')
	if (head.slice(0, 1030).includes('%PDF-')) return { reader: 'pdf', word: 'PDF' }
	return written(name, head)
}

function begins(bytes: Uint8Array, magic: readonly number[], at = 0): boolean {
	return magic.every((byte, i) => bytes[at + i] === byte)
}

/** What is written in characters. `head`: its beginning, one character a byte. */
function written(name: string, head: string): Kind {
	const ending = /\.([a-z]+)$/.exec(name.trim().toLowerCase())?.[1] ?? ''
	const start = head.replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*/, '')
	if (/^mime-version:/i.test(start) || ending === 'mht' || ending === 'mhtml')
		throw new Unreadable('这是存成单个文件的网页。请用浏览器或 Word 打开，另存为 .docx 或 .html 再选')
	if (
		/^<\?xml/.test(start) &&
		/<\?mso-application|urn:schemas-microsoft-com:office|w:wordDocument/.test(start)
	)
		throw new Unreadable('这是 Office 的 XML 文件。请用 Word 或 Excel 打开，“另存为” .docx 或 .xlsx 再选')
	const isPage = /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<(?:!doctype html|html|head|body)[\s>]/i.test(
		start
	)
	if (isPage || (/^(?:x?html?|aspx?|jsp|php)$/.test(ending) && head.includes('<')))
		return { reader: 'html', word: '网页' }
	if (ending === 'csv') return { reader: 'csv', word: 'CSV 表格' }
	if (ending === 'md' || ending === 'markdown') return { reader: 'text', word: 'Markdown' }
	return { reader: 'text', word: '纯文本' }
}

function packed(bytes: Uint8Array): Kind {
	const zip = new Zip(bytes)
	if (zip.has('xl/workbook.xml')) return { reader: 'xlsx', word: 'Excel', zip }
	if (zip.names.some((name) => /^word\/document\d*\.xml$/.test(name)))
		return { reader: 'docx', word: 'Word', zip }
	if (zip.names.some((name) => name.startsWith('ppt/')))
		throw new Unreadable('这是演示文稿（.pptx）。请把职责部分复制到 Word，存为 .docx 再选')
	if (zip.has('xl/workbook.bin'))
		throw new Unreadable('这是 Excel 的二进制文件（.xlsb）。请在 Excel 里“另存为” .xlsx 再选')
	if (zip.has('OFD.xml'))
		throw new Unreadable('暂不支持 OFD 版式文件。请用阅读器打开它，“另存为”或“导出” PDF 或 Word 再选')
	if (zip.has('mimetype') && zip.has('content.xml'))
		throw new Unreadable('暂不支持 OpenDocument（.odt、.ods）文件。请“另存为” .docx 或 .xlsx 再选')
	throw new Unreadable(PACKED)
}

/** Before 2007 Office kept everything in one kind of container; it still does so for what has a password. */
function compound(bytes: Uint8Array, name: string): string {
	if (holds(bytes, 'EncryptedPackage'))
		return '文件加了密码，打不开。请在 Word 或 Excel 里打开它，去掉密码，另存一份再选'
	if (holds(bytes, 'Workbook') || /\.(?:xls|et)$/i.test(name))
		return '这是旧版 Excel 文件（.xls、.et）。请用 Excel 或 WPS 打开，“另存为” .xlsx 再选'
	if (holds(bytes, 'PowerPoint Document'))
		return '这是演示文稿（.ppt）。请把职责部分复制到 Word，存为 .docx 再选'
	if (holds(bytes, 'WordDocument') || /\.(?:doc|wps)$/i.test(name))
		return '这是旧版 Word 文件（.doc、.wps）。请用 Word 或 WPS 打开，“另存为” .docx 再选'
	return '这是旧版 Office 文件。请用 Word、Excel 或 WPS 打开，“另存为” .docx 或 .xlsx 再选'
}

/** Is there an entry of this name in the container? Names stand in it in UTF-16. */
function holds(bytes: Uint8Array, name: string): boolean {
	const first = name.charCodeAt(0)
	for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
		let i = 0
		while (i < name.length && bytes[at + 2 * i] === name.charCodeAt(i) && bytes[at + 2 * i + 1] === 0) i++
		if (i === name.length) return true
	}
	return false
}
