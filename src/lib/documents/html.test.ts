import { describe, expect, it } from 'vitest'
import { openDocument } from './open'

async function textOf(html: string, name = '职责.html'): Promise<string[]> {
	const opened = await openDocument(name, new TextEncoder().encode(html))
	if ('refused' in opened) throw new Error(opened.refused)
	expect(opened.kind).toBe('网页')
	return opened.text.split('\n')
}

describe('网页', () => {
	it('一块一行，脚本、样式、导航、藏着的不读，实体还原', async () => {
		const page = `<!DOCTYPE html><html><head><title>首页</title><style>p{}</style></head><body>
			<nav>首页 &gt; 机构</nav><div class="top-nav">登录</div><script>var a = '<p>假的</p>'</script>
			<h1>内设机构</h1><p>一、办公室<br>负责文电&nbsp;&amp;会务</p><p style="display: none">藏着的</p>
			<div>二、<b>信访</b>科<p>负责
			来信</div></body></html>`
		expect(await textOf(page)).toEqual([
			'内设机构',
			'一、办公室',
			'负责文电 &会务',
			'二、信访科',
			'负责 来信'
		])
	})

	it('什么都在“导航”里，就照样读', async () => {
		expect(await textOf('<html><body><div class="nav"><p>办公室职责</p></div></body></html>')).toEqual([
			'办公室职责'
		])
	})

	it('列表写出号或点，自己写了号的不重复', async () => {
		const page = `<html><ol><li>文电</li><li><p>会务</p><ol type="a"><li>会前</li></ol></li><li value="9">值班</li></ol>
			<ol><li>1.信访</li></ol><ul><li>档案</li></ul><ol style="list-style-type: cjk-ideographic"><li>机要</li></ol></html>`
		expect(await textOf(page)).toEqual([
			'1.文电',
			'2.会务',
			'a.会前',
			'9.值班',
			'1.信访',
			'• 档案',
			'一、机要'
		])
	})

	it('表格一行一行，合并的格子后面空着，格里的断行是 \\v', async () => {
		const page = `<html><table><caption>职责表</caption><thead><tr><th>科室</th><th colspan="2">职责</th></tr></thead>
			<tbody><tr><td rowspan="3">办公室</td><td><p>1.文电</p><p>2.会务</p></td><td>甲<br/>乙</td></tr>
			<tr><td>3.值班</td><td></td></tr><tr></tr>
			<tr><td>信访科<td>来信<td>丙</table></html>`
		expect(await textOf(page)).toEqual([
			'职责表',
			'科室\t职责\t',
			'办公室\t1.文电\v2.会务\t甲\v乙',
			'\t3.值班\t',
			'信访科\t来信\t丙'
		])
	})

	it('只用来排版的表格不算表格，表格里的小表格是那一格的几行', async () => {
		const layout = `<html><table><tr><td>左边</td><td><h2>办公室</h2><table><tr><td>文电</td><td>会务</td></tr></table>
			<p>以上</p></td></tr><tr><td>下面</td></tr></table></html>`
		expect(await textOf(layout)).toEqual(['左边', '办公室', '文电\t会务', '以上', '下面'])
		const nested = `<html><table><tr><td>科室</td><td>职责</td></tr><tr><td>办公室</td>
			<td><table><tr><td>1</td><td>文电</td></tr><tr><td>2</td><td>会务</td></tr></table></td></tr></table></html>`
		expect(await textOf(nested)).toEqual(['科室\t职责', '办公室\t1 文电\v2 会务'])
		expect(await textOf('<html><table><tr><td><p>一</p><p>二</p></td></tr></table></html>')).toEqual([
			'一',
			'二'
		])
	})

	it('起了别的名字也认得；文字里夹着标签的不当网页', async () => {
		expect(
			await textOf('\ufeff<html xmlns:x="urn:x"><table><tr><td>科室<td>职责</table></html>', '职责.xls')
		).toEqual(['科室\t职责'])
		const text = '办公室\t负责文电<br>会务<p>'
		expect(await openDocument('a.txt', new TextEncoder().encode(text))).toEqual({
			text,
			kind: '纯文本',
			notes: []
		})
	})

	it('套了一万层也读得出，套得没有尽头的一句话说明，都很快', async () => {
		const deep = (tag: string, depth: number) =>
			`<html>${`<${tag}>`.repeat(depth)}办公室${`</${tag}>`.repeat(depth)}</html>`
		expect(await textOf(deep('div', 10_000))).toEqual(['办公室'])
		expect(await textOf(deep('table><tr><td', 3_000))).toEqual(['办公室'])
		expect(await textOf(deep('ol><li', 5_000))).toEqual(['1.办公室'])
		expect(await openDocument('a.html', new TextEncoder().encode(deep('b', 500_000)))).toMatchObject({
			refused: expect.stringContaining('嵌套得太深') as string
		})
	}, 10_000)

	it('格子说自己占很多行很多列，不信', async () => {
		const row = '<tr><td colspan="99999" rowspan="99999">甲</td></tr>'
		expect((await textOf(`<html><table>${row}</table></html>`))[0]).toBe('甲' + '\t'.repeat(199))
		expect(
			await openDocument(
				'a.html',
				new TextEncoder().encode(`<html><table>${row.repeat(100_000)}</table></html>`)
			)
		).toMatchObject({ refused: expect.stringContaining('太多') as string })
	}, 10_000)
})
