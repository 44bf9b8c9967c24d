import { describe, expect, it } from 'vitest'
import type { Incident } from '../../domain/events/incident'
import { day, hour, minute } from '../../domain/instant'
import { headA, LANDSLIDE, logged, NIGHT, office, officer, type Office } from '../../../tests/support/world'
import { fold, pieces, wordsOf } from './fold'
import { foundOf } from './found'
import { addressOf, byDay, everything, excerpts, filtersOf, find, type Filters, type Found } from './search'

/** What a list over this office would be made of, newest first. */
function listOf(world: Office): Found[] {
	const nameOf = (id: string | null) => (id === officer ? '值班员甲' : id === headA ? '甲科负责人' : '系统')
	const all = world.all('incidents').map((incident) =>
		foundOf(
			{
				incident,
				assignments: world.all('assignments').filter((a) => a.incident === incident.id),
				entries: world.all('entries').filter((e) => e.incident === incident.id),
				ahead: false
			},
			nameOf
		)
	)
	return all.sort((a, b) => b.at - a.at)
}

const asked = (filters: Partial<Filters>): Filters => ({ ...everything, ...filters })
const ids = (found: readonly Found[]) => found.map((f) => f.incident.id)

describe('folding', () => {
	it('takes full width, capitals and Traditional print for the same, place for place', () => {
		expect(fold('ＡＢc１２３　鎮東橋')).toBe('abc123 镇东桥')
		for (const text of ['İstanbul', '😀滑坡', 'ﬁ', '鐵路，橋梁：Ｘ'])
			expect(fold(text)).toHaveLength(text.length)
	})

	it('marks every word where it stands, the longer one where two begin together', () => {
		expect(pieces('北山鎮後山滑坡', wordsOf('后山 滑坡'))).toEqual([
			{ text: '北山鎮', hit: false },
			{ text: '後山', hit: true },
			{ text: '滑坡', hit: true }
		])
		expect(pieces('后山后', wordsOf('后 后山')).filter((p) => p.hit)).toHaveLength(2)
		expect(
			pieces('什么都没有', wordsOf('滑坡'))
				.map((p) => p.text)
				.join('')
		).toBe('什么都没有')
		expect(pieces('', wordsOf('滑坡'))).toEqual([])
	})
})

describe('searching', () => {
	it('finds by text, place, number, section, result, a note, a name; every word must be there', () => {
		const world = office()
		const { incident, assignment } = logged(world)
		world.do(officer, 'incident.amend', { incident, place: '石岭乡后山' })
		world.do(headA, 'assignment.acknowledge', { assignment })
		world.do(headA, 'incident.note', { incident, text: '挖掘机已到场' })
		world.do(headA, 'incident.close', { incident, result: '道路恢复通行' })
		world.do(officer, 'incident.log', { kind: 'matter', text: '来电询问办公时间', section: null })
		const list = listOf(world)
		const { number, section } = world.get('incidents', incident)!
		const named = world.get('sections', section!)!.name
		for (const text of ['石岭', '挖掘机', '道路恢复', number!, named, '甲科负责人', '挖掘机  石岭 通行'])
			expect(ids(find(list, asked({ text }), world.now)), text).toEqual([incident])
		for (const text of ['石岭 办公时间', '没有的词'])
			expect(find(list, asked({ text }), world.now)).toEqual([])
		expect(find(list, asked({ text: '  ' }), world.now)).toHaveLength(2)
	})

	it('by state: 待签收 while nobody has signed, 超时 once the limit has passed, neither when closed', () => {
		const world = office()
		const { incident, assignment } = logged(world)
		const among = (state: Filters['state']) => ids(find(listOf(world), asked({ state }), world.now))
		expect(among('waiting')).toEqual([incident])
		expect(among('late')).toEqual([])
		world.now += 11 * minute // the limit has passed, the server has not said so yet
		expect(among('late')).toEqual([incident])
		world.do(headA, 'assignment.acknowledge', { assignment })
		expect(among('waiting')).toEqual([])
		expect(among('late')).toEqual([])
		expect(among('open')).toEqual([incident])
		world.do(headA, 'incident.close', { incident, result: '已处置' })
		expect(among('open')).toEqual([])
		expect(among('closed')).toEqual([incident])
	})

	it('by section, level, kind and day, together', () => {
		const world = office()
		const { incident } = logged(world)
		world.do(officer, 'incident.amend', { incident, level: '较大' })
		world.now += 30 * hour
		world.do(officer, 'incident.log', { kind: 'matter', text: '询问电话', section: null })
		const list = listOf(world)
		const count = (filters: Partial<Filters>) => find(list, asked(filters), world.now).length
		expect(count({ section: world.a })).toBe(1)
		expect(count({ section: 'duty' })).toBe(1)
		expect(count({ level: 3 })).toBe(1)
		expect(count({ level: 0 })).toBe(0) // a matter has no level, not an undecided one
		expect(count({ kind: 'matter' })).toBe(1)
		expect(count({ day: 'today' })).toBe(1)
		expect(count({ day: 'week' })).toBe(2)
		expect(count({ day: 'month' })).toBe(2)
		expect(count({ day: '2026-11-22' })).toBe(1)
		expect(count({ day: '2026-11-21' })).toBe(0)
		expect(count({ level: 3, kind: 'matter' })).toBe(0)
		expect(find(list, asked({ day: 'week' }), world.now + 7 * day)).toEqual([])
	})

	it('quotes where a word was found that the headline lacks', () => {
		const world = office()
		const { incident } = logged(world)
		world.do(officer, 'incident.note', {
			incident,
			text: '乡里回电：两名失联人员已经找到，送医检查，没有生命危险'
		})
		const found = listOf(world)[0]!
		const quotes = excerpts(found, '后山滑坡', wordsOf('滑坡 送医 民房'))
		expect(quotes.map((q) => q.word)).toEqual(['情况', '补记'])
		expect(quotes[1]?.text).toMatch(/^….*送医检查/)
		expect(excerpts(found, '后山滑坡', wordsOf('滑坡'))).toEqual([])
	})
})

describe('the list', () => {
	it('has a group a day, newest first, no longer than asked', () => {
		const row = (at: number): Found =>
			({ day: new Date(at + 8 * hour).toISOString().slice(0, 10), at }) as unknown as Found
		const rows = [NIGHT, NIGHT - hour, NIGHT - 3 * hour, NIGHT - 30 * hour].map(row)
		expect(byDay(rows, 3).map((d) => [d.day, d.rows.length])).toEqual([
			['2026-11-22', 2],
			['2026-11-21', 1]
		])
	})
})

describe('an address', () => {
	it('carries the filters there and back', () => {
		const filters: Filters = {
			text: '滑坡 后山',
			state: 'late',
			section: 'abc1',
			level: 0,
			kind: 'incident',
			day: '2026-11-22'
		}
		expect(filtersOf(new URLSearchParams(addressOf(filters).slice(1)))).toEqual(filters)
		expect(addressOf(everything)).toBe('')
	})

	it('that somebody has tampered with asks for everything instead of failing', () => {
		const params = new URLSearchParams('state=what&level=9&kind=x&day=2026-1-1')
		expect(filtersOf(params)).toEqual(everything)
	})
})

it('searches 10,000 within the budget many times over', () => {
	const incident = { state: 'open', kind: 'incident', level: null, section: null } as unknown as Incident
	const list = Array.from({ length: 10_000 }, (_, i): Found => ({
		incident,
		assignment: null,
		ahead: false,
		at: NIGHT - i * minute,
		day: '2026-11-22',
		said: [],
		hay: fold(`${LANDSLIDE}\n第${i}号\n${LANDSLIDE}\n值班员甲`)
	}))
	const began = performance.now()
	expect(find(list, asked({ text: '联系不上 第9999号' }), NIGHT)).toHaveLength(1)
	expect(performance.now() - began).toBeLessThan(200) // the real figure is taken by the bench, on a quiet machine
})
