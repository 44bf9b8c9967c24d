import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Lesson } from '../events/lesson'
import type { CatalogueSection } from '../event'
import { readCatalogue } from '../catalogue/read'
import { plain } from '../catalogue/reading'
import { buildIndex } from './buildIndex'
import { lessonsOf } from './lessons'
import { route } from './route'
import { suggest } from './suggest'

const seed = readFileSync(
	new URL('../../../seeds/catalogues/002_f243def5ae5b4e7b.txt', import.meta.url),
	'utf8'
)
const sections: CatalogueSection[] = readCatalogue(seed).sections.map((s, i) => ({
	...plain(s),
	section: `s${i}`,
	duties: s.duties.map(({ text }, k) => ({ id: `s${i}d${k}`, no: k + 1, text }))
}))
const index = buildIndex(sections)
const of = (name: string) => sections.find((s) => s.name.includes(name))!.section
const TRADE = of('秘书三室')
const EMERGENCY = of('秘书二室')

const KILN = '城南瓷窑公司的窑工反映，新窑点火之后烟气把宿舍都熏黑了，请派人来看'
const lesson = (more: Partial<Lesson> = {}) => ({
	id: 'l1',
	text: KILN,
	section: EMERGENCY,
	instead: TRADE,
	state: 'inForce' as const,
	confirmed: true,
	at: 1,
	...more
})
const first = (text: string, ...lessons: ReturnType<typeof lesson>[]) => {
	const { candidates, kept } = route(index, text, lessonsOf(lessons))
	return kept ? null : candidates[0]!.section
}
const scores = (text: string, ...lessons: ReturnType<typeof lesson>[]) =>
	new Map(route(index, text, lessonsOf(lessons)).candidates.map((c) => [c.section, c.score]))

describe('学过的事', () => {
	it('一样的来文照学到的交办，不再给改掉的那个科室', () => {
		expect(first(KILN)).not.toBe(EMERGENCY)
		expect(first(KILN, lesson())).toBe(EMERGENCY)
		expect(scores(KILN, lesson()).get(TRADE) ?? 0).toBeLessThan(scores(KILN).get(TRADE) ?? 1)
	})

	it('说法不同、讲的是同一类事，也照学到的', () => {
		const like = '瓷窑公司又来电，窑工说烟气把宿舍熏黑了，没人管'
		expect(first(like, lesson())).toBe(EMERGENCY)
	})

	it('说得出是跟哪一条学的、凭哪些词', () => {
		const best = route(index, KILN, lessonsOf([lesson()])).candidates[0]!
		expect(best.learned?.[0]?.lesson).toBe('l1')
		expect(best.learned![0]!.words.length).toBeGreaterThan(0)
		for (const word of best.learned![0]!.words) expect(KILN).toContain(word)
		expect(route(index, KILN).candidates[0]).not.toHaveProperty('learned')
	})

	it('不相干的来文一分不动', () => {
		for (const text of [
			'实验中学食堂二十多名学生呕吐腹泻，已送区医院，请派人来看',
			'省道一辆油罐车侧翻，柴油泄漏，请协调交通部门绕行',
			'区长明早要去市里汇报，材料还差两个数据',
			'打错电话，对方问火车几点到站'
		])
			expect(route(index, text, lessonsOf([lesson()]))).toEqual(route(index, text))
	})

	it('撤销的、驳回的、还没采纳的都不算', () => {
		for (const state of ['undone', 'refused', 'proposed'] as const)
			expect(route(index, KILN, lessonsOf([lesson({ state })]))).toEqual(route(index, KILN))
	})

	it('签收过的比没签收的分量重', () => {
		const confirmed = scores(KILN, lesson()).get(EMERGENCY)!
		expect(confirmed).toBeGreaterThan(scores(KILN, lesson({ confirmed: false })).get(EMERGENCY)!)
	})

	it('学到“留值班室”，就不再交给哪个科室', () => {
		expect(first(KILN, lesson({ section: null, instead: TRADE }))).toBeNull()
	})

	it('前后学得不一样，听后来的', () => {
		const later = lesson({ id: 'l2', section: of('综合股'), instead: EMERGENCY, at: 2 })
		expect(first(KILN, lesson(), later)).toBe(of('综合股'))
		expect(first(KILN, later, lesson())).toBe(of('综合股'))
	})

	it('目录里已经没有的科室，学过的不再起作用', () => {
		expect(route(index, KILN, lessonsOf([lesson({ section: 'gone', instead: null })]))).toEqual(
			route(index, KILN)
		)
	})

	it('建议照学到的写，记下是否存疑', () => {
		const taught = suggest(index, 'c1', KILN, lessonsOf([lesson()]))
		expect(taught).toMatchObject({ catalogue: 'c1', section: EMERGENCY })
		const { candidates } = route(index, KILN, lessonsOf([lesson()]))
		expect(taught.doubtful).toBe(candidates[0]!.confidence === '很可能' ? undefined : true)
	})
})
