import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { xlsx } from '../../../tests/support/xlsx'
import { openDocument } from './open'

const opened = (bytes: Uint8Array, name = '职责.xlsx') => openDocument(name, bytes)
const refusal = (says: string) => ({ refused: expect.stringContaining(says) as string })

/** Bytes that somebody still holds: what nobody does is cleared away first, whenever the engine would have got to it. */
function held(): number {
	setFlagsFromString('--expose-gc')
	;(runInNewContext('gc') as () => void)()
	return process.memoryUsage().arrayBuffers
}

/** A workbook of one sheet with this XML in it. */
function sheet(xml: string, more: Record<string, Uint8Array> = {}): Uint8Array {
	const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
	const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
	return zipSync({
		'xl/workbook.xml': strToU8(
			`<workbook ${main} xmlns:r="${types}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`
		),
		'xl/_rels/workbook.xml.rels': strToU8(
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${types}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
		),
		'xl/worksheets/sheet1.xml': strToU8(`<worksheet ${main}>${xml}</worksheet>`),
		...more
	})
}
const words = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

describe('Excel 文件', () => {
	it('一行一行，格子用制表符隔开，格里的断行是 \\v，数照写的样子，名字不对也认得', async () => {
		const book = await xlsx([
			['科室', '职责', '电话'],
			['办公室', '1.文电\n2.会务', 88],
			[null, '3.值班', 0.1 + 0.2]
		])
		expect(await opened(new Uint8Array(book), '职责.txt')).toEqual({
			text: '科室\t职责\t电话\n办公室\t1.文电\v2.会务\t88\n\t3.值班\t0.3',
			kind: 'Excel',
			notes: []
		})
	})

	it('每张表都读，前面写表的名称；空表不算', async () => {
		const cell = (value: string) => ({ value })
		const book = await writeXlsxFile([
			{ data: [[cell('办公室'), cell('文电')]], sheet: '机关' },
			{ data: [[]], sheet: '空' },
			{ data: [[cell('信访科'), cell('来信')]], sheet: '下属' }
		]).toBuffer()
		expect(await opened(new Uint8Array(book))).toEqual({
			text: '机关\n办公室\t文电\n下属\n信访科\t来信',
			kind: 'Excel',
			notes: ['读了 2 张表：机关、下属']
		})
	})

	it('日期、是非、公式的值，合并的格子后面空着', async () => {
		const book = await writeXlsxFile([
			[{ value: new Date(Date.UTC(2024, 2, 1)), format: 'yyyy-mm-dd' }, { value: true }],
			[{ value: '办公室', columnSpan: 2 }, null, { value: '甲' }]
		]).toBuffer()
		expect(await opened(new Uint8Array(book))).toMatchObject({ text: '2024-03-01\t是\t\n办公室\t\t甲' })
		const formula = '<row r="1"><c r="A1" t="str"><f>B1&amp;"科"</f><v>信访科</v></c></row>'
		expect(await opened(sheet(`<sheetData>${formula}</sheetData>`))).toMatchObject({ text: '信访科' })
	})

	it('空格子一直排到最后一行，也只读有字的', async () => {
		const rows = `<row r="1">${words('A1', '办公室')}<c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576"/></row>`
		expect(
			await opened(sheet(`<dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData>`))
		).toMatchObject({
			text: '办公室'
		})
	})

	it('说自己有几百亿格的、解压后极大的、声称不大的，都很快说不读，内存不涨', async () => {
		const far = `<sheetData><row r="1">${words('A1', '甲')}</row><row r="1048576">${words('XFD1048576', '乙')}</row></sheetData>`
		expect(await opened(sheet(far))).toEqual(refusal('行和列太多'))
		const bomb = sheet('', { 'xl/worksheets/sheet1.xml': new Uint8Array(96 * 1024 * 1024) })
		expect(bomb.length).toBeLessThan(2 * 1024 * 1024)
		const before = held()
		expect(await opened(bomb)).toEqual(refusal('解压后太大'))
		// The directory lies: a megabyte, it says.
		const lying = bomb.slice()
		const view = new DataView(lying.buffer)
		for (let at = 0; at + 28 < lying.length; at++)
			if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 9e7)
				view.setUint32(at + 24, 1024 * 1024, true)
		expect(await opened(lying)).toEqual(refusal('解压后太大'))
		expect(held() - before).toBeLessThan(64 * 1024 * 1024)
	}, 60_000)

	it('截断的、里面不全的、没有字的', async () => {
		const whole = sheet(`<sheetData><row r="1">${words('A1', '办公室')}</row></sheetData>`)
		expect(await opened(whole.slice(0, whole.length - 40))).toEqual(refusal('不完整'))
		expect(await opened(sheet('<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row>'))).toMatchObject(
			refusal('打不开')
		)
		expect(await opened(sheet('<sheetData/>'))).toEqual(refusal('没有文字'))
	})
})
