import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { docx, p } from '../../../tests/support/docx'
import { openDocument } from './open'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
const compound = (...entries: string[]) =>
	new Uint8Array(
		Buffer.concat([
			Buffer.from('d0cf11e0a1b11ae1', 'hex'),
			Buffer.alloc(512),
			...entries.map((name) => Buffer.from(name + '\0', 'utf16le'))
		])
	)
const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])))

describe('各种文件', () => {
	it('纯文本照原样，制表符和断行都在', async () => {
		const text = '科室\t职责\r\n办公室\t文电\u000b会务\r\n'
		expect(await openDocument('职责.tsv', utf8(text))).toEqual({ text, kind: '纯文本', notes: [] })
		const table = '|科室|职责|\n|---|---|\n'
		expect(await openDocument('职责.md', utf8(table))).toEqual({ text: table, kind: 'Markdown', notes: [] })
	})

	it('CSV 的格子用制表符隔开，引号里的断行是 \\v', async () => {
		const csv = '\ufeff科室,职责\r\n办公室,"文电\r\n""会务"""\r\n\r\n,值班\r\n'
		expect(await openDocument('职责.csv', utf8(csv))).toEqual({
			text: '科室\t职责\n办公室\t文电\v"会务"\n\t值班',
			kind: 'CSV 表格',
			notes: []
		})
		expect(await openDocument('职责.csv', utf16('\ufeff科室\t职责'))).toMatchObject({ text: '科室\t职责' })
	})

	it('是什么看里面，不看名字', async () => {
		expect(await openDocument('职责.pdf', docx(p('办公室')))).toMatchObject({ kind: 'Word', text: '办公室' })
		expect(await openDocument('职责.docx', utf8('办公室'))).toMatchObject({ kind: '纯文本', text: '办公室' })
	})

	it.each([
		['空文件', '职责.docx', new Uint8Array(), '文件是空的'],
		['只有空白', '职责.txt', utf8(' \r\n'), '没有文字'],
		['图片叫 .docx', '职责.docx', new Uint8Array(Buffer.from('89504e470d0a1a0a0000', 'hex')), '这是图片'],
		['旧 Word', '职责.doc', compound('Root Entry', 'WordDocument'), '“另存为” .docx'],
		['WPS 文字', '职责.wps', compound('Root Entry'), '“另存为” .docx'],
		['旧 Excel', '职责.xls', compound('Root Entry', 'Workbook'), '“另存为” .xlsx'],
		['旧演示文稿', '职责.ppt', compound('PowerPoint Document'), '演示文稿'],
		['加了密码的', '职责.xlsx', compound('EncryptedPackage', 'EncryptionInfo'), '加了密码'],
		['演示文稿', '职责.pptx', zip('ppt/presentation.xml'), '演示文稿'],
		['OFD', '职责.ofd', zip('OFD.xml'), 'OFD'],
		['ODT', '职责.odt', zip('mimetype', 'content.xml'), 'OpenDocument'],
		['压缩包', '职责.zip', zip('职责.txt'), '先解压'],
		['路径往外走的压缩包', '职责.docx', zip('../../word/document.xml'), '先解压'],
		['只有开头的压缩包', '职责.docx', utf8('PK\u0003\u0004'), '不完整'],
		['RTF', '职责.rtf', utf8('{\\rtf1 x}'), 'RTF'],
		['单个文件的网页', '职责.mht', utf8('MIME-Version: 1.0\r\n'), '单个文件'],
		['Word 的 XML', 'a.xml', utf8('<?xml version="1.0"?><?mso-application progid="Word.Document"?>'), 'XML'],
		['太大的', '职责.txt', new Uint8Array(21 * 1024 * 1024), '超过 20 MB']
	])('%s：一句话说明', async (_, name, bytes, says) =>
		expect(await openDocument(name, bytes)).toMatchObject({
			refused: expect.stringContaining(says) as string
		})
	)

	it('正文解压后极大、套得极深、被截断的 Word 文件', async () => {
		const swollen = zipSync({ 'word/document.xml': new Uint8Array(100 * 1024 * 1024) })
		expect(await openDocument('a.docx', swollen)).toEqual({
			refused: expect.stringContaining('解压后太大') as string
		})
		const tables = '<w:tbl><w:tr><w:tc>'.repeat(20_000) + p('甲') + '</w:tc></w:tr></w:tbl>'.repeat(20_000)
		expect(await openDocument('a.docx', docx(tables))).toHaveProperty('refused')
		expect(await openDocument('a.docx', docx('<w:p><w:r>'))).toHaveProperty('refused')
		const whole = docx(p('办公室'))
		for (const length of [30, 200, whole.length - 30])
			expect(await openDocument('a.docx', whole.slice(0, length))).toHaveProperty('refused')
	}, 60_000)

	it('一份长的 Word 文件几秒读完，十兆的文字也是；五百万字以上说不读', async () => {
		const body = p('负责机关文电、会务、机要、档案等日常运转工作。'.repeat(4)).repeat(20_000)
		expect(await openDocument('a.docx', docx(body))).toMatchObject({ kind: 'Word' })
		const text = utf8('一、办公室\n1.负责机关文电会务机要档案工作。\n'.repeat(170_000))
		expect(text.length).toBeGreaterThan(10_000_000)
		expect(await openDocument('a.txt', text)).toMatchObject({ kind: '纯文本' })
		expect(await openDocument('a.txt', utf8('1.负责abcdefgh\n'.repeat(500_000)))).toEqual({
			refused: expect.stringContaining('文字太多') as string
		})
	}, 60_000)
})
