import { describe, expect, it } from 'vitest'
import { xlsx } from '../../../tests/support/xlsx'
import { decode, readRows } from './readFile'

const text = '秘书一室\t负责文电\r\n1'
const utf8 = new TextEncoder().encode(text)
const utf16 = (little: boolean, mark: boolean) => {
	const units = [...(mark ? '\ufeff' : ''), ...text].map((c) => c.charCodeAt(0))
	return new Uint8Array(units.flatMap((u) => (little ? [u & 255, u >> 8] : [u >> 8, u & 255])))
}
// 科室：负责 in GB18030, as a Windows notepad of an office writes it.
const gb = new Uint8Array([0xbf, 0xc6, 0xca, 0xd2, 0xa3, 0xba, 0xb8, 0xba, 0xd4, 0xf0])

describe('a chosen file', () => {
	it.each([
		['UTF-8', utf8, text],
		['UTF-8 with a mark', new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]), text],
		['UTF-16 with a mark', utf16(true, true), text],
		['UTF-16, the other way round, with a mark', utf16(false, true), text],
		['UTF-16 without a mark', utf16(true, false), text],
		['UTF-16, the other way round, without a mark', utf16(false, false), text],
		['GB18030', gb, '科室：负责']
	])('in %s is read', (_, bytes, says) => expect(decode(bytes)).toMatchObject({ text: says }))

	it.each([
		['empty', new Uint8Array(), '文件是空的'],
		['blank', new TextEncoder().encode(' \n\t'), '文件里没有文字'],
		['a PDF', new TextEncoder().encode('%PDF-1.7'), 'PDF'],
		['a .docx', new Uint8Array([0x50, 0x4b, 3, 4]), 'Word'],
		['an old .doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), '旧版 Word'],
		['a photo', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), '图片'],
		['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2]), '不是文字文件']
	])('that is %s is refused in words', (_, bytes, says) =>
		expect(decode(bytes)).toEqual({ refused: expect.stringContaining(says) as string })
	)
})

describe('a staff list', () => {
	const file = (name: string, content: BlobPart) => new File([content], name)

	it('keeps numbers as they are written and rows where the sheet has them', async () => {
		const book = await xlsx([
			['名册', null],
			[null, null],
			['姓名', '手机'],
			['甲', 13800000000]
		])
		expect(await readRows(file('名册.xlsx', new Uint8Array(book)))).toEqual({
			rows: [
				['名册', ''],
				['', ''],
				['姓名', '手机'],
				['甲', '13800000000']
			]
		})
	})

	it('may be a CSV in the encoding of an old Excel', async () => {
		expect(await readRows(file('名册.csv', new Uint8Array([...gb, 0x2c, 0x31])))).toEqual({
			rows: [['科室：负责', '1']]
		})
	})

	it('that cannot be opened is refused in words', async () => {
		expect(await readRows(file('空.xlsx', ''))).toEqual({ refused: '文件是空的' })
		expect(await readRows(file('旧.xls', 'x'))).toMatchObject({
			refused: expect.stringContaining('.xls') as string
		})
		expect(await readRows(file('坏.xlsx', 'PK\u0003\u0004 broken'))).toMatchObject({
			refused: expect.stringContaining('打不开') as string
		})
	})
})
