import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCatalogue as readPlaced } from './read'
import { plain } from './reading'

/** The reading without its places. */
function readCatalogue(text: string) {
	const reading = readPlaced(text)
	return { ...reading, sections: reading.sections.map(plain) }
}

const root = new URL('../../../', import.meta.url)
const file = (path: string) => readFileSync(new URL(path, root), 'utf8')
const seed = '002_f243def5ae5b4e7b'

interface Gold {
	sections: { name: string; aliases: string[]; duties: string[] }[]
}
const gold = JSON.parse(file(`tests/data/gold/${seed}.json`)) as Gold
/** The careful reading sets one comma full-width that the print has half-width. */
const fold = (duty: string) => duty.replace(/,/g, '，')

describe('科室职责是一张跨页的表', () => {
	const reading = readCatalogue(file(`seeds/catalogues/${seed}.txt`))

	it('读出十五个科室，名称不带括号，次序同原文', () => {
		expect(reading.sections.map((s) => s.name)).toEqual(
			gold.sections.map((s) => s.name.replace(/（.*）$/, ''))
		)
	})

	it('括号里的名称是别名，全角半角和空格不同仍是一个科室', () => {
		for (const [i, section] of reading.sections.entries()) {
			expect(gold.sections[i]!.aliases).toEqual(expect.arrayContaining(section.aliases))
		}
		const aliasesOf = (name: string) => reading.sections.find((s) => s.name === name)?.aliases
		expect(aliasesOf('区政府总值班室')).toEqual(['区长热线电话办公室'])
		expect(aliasesOf('文秘股')).toEqual(['保密办'])
		expect(aliasesOf('“放管服”改革和营商环境监督股')).toEqual([])
	})

	it('六十二条职责一字不差，各归各科', () => {
		expect(reading.sections.map((s) => s.duties.map(fold))).toEqual(
			gold.sections.map((s) => s.duties.map(fold))
		)
		expect(reading.sections.flatMap((s) => s.duties)).toHaveLength(62)
	})

	it('没有一行落下，也没有什么可疑', () => {
		expect(reading.unplaced).toEqual([])
		expect(reading.warnings).toEqual([])
	})
})

describe('别处的表', () => {
	it('职责栏被翻页切断，接着上一条读', () => {
		const { sections, warnings } = readCatalogue(
			'序号\t职责\t责任科室\n1\t负责公文的收发、\t文书科\n- 3 -\n\t登记和归档。\t\n2\t负责会务。\t会务科'
		)
		expect(sections.map((s) => s.duties)).toEqual([['负责公文的收发、登记和归档。'], ['负责会务。']])
		expect(warnings).toEqual([])
	})

	it('合并的科室格只在首行有字，以下各行仍是这个科室', () => {
		const { sections } = readCatalogue(
			'科室名称\t科室职责\n督查科\t负责督查。\n\t负责督办。\n人事科\t负责人事。'
		)
		expect(sections.map((s) => [s.name, s.duties.length])).toEqual([
			['督查科', 2],
			['人事科', 1]
		])
	})

	it('序号跳了要提醒，说清是哪一行', () => {
		const { warnings } = readCatalogue('序号\t职责\t科室\n1\t负责甲事。\t一科\n3\t负责乙事。\t二科')
		expect(warnings).toEqual([{ line: 3, text: expect.stringContaining('1 到 3') }])
	})

	it('一个括号里两块牌子是两个别名，一格里两个科室各记一条', () => {
		const { sections } = readCatalogue(
			'职责\t责任科室\n负责信息。\t信息科（挂政务公开科、舆情科牌子）\n负责年报。\t信息科、督查科'
		)
		expect(sections).toEqual([
			{ name: '信息科', aliases: ['政务公开科', '舆情科'], duties: ['负责信息。', '负责年报。'], tasks: [] },
			{ name: '督查科', aliases: [], duties: ['负责年报。'], tasks: [] }
		])
	})

	it('表外的行列为未归入，标题里的单位读作单位', () => {
		const { office, unplaced } = readCatalogue(
			'某县人民政府办公室科室职责一览表\n\n科室\t职责\n一科\t负责甲事。\n以上自印发之日起执行'
		)
		expect(office).toBe('某县人民政府办公室')
		expect(unplaced).toEqual([{ line: 5, text: '以上自印发之日起执行' }])
	})
})

describe('分条列出的科室', () => {
	it('各条职责逐条读出，断开的行接起来', () => {
		const { sections, unplaced } = readCatalogue(
			'一、办公室\n1.负责会务；\n2.负责公文处理、\n机要保密工作。\n二、督查室（挂绩效办牌子）\n负责督查；负责督办。'
		)
		expect(sections).toEqual([
			{ name: '办公室', aliases: [], duties: ['负责会务；', '负责公文处理、机要保密工作。'], tasks: [] },
			{ name: '督查室', aliases: ['绩效办'], duties: ['负责督查；', '负责督办。'], tasks: [] }
		])
		expect(unplaced).toEqual([])
	})

	it('名称和职责在一行，也读得出', () => {
		const { sections } = readCatalogue('1.办公室：负责会务；负责公文。\n2.财务科：负责报销。')
		expect(sections.map((s) => s.duties)).toEqual([['负责会务；', '负责公文。'], ['负责报销。']])
	})

	it('科室序号跳了要提醒，不成句的行不塞给科室', () => {
		const { unplaced, warnings } = readCatalogue(
			'（一）办公室\n负责会务。\n（三）财务科\n负责报销。\n联系人：张三'
		)
		expect(unplaced).toEqual([{ line: 5, text: '联系人：张三' }])
		expect(warnings).toEqual([{ line: 3, text: expect.stringContaining('1 到 3') }])
	})
})

describe('排印不同，读出来相同', () => {
	const names = ['办公室', '文书科', '督查室', '信息科', '人事股', '财务股']
	const duty = fc
		.array(fc.constantFrom('负责会务', '承担督办', '组织调研', '办理来文', '管理档案'), {
			minLength: 1,
			maxLength: 4
		})
		.map((parts) => parts.join('、') + '。')
	const office = fc
		.tuple(
			fc.shuffledSubarray(names, { minLength: 2 }),
			fc.array(fc.array(duty, { minLength: 1, maxLength: 5 }), { minLength: 6, maxLength: 6 })
		)
		.map(([own, duties]) => own.map((name, i) => ({ name, duties: duties[i]! })))
	const read = (text: string) => {
		const { sections, unplaced, warnings } = readCatalogue(text)
		return { sections: sections.map(({ name, duties }) => ({ name, duties })), unplaced, warnings }
	}

	it('表格：科室格合并或重复，行间有页码', () => {
		fc.assert(
			fc.property(office, fc.boolean(), (sections, merged) => {
				const rows = sections.flatMap(({ name, duties }) =>
					duties.map((text, i) => `${merged && i > 0 ? '' : name}\t${text}`)
				)
				expect(read(['科室\t职责', ...rows].join('\n- 2 -\n'))).toEqual({
					sections,
					unplaced: [],
					warnings: []
				})
			})
		)
	})

	it('分条：各种序号，长行折断', () => {
		const heads = [
			['一、', '二、', '三、', '四、', '五、', '六、'],
			['（一）', '（二）', '（三）', '（四）', '（五）', '（六）']
		]
		fc.assert(
			fc.property(
				office,
				fc.constantFrom(...heads),
				fc.integer({ min: 3, max: 30 }),
				(sections, head, width) => {
					const lines = sections.flatMap(({ name, duties }, s) => [
						head[s]! + name,
						...duties.flatMap((text, i) => {
							const printed = `${i + 1}.${text}`
							return printed.length > width + 1 ? [printed.slice(0, width), printed.slice(width)] : [printed]
						})
					])
					expect(read(lines.join('\r\n'))).toEqual({ sections, unplaced: [], warnings: [] })
				}
			)
		)
	})
})

describe('不认得的版式', () => {
	it.each([
		['通讯录', '办公室 0000-8812345\n财务科 0000-8812346\n信息科 0000-8812347'],
		['一段文章', '今天下雨。\n\n各科室要注意安全。']
	])('%s：一个科室也不编，每一行列为未归入，并说明', (_, text) => {
		const reading = readCatalogue(text)
		const lines = text.split('\n')
		expect(reading.sections).toEqual([])
		expect(reading.unplaced).toEqual(
			lines.flatMap((line, i) => (line === '' ? [] : [{ line: i + 1, text: line }]))
		)
		expect(reading.warnings).toEqual([{ line: null, text: expect.stringMatching(/[\u4e00-\u9fff]/) }])
	})

	it('随便什么文字，读出的都是原文里的字，未归入的行号对得上', () => {
		const word = fc.constantFrom(
			...['负责会务', '秘书科', '一、', '1.', '（二）', '\t', '\n', '。', '；', '职责', '序号', '科室', ' ']
		)
		fc.assert(
			fc.property(fc.array(word, { maxLength: 40 }), (words) => {
				const text = words.join('')
				const { sections, unplaced } = readCatalogue(text)
				const whole = text.replace(/\s/g, '')
				for (const { name, duties } of sections) {
					for (const said of [name, ...duties]) for (const c of said) expect(whole).toContain(c)
				}
				for (const { line, text: said } of unplaced) expect(text.split('\n')[line - 1]).toContain(said)
			})
		)
	})

	it('一兆的怪东西也很快读完', () => {
		for (const text of [
			'一、'.repeat(300_000),
			'（'.repeat(1_000_000),
			'\t'.repeat(1_000_000),
			'办公室\n'.repeat(200_000)
		]) {
			const start = performance.now()
			readCatalogue(text)
			expect(performance.now() - start).toBeLessThan(5_000)
		}
	})
})
