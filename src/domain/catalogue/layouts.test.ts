import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, type Gold } from '../../../tests/support/gold'
import { linesTaken, readCatalogue } from './read'

const root = new URL('../../../', import.meta.url)
const file = (path: string) => readFileSync(new URL(path, root), 'utf8')
const seeds = [
	'000_31e766ff92ac392a',
	'001_f73c503cb9562f4f',
	'002_f243def5ae5b4e7b',
	'003_fadb7e525a189d80',
	'004_6a03369a891ee188'
]

describe.each(seeds)('种子 %s 与人工细读的相比', (seed) => {
	const text = file(`seeds/catalogues/${seed}.txt`)
	const gold = JSON.parse(file(`tests/data/gold/${seed}.json`)) as Gold
	const reading = readCatalogue(text)
	const score = compare(reading, gold)

	it('科室一个不多、一个不少，次序相同', () => {
		expect({ missing: score.missing, extra: score.extra, ordered: score.ordered }).toEqual({
			missing: [],
			extra: [],
			ordered: true
		})
	})

	it('每个科室的职责和工作任务至少九成八相同，两者不混', () => {
		expect(score.worst.duties, score.worst.name).toBeGreaterThanOrEqual(0.98)
		expect(score.tasks).toBeGreaterThanOrEqual(0.98)
	})

	it('每一行都有去处', () => {
		expect(accounted(text)).toEqual([])
	})

	it('职责的出处就在那几行里', () => {
		const lines = text.split(/\r\n?|\n/)
		for (const { duties } of reading.sections) {
			for (const duty of duties) {
				const source = lines
					.slice(duty.from - 1, duty.to)
					.join('')
					.replace(/\s/g, '')
				for (const c of duty.printed ?? duty.text) if (c !== ' ') expect(source).toContain(c)
			}
		}
	})
})

/** The lines that say something and of which nothing became. */
function accounted(text: string): number[] {
	const taken = linesTaken(text)
	return text
		.replace(/<br>/g, '')
		.split(/\r\n?|\n/)
		.flatMap((line, i) => (/[\u4e00-\u9fffA-Za-z0-9]/.test(line) && !taken.has(i + 1) ? [i + 1] : []))
}

/** Sections as `名称（别名…）: 职责 / 职责 [任务 / 任务]`. */
function brief(text: string): string[] {
	return readCatalogue(text).sections.map(({ name, aliases, duties, tasks }) => {
		const said = duties.map((d) => d.text).join(' / ')
		const more = tasks.length > 0 ? ` [${tasks.map((t) => t.text).join(' / ')}]` : ''
		return `${name}${aliases.length > 0 ? `（${aliases.join('、')}）` : ''}: ${said}${more}`
	})
}

const two = ['文书科（机要室）: 负责收文。 / 负责档案。', '督查室: 承担督查。']

describe('同样两个科室，各种版式', () => {
	it.each([
		['（一）标题', '（一）文书科（机要室）\n负责收文。负责档案。\n（二）督查室\n承担督查。'],
		['半角括号和空格', '( 一 ) 文书科(机要室)\n1、负责收文。\n2、负责档案。\n( 二 ) 督查室\n1、承担督查。'],
		['全角数字', '１．文书科（机要室）\n（1）负责收文。\n（2）负责档案。\n２．督查室\n（1）承担督查。'],
		['序号后空一格', '一　文书科（机要室）\n①负责收文。②负责档案。\n二　督查室\n①承担督查。'],
		['行内冒号', '1.文书科（机要室）：负责收文。负责档案。\n2.督查室：承担督查。'],
		['行内句号', '（一）文书科（机要室）。负责收文。负责档案。（二）督查室。承担督查。'],
		['没有序号', '文书科（机要室）：负责收文。负责档案。\n督查室：承担督查。'],
		['各占一行', '文书科（机要室）\n负责收文。\n负责档案。\n督查室\n承担督查。'],
		['加粗', '**文书科**（机要室）\n负责收文。\n负责档案。\n**督查室**\n承担督查。'],
		['方括号', '【文书科（机要室）】负责收文。负责档案。\n【督查室】承担督查。'],
		['Markdown 标题', '## 文书科（机要室）\n- 负责收文。\n- 负责档案。\n## 督查室\n- 承担督查。'],
		[
			'标签',
			'科室名称：文书科（机要室）\n主要职责：负责收文。负责档案。\n负责人：甲\n科室名称：督查室\n主要职责：承担督查。'
		],
		['TSV', '科室\t职责\n文书科（机要室）\t负责收文。\n\t负责档案。\n督查室\t承担督查。'],
		['CSV', '科室,挂牌,职责\n文书科,机要室,"负责收文。\n负责档案。"\n督查室,,承担督查。'],
		[
			'Markdown 表',
			'| 科室 | 职责 |\n|---|---|\n| 文书科（机要室） | 负责收文。<br>负责档案。 |\n| 督查室 | 承担督查。 |'
		],
		[
			'压成一行的表',
			'| 科室 | 职责 | |---|---| | 文书科（机要室） | 负责收文。负责档案。 | | 督查室 | 承担督查。 |'
		],
		[
			'HTML 表',
			'<table><tr><th>科室</th><th>职责</th></tr><tr><td rowspan="2">文书科（机要室）</td><td>负责收文。</td></tr><tr><td>负责档案。</td></tr><tr><td>督查室</td><td>承担督查。</td></tr></table>'
		],
		[
			'用空格排的表',
			'科室              主要职责      电话\n文书科（机要室）  负责收文。    6601\n                  负责档案。\n督查室            承担督查。    6602'
		],
		[
			'用全角空格排、有序号',
			'　序号　　科室　　　　　　　　主要职责\n　１　　　文书科（机要室）　　负责收文。\n　２　　　　　　　　　　　　　负责档\n　　　　　　　　　　　　　　　案。\n　３　　　督查室　　　　　　　承担督查。'
		],
		[
			'标签是部门职责',
			'部门：文书科（机要室）\n部门职责：负责收文。负责档案。\n部门：督查室\n机构职责：承担督查。'
		],
		['挂牌另写一行', '一、文书科\n加挂机要室牌子。\n负责收文。\n负责档案。\n二、督查室\n承担督查。']
	])('%s', (_, text) => {
		expect(brief(text)).toEqual(two)
		expect(accounted(text)).toEqual([])
	})

	it('三栏压平，翻页后各栏接着读，中间起号也读得出', () => {
		const text = [
			'1.综合科（挂总值班室牌子）',
			'部门主要职责 科室职责',
			'科室工作任务',
			'一、负责会务和值守工',
			'（一）负责全体会议、常务会议的组',
			'织工作。（二）承担值班工作，及时',
			'报告重要',
			'1.每周汇总重要活动安排并报送。',
			'2.落实值班制度，编制值班表并检查各',
			'- 2 -',
			'作。',
			'情况。',
			'街道在岗情况。',
			'2.督查科',
			'部门主要职责 科室职责',
			'科室工作任务',
			'（一）承担督查。',
			'1.办理督查件。'
		].join('\n')
		const { sections, unplaced } = readCatalogue(text)
		expect(brief(text)).toEqual([
			'综合科（总值班室）: 负责全体会议、常务会议的组织工作。 / 承担值班工作，及时报告重要情况。 [每周汇总重要活动安排并报送。 / 落实值班制度，编制值班表并检查各街道在岗情况。]',
			'督查科: 承担督查。 [办理督查件。]'
		])
		expect(sections[0]!.duties[1]).toMatchObject({ from: 6, to: 12 })
		expect(unplaced.map((u) => u.line)).toEqual([4, 11])
	})

	it('繁体：读作简体，印的样子留着', () => {
		const { sections } = readCatalogue(
			'縣政府辦公室內設機構\n（一）文書科\n負責辦公會議組織。\n（二）督查室\n負責領導批辦單的督辦實施。'
		)
		expect(sections[0]).toMatchObject({
			name: '文书科',
			printed: '文書科',
			duties: [{ text: '负责办公会议组织。', printed: '負責辦公會議組織。', from: 3, to: 3 }]
		})
	})
})

describe('一点一条', () => {
	it.each([
		['Markdown', '- '],
		['网页的圆点', '• ']
	])('%s：头一条以外不从“负责”起的也是职责，末一个科室的也是', (_, bullet) => {
		const list = (...items: string[]) => items.map((item) => bullet + item + '\n').join('')
		const text =
			'## 安保科\n' +
			list('负责治安、消防', '突发事件处置', '监控室值守') +
			'## 综合科\n' +
			list('负责文秘、会务', '车辆调度', '值班安排，信息上报') +
			'## 工程科\n' +
			list('负责工程维修', '防汛抢险') +
			'## 环卫科\n' +
			list('负责保洁', '垃圾清运')
		expect(brief(text)).toEqual([
			'安保科: 负责治安、消防 / 突发事件处置 / 监控室值守',
			'综合科: 负责文秘、会务 / 车辆调度 / 值班安排，信息上报',
			'工程科: 负责工程维修 / 防汛抢险',
			'环卫科: 负责保洁 / 垃圾清运'
		])
	})

	it('号后面是制表符，号不进职责', () => {
		expect(brief('文书科\n1\t负责收文\n2\t负责档案\n督查室\n1\t承担督查\n2\t负责信访')).toEqual([
			'文书科: 负责收文 / 负责档案',
			'督查室: 承担督查 / 负责信访'
		])
	})
})

describe('用空格排的表', () => {
	const head = '股室名称        职责                              负责人\n'
	const table =
		head +
		'办公室          负责机关文电、会务、机要、档案、  张三\n' +
		'                值班、信访等工作\n' +
		'                负责财务\n' +
		'救助股          负责临时救助                      李四\n'

	it('人名、电话不进职责；折下来的接着读，没写满的另起一条', () => {
		expect(brief(table)).toEqual([
			'办公室: 负责机关文电、会务、机要、档案、值班、信访等工作 / 负责财务',
			'救助股: 负责临时救助'
		])
		expect(readCatalogue(table).sections[0]!.duties[0]).toMatchObject({ from: 2, to: 4 })
		expect(accounted(table)).toEqual([])
	})

	it('翻了页、又印一遍表头，接着读', () => {
		const more =
			table +
			'- 2 -\n' +
			head +
			'养老股          负责养老机构的监督管理            王五\n附：以上人员如有变动，另行通知\n'
		expect(brief(more).at(-1)).toBe('养老股: 负责养老机构的监督管理')
		expect(readCatalogue(more).unplaced.map((u) => u.line)).toEqual([9])
		expect(accounted(more)).toEqual([])
	})

	it('合署办公不是别名', () => {
		expect(brief('一、应急局（合署办公）\n负责值班。\n二、民政局\n负责救助。')).toEqual([
			'应急局: 负责值班。',
			'民政局: 负责救助。'
		])
	})
})

describe('不是职责的', () => {
	const sections =
		'一、文书科\n负责收文。\n二、督查室\n承担督查。\n三、财务科\n负责报销。\n四、信息科\n负责信息。\n'
	it.each([
		'科长：甲　电话：0000-8812345',
		'三、人员编制\n办公室行政编制20名。',
		'以上各科室由副主任分管。',
		'上一篇：领导分工\n分享到：微信',
		'发布时间：2024-01-02 浏览次数：9',
		'备注：督查室周末不办公。',
		'去年冬天，督查室连夜赶到现场，信息科随后报送了情况。'
	])('列为未归入：%s', (after) => {
		const { sections: read, unplaced } = readCatalogue(sections + after)
		expect(read.flatMap((s) => s.duties.map((d) => d.text))).toEqual([
			'负责收文。',
			'承担督查。',
			'负责报销。',
			'负责信息。'
		])
		expect(unplaced.map((u) => u.line)).toEqual(after.split('\n').map((_, i) => i + 9))
	})

	it('单位自己的职责一章不进科室', () => {
		const text =
			'某县人民政府办公室职能配置\n一、主要职责\n（一）负责文电工作。\n（二）负责会务工作。\n二、内设机构\n' +
			'（一）秘书科。负责收文。\n（二）综合科。负责会务。\n三、其他事项\n（一）本规定由县委编办解释。'
		const { office, unplaced } = readCatalogue(text)
		expect(brief(text)).toEqual(['秘书科: 负责收文。', '综合科: 负责会务。'])
		expect(office).toBe('某县人民政府办公室')
		expect(unplaced.map((u) => u.line)).toEqual([2, 3, 4, 5, 8, 9])
	})
})

describe('不管什么文字', () => {
	it('每一行都有去处，未归入的字都在那一行里', () => {
		const word = fc.constantFrom(
			...[
				'负责会务',
				'秘书科',
				'督查室：',
				'一、',
				'二、',
				'1.',
				'（二）',
				'\t',
				'\n',
				'。',
				'；',
				'职责',
				'科室',
				'|',
				',',
				'**',
				'<br>',
				'- 3 -\n',
				'科长：甲',
				'部门主要职责 科室职责\n'
			]
		)
		fc.assert(
			fc.property(fc.array(word, { maxLength: 60 }), (words) => {
				expect(accounted(words.join(''))).toEqual([])
			})
		)
	})

	it('行数多得不像职责文件，不读，说明', () => {
		const { sections, warnings } = readCatalogue('办公室\n'.repeat(60_000))
		expect(sections).toEqual([])
		expect(warnings[0]!.text).toContain('行数太多')
		expect(readCatalogue('字'.repeat(2_000_001)).warnings[0]!.text).toContain('万字')
	})
})

describe('单位的名称', () => {
	const body = '\n一、文书科\n负责收文。\n二、督查室\n承担督查。\n'
	it.each([
		['某县水务局“三定”方案节选', '某县水务局'],
		['松竹职业学院管理机构设置及职责', '松竹职业学院'],
		['某区红十字会各科室职责与工作任务对应表', '某区红十字会'],
		['某县供销合作社联合社所属单位职责', '某县供销合作社联合社'],
		['某县防汛抗旱指挥部关于印发内部分工的通知', '某县防汛抗旱指挥部'],
		['内设机构\n发文机关：某市人民检察院', '某市人民检察院'],
		['问：某县林业局内部都有哪些科室？', '某县林业局'],
		['某县委办公室\n中共某县委办公室是县委的办事机构。', '中共某县委办公室'],
		['各村卫生站、局属各单位：', null],
		['科室职责', null]
	])('%s', (title, office) => {
		expect(readCatalogue(title + body).office).toBe(office)
	})

	it('落款有全称的，用全称', () => {
		const signed = '关于县体育局分工的说明' + body + '某某县体育局\n2024年5月6日'
		expect(readCatalogue(signed).office).toBe('某某县体育局')
	})
})

describe('看着不像、其实是的', () => {
	it('名称里有“监督检查和”，序号接得上，是科室', () => {
		const text =
			'（一）文书科。负责收文。\n（二）安全监督检查和应急科。组织开展检查。\n（三）组织、宣传和统战科。负责宣传。\n（四）财务科。负责报销。'
		expect(brief(text)).toEqual([
			'文书科: 负责收文。',
			'安全监督检查和应急科: 组织开展检查。',
			'组织、宣传和统战科: 负责宣传。',
			'财务科: 负责报销。'
		])
	})

	it.each([
		'科室 | 序号 | 职责\n--- | --- | ---\n文书科（机要室） | 1 | 负责收文。\n | 2 | 负责档案。\n督查室 | 1 | 承担督查。',
		'| 序号 | 科室 | 职责 |\n|---|---|---|\n| 1 | 文书科（机要室） | 负责收文。 |\n| 2 | | 负责档案。 |\n| 3 | 督查室 | 承担督查。 |',
		'科室,序号,职责\n文书科（机要室）,1,负责收文。\n2,负责档案。\n督查室,1,承担督查。',
		'第一条　本细则依本处规程订定。\n第二条　文书科（机要室）掌理事项如下：\n一、负责收文。\n二、负责档案。\n第三条　督查室掌理下列事项：\n一、承担督查。\n第四条　本细则自发布日施行。'
	])('合并的格、掌理事项：%s', (text) => {
		expect(brief(text)).toEqual(two)
	})

	it('后一章里格式相同的，名称再怪也是科室', () => {
		const text =
			'## 一、内设机构\n### 1. 文书科（机要室）\n负责收文。负责档案。\n### 2. 督查室\n承担督查。\n## 二、驻外机构\n### 北岭联络点\n负责联络。\n## 三、地址\n某路×号'
		expect(brief(text)).toEqual([...two, '北岭联络点: 负责联络。'])
	})

	it.each([
		'联系电话：文书科0000-8812345，督查室0000-8812346。',
		'\n- **联系电话**：文书科 0000-8812345。',
		'\n## 二、办公地点\n某路×号',
		'\n参考资料\n1. 某县府办公室职能简介'
	])('末一条后面的不是职责：%s', (after) => {
		const text =
			'一、文书科（机要室）\n1.负责收文。\n2.负责档案。\n二、财务科\n1.负责报销。\n三、信息科\n1.负责信息。\n四、督查室\n1.承担督查。'
		expect(brief(text + after)).toEqual([two[0], '财务科: 负责报销。', '信息科: 负责信息。', two[1]])
	})

	it('表脚的填表人、填表日期不是职责', () => {
		const text =
			'科室,职责\n文书科（机要室）,负责收文。\n,负责档案。\n督查室,承担督查。\n填表人：甲,填表日期：2024年5月\n,审核人：乙'
		expect(brief(text)).toEqual(two)
	})
})
