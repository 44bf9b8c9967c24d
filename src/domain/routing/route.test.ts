import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CatalogueSection } from '../event'
import { readCatalogue } from '../catalogue/read'
import { plain } from '../catalogue/reading'
import { buildIndex } from './buildIndex'
import { route } from './route'
import { suggest } from './suggest'

const root = new URL('../../../', import.meta.url)
const file = (path: string) => readFileSync(new URL(path, root), 'utf8')

interface Report {
	id: string
	seed: string
	text: string
	accept: string[]
	kept?: true
}
const all = file('tests/data/incidents.jsonl')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line) as Report)
const reports = all.filter(({ seed }) => seed.startsWith('002'))

/** Sections with ids as a catalogue has them; a section's id is its name, so that tests read. */
function catalogue(sections: readonly { name: string; duties: string[] }[]): CatalogueSection[] {
	let no = 0
	return sections.map(({ name, duties }) => ({
		section: name,
		name,
		aliases: [],
		duties: duties.map((text) => ({ id: `d${++no}`, no, text })),
		tasks: []
	}))
}
const district = catalogue(
	readCatalogue(file('seeds/catalogues/002_f243def5ae5b4e7b.txt')).sections.map(plain)
)
const index = buildIndex(district)
const first = (text: string, of = index) => route(of, text).candidates[0]?.section

/** An office whose sections divide the office's own work and hold no field. */
const inward = buildIndex(
	catalogue([
		{ name: '文书科', duties: ['负责公文收发、机要和档案管理工作。'] },
		{ name: '值守科', duties: ['承担政府值班工作，报送紧急重要事项。'] },
		{ name: '督办科', duties: ['负责重要工作部署的督促检查。'] }
	])
)

describe('只管一个条线的局', () => {
	const water = buildIndex(
		catalogue([
			{ name: '办公室', duties: ['负责机关文电、会务、档案和值班工作。'] },
			{ name: '河湖科', duties: ['负责水利工作中的河湖岸线保护、河道采砂管理。'] },
			{ name: '农村水利科', duties: ['负责农村饮水安全、灌区渠道和塘坝管理等水利工作。'] },
			{ name: '防御科', duties: ['负责水利工程防洪调度、汛期水库水位监测。'] },
			{ name: '水资源科', duties: ['负责水利规划、取水许可和地下水管理。'] }
		])
	)

	it.each([
		['上游连下暴雨，水库水位超过汛限', '防御科'],
		['灌区的渠道塌了一段，几百亩稻子等水', '农村水利科'],
		['有人夜里开船在河道采砂', '河湖科'],
		['企业没有取水许可，私自打井抽地下水', '水资源科']
	])('哪个科都管这一条线，由职责的原话分：%s', (text, section) => {
		expect(first(text, water)).toBe(section)
	})

	it('只说得出是这一条线的，不说“很可能”', () => {
		const { candidates } = route(water, '水渠堵了，水库边上的河堤也有一处渗水')
		expect(candidates[0]!.confidence).not.toBe('很可能')
	})
})

describe('一个区的职责目录', () => {
	it('三十四件来电来函，绝大多数一次找对科室', () => {
		const wrong = reports.filter(({ text, accept, kept }) => {
			const routing = route(index, text)
			return kept ? !routing.kept : routing.kept || !accept.includes(routing.candidates[0]!.section)
		})
		expect(reports).toHaveLength(34)
		expect(wrong.filter((report) => !report.kept).length).toBeLessThanOrEqual(3)
		expect(wrong.filter((report) => report.kept).length).toBeLessThanOrEqual(1)
	})

	it.each([
		['秘书三室', '一所中学四十多名学生午饭后呕吐腹泻，已有十二人送医院'],
		['秘书四室', '一处在建楼房的脚手架倒塌，压住两名工人，住建局已到场'],
		['秘书四室', '养殖户来电，圈里的羊两天死了三十多只，怀疑是疫病'],
		['外事联络室', '一名日本游客护照丢失，语言不通，旅馆请求帮助联系领事馆'],
		['政务督查室', '省督查组反馈的整改问题还有三件没有销号，要求明天报牵头单位和进度'],
		['区政务公开办公室', '律师申请公开一份征地批文，法定答复期限还剩两天'],
		['文秘股', '一份加急公文在系统里没有签收，来文单位催着要回执'],
		['人事财务股', '出差的报销单压了两个月，公务卡今天到期'],
		['党建工作室', '支部换届的党员大会定在明天，发展党员的材料还没有报组织部'],
		['区政府总值班室', '省政府值班室抽查值守情况，要求十分钟内报告带班领导姓名']
	])('归%s：%s', (section, text) => {
		const routing = route(index, text)
		expect(routing.kept).toBe(false)
		expect(routing.candidates[0]!.section).toBe(section)
	})

	it('两个科室一样沾边的突发事件，值班室先接，两个科室都列着', () => {
		const routing = route(index, '液化石油气站的管子漏了，附近住户闻到很大的味，应急局请求协调疏散')
		const [duty, ...next] = routing.candidates.map(({ section }) => section)
		expect(routing.kept).toBe(false)
		expect(duty).toBe('区政府总值班室')
		expect(next.slice(0, 2).sort()).toEqual(['秘书二室', '秘书四室'])
	})

	it.each([
		'一位先生说打错了，他要找的是银行客服',
		'几个小孩打来学猫叫，嬉笑一阵就挂断了',
		'老人专门来电感谢昨晚值班的同志，没留姓名',
		'来电人说的路口不在本市，告诉他打当地热线',
		'女子因为失恋打来倾诉，劝了一阵，情绪平稳'
	])('不归哪个科室，值班室留着：%s', (text) => {
		expect(route(index, text).kept).toBe(true)
		expect(suggest(index, 'c1', text)).toEqual({ catalogue: 'c1', duties: [], section: null })
	})

	it('电话号码和它前面的“电话”二字不左右去向', () => {
		for (const text of ['小区垃圾一周没人清运', '镇上的桥面塌了一块', '想问低保怎么申请']) {
			const plain = route(index, text)
			for (const more of ['，联系电话：13866712345', '，手机１３８６６７１２３４５', '（电话0714-61234512）'])
				expect(
					route(index, text + more).candidates.map(({ section, score }) => [section, score]),
					text + more
				).toEqual(plain.candidates.map(({ section, score }) => [section, score]))
		}
		// Nor do the digits of a longer number that is none of a telephone.
		const account = (text: string) => route(index, text).candidates[0]?.score
		expect(account('垃圾没人清，工本号6212345678912345')).toBe(account('垃圾没人清，工本号6200000000000000'))
	})

	it('查一个词：只有一个科室印着它，就是这个科室', () => {
		const duties = district.flatMap(({ section, name, duties }) => [
			{ section, text: name },
			...duties.map(({ text }) => ({ section, text }))
		])
		const words = district.flatMap((s) =>
			s.duties.flatMap(({ text }) =>
				text.split(/[、，。；：（）“”《》\s]/).filter((w) => w.length > 1 && w.length <= 8)
			)
		)
		const only = [...new Set(words)].filter(
			(word) => new Set(duties.filter((d) => d.text.includes(word)).map((d) => d.section)).size === 1
		)
		expect(only.length).toBeGreaterThan(50)
		for (const word of only) {
			const { kept, candidates } = route(index, word)
			const printed = duties.find((d) => d.text.includes(word))!.section
			expect([kept, candidates[0]?.section], word).toEqual([false, printed])
			expect(candidates[0]!.because.length, word).toBeGreaterThan(0)
		}
	})

	it('没有可说的，就不硬找科室', () => {
		for (const text of ['', ' ', '嗯', '？？？', '今天']) expect(route(index, text).kept).toBe(true)
	})
})

describe('没有科室管条线的办公室', () => {
	it('突发的事归有值班职责的科室，并引用那一条', () => {
		const [best] = route(inward, '化工厂爆炸起火，三人失联，消防已经到场').candidates
		expect(best?.section).toBe('值守科')
		expect(best?.because[0]?.duty).toBe('d2')
	})

	it('办公室自己的事仍归各科', () => {
		expect(first('一份涉密文件找不到了，机要登记簿上没有签收', inward)).toBe('文书科')
	})
})

describe('为什么', () => {
	it('每个理由都是那个科室的一条职责，引的词都在来文里', () => {
		for (const { text } of reports) {
			for (const { section, because } of route(index, text).candidates) {
				const own = district.find((s) => s.section === section)!.duties.map((duty) => duty.id)
				expect(because.length).toBeGreaterThan(0)
				for (const { duty, words } of because) {
					expect(own).toContain(duty)
					expect(words.length).toBeGreaterThan(0)
					for (const word of words) expect(text).toContain(word)
				}
			}
		}
	})

	it.each([
		['仓库起　火，火势很大', '起　火'],
		['一家ＫＴＶ超员，楼道堵死', 'ＫＴＶ']
	])('词隔着空格、写成全角也认得，引的仍是原样：%s', (text, word) => {
		const words = route(index, text).candidates[0]!.because.flatMap((reason) => reason.words)
		expect(words).toContain(word)
	})

	it('建议带着头一个科室至多三条职责', () => {
		for (const { text } of reports) {
			const { candidates, kept } = route(index, text)
			const { section, duties } = suggest(index, 'c1', text)
			expect(section).toBe(kept ? null : candidates[0]!.section)
			expect(duties).toEqual(kept ? [] : candidates[0]!.because.map((reason) => reason.duty))
			expect(duties.length).toBeLessThanOrEqual(3)
		}
	})

	it('至多五个候选，好的在前', () => {
		for (const { text } of reports) {
			const scores = route(index, text).candidates.map((c) => c.score)
			expect(scores.length).toBeLessThanOrEqual(5)
			expect(scores).toEqual([...scores].sort((a, b) => b - a))
		}
	})
})

describe('稳当', () => {
	it('同一段话，任何时候、重建多少次，答案都一样', () => {
		const again = buildIndex(district)
		for (const { text } of [...reports, ...reports].reverse())
			expect(route(again, text)).toEqual(route(index, text))
	})

	it('什么都没有的目录，一切留在值班室', () => {
		const routing = route(buildIndex([]), '仓库起火')
		expect(routing).toEqual({ candidates: [], kept: true })
	})

	it('随便什么文字都有答案，理由不离原文', () => {
		const piece = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 8 }),
			fc.constantFrom(
				'起火',
				'学生',
				'猪',
				'死了',
				'打错了',
				'督查',
				'。',
				'\n',
				'　',
				'请核实',
				'区政府',
				'会议室'
			)
		)
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
				const text = pieces.join('')
				for (const { score, because } of route(index, text).candidates) {
					expect(score).toBeGreaterThan(0)
					for (const { words } of because) for (const word of words) expect(text).toContain(word)
				}
			}),
			{ numRuns: 50 }
		)
	})

	it.each([
		['六万四千个同样的字', '火'.repeat(65_536)],
		['反复的词', '起火爆炸'.repeat(16_000)],
		['表情', '🔥'.repeat(30_000)],
		['控制字符', '\u0000\u0007\u001b'.repeat(20_000)],
		['半个字', '\ud83d'.repeat(60_000)]
	])('%s也很快答完', (_, text) => {
		const start = performance.now()
		route(index, text)
		expect(performance.now() - start).toBeLessThan(1_000)
	})
})
