import writeXlsxFile from 'write-excel-file/node'
import { describe, expect, it } from 'vitest'
import { xlsx } from '../../../tests/support/xlsx'
import { readRows } from './readFile'

// 科室：负责 in GB18030, as a Windows notepad of an office writes it.
const gb = new Uint8Array([0xbf, 0xc6, 0xca, 0xd2, 0xa3, 0xba, 0xb8, 0xba, 0xd4, 0xf0])

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
			],
			merged: []
		})
	})

	it('says which cells are merged downwards', async () => {
		const book = await writeXlsxFile([
			[{ value: '名册', columnSpan: 2 }, null],
			[{ value: '姓名' }, { value: '科室' }],
			[{ value: '甲' }, { value: '一室', rowSpan: 2 }],
			[{ value: '乙' }, null]
		]).toBuffer()
		expect(await readRows(file('名册.xlsx', new Uint8Array(book)))).toMatchObject({
			rows: [
				['名册', ''],
				['姓名', '科室'],
				['甲', '一室'],
				['乙', '']
			],
			merged: [{ column: 1, from: 2, to: 3 }]
		})
	})

	it('may be a CSV in the encoding of an old Excel', async () => {
		expect(await readRows(file('名册.csv', new Uint8Array([...gb, 0x2c, 0x31])))).toEqual({
			rows: [['科室：负责', '1']],
			merged: []
		})
	})

	it('that cannot be opened is refused in words', async () => {
		expect(await readRows(file('空.xlsx', ''))).toEqual({ refused: '文件是空的' })
		expect(await readRows(file('名册.csv', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])))).toMatchObject({
			refused: expect.stringContaining('不是文字文件') as string
		})
		expect(await readRows(file('旧.xls', 'x'))).toMatchObject({
			refused: expect.stringContaining('.xls') as string
		})
		expect(await readRows(file('坏.xlsx', 'PK\u0003\u0004 broken'))).toMatchObject({
			refused: expect.stringContaining('打不开') as string
		})
	})
})
