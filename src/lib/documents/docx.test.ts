import { describe, expect, it } from 'vitest'
import { docx, item, list, p } from '../../../tests/support/docx'
import { openDocument } from './open'

async function textOf(...made: Parameters<typeof docx>): Promise<string[]> {
	const opened = await openDocument('职责.docx', docx(...made))
	if ('refused' in opened) throw new Error(opened.refused)
	expect(opened.kind).toBe('Word')
	return opened.text.split('\n')
}

const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`
const table = (...rows: string[]) => `<w:tbl>${rows.map((row) => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>`

describe('Word 文件', () => {
	it('一段一行，软回车断行，页眉不读', async () => {
		const soft = '<w:p><w:r><w:t>一、办公室</w:t><w:br/><w:t>负责文电</w:t></w:r></w:p>'
		expect(await textOf(p('内设机构') + soft + p('') + p('1.会务'))).toEqual([
			'内设机构',
			'一、办公室',
			'负责文电',
			'1.会务'
		])
	})

	it('Word 自己编的号写出来：一、（一）1.，到上一级就从头数', async () => {
		const numbering = list(1, [
			['chineseCountingThousand', '%1、'],
			['chineseCounting', '（%2）'],
			['decimal', '%3.']
		])
		const body =
			item('办公室', 1) + item('文电', 1, 1) + item('收文', 1, 2) + item('发文', 1, 2) + item('会务', 1, 1)
		const more = item('信访科', 1) + item('来信', 1, 1) + item('登记', 1, 2)
		expect(await textOf(body + more, { numbering })).toEqual([
			'一、办公室',
			'（一）文电',
			'1.收文',
			'2.发文',
			'（二）会务',
			'二、信访科',
			'（一）来信',
			'1.登记'
		])
	})

	it('样式带的编号、隔开的列表、另起的列表、项目符号', async () => {
		const numbering =
			list(1, [['japaneseCounting', '第%1章']]) +
			list(2, [['decimal', '%1.']]) +
			'<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>' +
			list(4, [['bullet', '\uf0b7']])
		const styles =
			'<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="章"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
			'<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="章二"/><w:basedOn w:val="a1"/></w:style>'
		const body = [
			p('总则', '<w:pStyle w:val="a1"/>'),
			item('甲', 2),
			p('职责', '<w:pStyle w:val="a2"/>'),
			item('乙', 2),
			item('丙', 3),
			item('丁', 4)
		]
		expect(await textOf(body.join(''), { numbering, styles })).toEqual([
			'第一章 总则',
			'1.甲',
			'第二章 职责',
			'2.乙',
			'1.丙',
			'丁'
		])
	})

	it('修订中删去的不读、不占号，插入的读', async () => {
		const removed = `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr><w:del w:id="2"><w:r><w:delText>旧的</w:delText></w:r></w:del></w:p>`
		const changed = `<w:p><w:r><w:t>负责</w:t></w:r><w:del w:id="3"><w:r><w:delText>收发</w:delText></w:r></w:del><w:ins w:id="4"><w:r><w:t>文电</w:t></w:r></w:ins></w:p>`
		const before = `<w:pPrChange w:id="5"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>`
		const numbering = list(1, [['decimal', '%1.']])
		expect(
			await textOf(item('甲', 1) + removed + item('乙', 1) + changed + p('丙', before), { numbering })
		).toEqual(['1.甲', '2.乙', '负责文电', '丙'])
	})

	it('表格一行一行，格子用制表符隔开，合并的格子后面空着，格里的段落用 \\v 隔开', async () => {
		const span = '<w:gridSpan w:val="2"/>'
		const body = table(
			cell(p('科室')) + cell(p('职责'), span),
			cell(p('办公室'), '<w:vMerge w:val="restart"/>') + cell(p('1.文电') + p('2.会务')) + cell(p('甲')),
			cell(p(''), '<w:vMerge/>') + cell(p('3.值班')) + cell(p('乙'))
		)
		expect(await textOf(p('附件') + body)).toEqual([
			'附件',
			'科室\t职责\t',
			'办公室\t1.文电\v2.会务\t甲',
			'\t3.值班\t乙'
		])
	})

	it('文本框里的字读一次，号也只数一次', async () => {
		const box = item('框里', 1)
		const shape = `<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>${box}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${box}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>`
		const numbering = list(1, [['decimal', '%1.']])
		expect(
			await textOf(`<w:p><w:r><w:t>框外</w:t></w:r><w:r>${shape}</w:r></w:p>` + item('后面', 1), {
				numbering
			})
		).toEqual(['框外', '1.框里', '2.后面'])
	})

	it('脚注不读，说一声', async () => {
		const body = '<w:p><w:r><w:t>负责值班</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
		expect(await openDocument('a.docx', docx(body))).toEqual({
			text: '负责值班',
			kind: 'Word',
			notes: ['脚注和尾注没有读进来']
		})
	})
})
