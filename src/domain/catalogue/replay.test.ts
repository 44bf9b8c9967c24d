// 试算: what would go elsewhere under another version of the catalogue, and why.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CatalogueSection } from '../event'
import { buildIndex } from '../routing/buildIndex'
import { route } from '../routing/route'
import { type Past, replayAll, tally, type Version, whyWords } from './replay'

/** By section, its duty lines. A section's id is its name, so that tests read. */
function version(sections: Record<string, string[]>): Version {
	let line = 0
	const adopted = Object.entries(sections).map(([name, duties]): CatalogueSection => ({
		section: name,
		name,
		aliases: [],
		duties: duties.map((text, i) => ({ id: `d${++line}`, no: i + 1, text })),
		tasks: []
	}))
	const index = buildIndex(adopted)
	return { sections: adopted, route: (text) => route(index, text) }
}
const past = (text: string, held: string | null = null): Past => ({ id: text, text, held })
const nameOf = (section: string) => section

const WATER = '负责水利、农业农村、林业等方面的文电工作。'
const SCHOOLS = '负责教育、卫生健康、民政等方面的文电工作。'
const ROADS = '负责交通运输、住房和城乡建设、公安等方面的文电工作。'
const DUTY = '负责政府值班工作，传达紧急重要事项。'
const now = version({ 一科: [WATER], 二科: [SCHOOLS], 三科: [ROADS], 值班室: [DUTY] })

const FLOOD = '水库大坝渗水，下游村庄农田被淹'
const SCHOOL = '一所小学二十名学生呕吐腹泻，已送医院'
const BUS = '客车在国道上侧翻，道路中断'
const nothing = '有人打错电话，说找快递'
const pasts = [past(FLOOD, '一科'), past(SCHOOL, '二科'), past(BUS, '三科'), past(nothing)]

describe('一个新版本', () => {
	it('和现行的一样，什么也不动', () => {
		expect(replayAll(pasts, now, now)).toEqual([])
	})

	it('撤了一个科室，原来归它的都动，别的不动', () => {
		const next = version({ 二科: [SCHOOLS], 三科: [ROADS, WATER], 值班室: [DUTY] })
		const moves = replayAll(pasts, now, next)
		expect(moves.map((m) => [m.past.text, m.from.section, m.to.section, m.why])).toEqual([
			[FLOOD, '一科', '三科', 'gone']
		])
		expect(whyWords(moves[0]!, nameOf)).toBe('新目录里没有一科')
	})

	it('一条职责改归别的科室，说得出是哪一条', () => {
		const next = version({ 一科: [ROADS, WATER], 二科: [SCHOOLS], 三科: ['负责起草文稿。'], 值班室: [DUTY] })
		const [move, ...more] = replayAll(pasts, now, next)
		expect(more).toEqual([])
		expect(move).toMatchObject({
			why: 'lineMoved',
			verdict: 'away',
			from: { section: '三科' },
			to: { section: '一科' }
		})
		expect(move!.from.duty!.text).toBe(ROADS)
		expect(move!.to.words.length).toBeGreaterThan(0)
		expect(whyWords(move!, nameOf)).toBe('三科的“负责交通运输、住房和城乡建设、公安等方面的文电工…”改归一科')
	})

	it('一条职责删了，没有科室接，留给值班室或当班的科室', () => {
		const next = version({ 一科: [WATER], 二科: ['负责档案管理工作。'], 三科: [ROADS] })
		const moves = replayAll([past(SCHOOL, '二科')], now, next)
		expect(moves[0]).toMatchObject({ why: 'lineGone', from: { section: '二科' } })
	})

	it('新写的一条把原来没人管的接过去', () => {
		const text = '港口一艘货船锚泊时走锚，请求拖轮'
		const before = version({ 一科: [SCHOOLS], 二科: ['负责档案管理工作。'] })
		const after = version({ 一科: [SCHOOLS], 二科: ['负责档案管理工作。', '负责交通运输、港口和海事工作。'] })
		const moves = replayAll([past(text, '二科')], before, after)
		expect(moves[0]).toMatchObject({ why: 'lineNew', to: { section: '二科' }, verdict: 'home' })
		expect(whyWords(moves[0]!, nameOf)).toBe('二科新写了“负责交通运输、港口和海事工作。”')
	})

	it('当时有人改派过的，不因为改派就算动；动了的说明是不是动到了后来承办的科室', () => {
		expect(replayAll([past(FLOOD, '三科')], now, now)).toEqual([])
		const next = version({ 二科: [SCHOOLS], 三科: [ROADS, WATER], 值班室: [DUTY] })
		expect(replayAll([past(FLOOD, '三科')], now, next)[0]!.verdict).toBe('home')
		expect(replayAll([past(FLOOD, '二科')], now, next)[0]!.verdict).toBe('other')
	})

	it('标点和空格的改动不算换了一条', () => {
		const next = version({
			一科: [ROADS.replace('、', ' 、 ').replace('。', '；')],
			二科: [SCHOOLS],
			三科: ['负责档案。']
		})
		expect(replayAll([past(BUS, '三科')], now, next)[0]!.why).toBe('lineMoved')
	})

	it('数得出从哪里到哪里各多少，多的在前', () => {
		const next = version({ 二科: [SCHOOLS], 三科: [ROADS, WATER], 值班室: ['负责档案。'] })
		const streams = tally(replayAll([...pasts, past('河堤管涌，水利局要求支援', '一科')], now, next))
		expect(streams[0]).toEqual({ from: '一科', to: '三科', count: 2 })
	})
})

it('一千件不超过五秒', () => {
	const root = new URL('../../../tests/data/', import.meta.url)
	const reports = readFileSync(new URL('incidents.jsonl', root), 'utf8').trim().split('\n')
	const texts = reports.map((line) => (JSON.parse(line) as { text: string }).text)
	const many = Array.from({ length: 1000 }, (_, i) => past(`${texts[i % texts.length]!}第${i}件`))
	const next = version({ 二科: [SCHOOLS, WATER], 三科: [ROADS], 值班室: [DUTY] })
	const began = performance.now()
	replayAll(many, now, next)
	expect(performance.now() - began).toBeLessThan(5_000)
})
