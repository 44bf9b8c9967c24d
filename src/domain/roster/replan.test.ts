import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planRoster } from './plan'
import { replan } from './replan'
import { requestOf, violations } from './testing'

const month = (n: number, seats = ['主班'], more: (i: number) => object = () => ({})) =>
	requestOf({
		from: '2026-06-01',
		to: '2026-06-30',
		seats: seats.map((name) => ({ name })),
		people: Array.from({ length: n }, (_, i) => ({ id: `p${i}`, name: `值班员${i}`, seats, ...more(i) }))
	})

describe('有人退出，重排其余', () => {
	it('只换退出的人的班，之前的不动，还是匀', () => {
		const request = month(10, ['主班', '副班'])
		const { turns } = planRoster(request)
		const after = replan(request, turns, [{ person: 'p3', from: '2026-06-12', to: null }])
		const gone = turns.filter((t) => t.person === 'p3' && t.date >= '2026-06-12')
		expect(gone.length).toBeGreaterThan(2)
		expect(after.changed.map((c) => [c.date, c.seat, c.was])).toEqual(gone.map((t) => [t.date, t.seat, 'p3']))
		expect(after.unmet).toEqual([])
		expect(violations({ ...request }, after)).toEqual([])
		const others = after.ledger.filter((row) => row.person !== 'p3').map((row) => row.weekday + row.weekend)
		expect(Math.max(...others) - Math.min(...others)).toBeLessThanOrEqual(2)
	})

	it('病几天：只那几天', () => {
		const request = month(8)
		const { turns } = planRoster(request)
		const sick = turns.find((t) => t.date > '2026-06-10')!
		const after = replan(request, turns, [{ person: sick.person, from: sick.date, to: sick.date }])
		expect(after.changed).toEqual([
			{ date: sick.date, seat: '主班', was: sick.person, now: expect.any(String) as unknown }
		])
	})

	it('没人能直接顶，才另动一班', () => {
		// 乙 stands before and after the open day, 丙 is away: only by moving one of 乙's turns can it be filled.
		const request = requestOf({
			from: '2026-06-01',
			to: '2026-06-03',
			seats: [{ name: '主班' }],
			people: [
				{ id: '甲', seats: ['主班'] },
				{ id: '乙', seats: ['主班'] },
				{ id: '丙', seats: ['主班'], leave: [{ from: '2026-06-01', to: '2026-06-02' }] }
			]
		})
		const published = [
			['2026-06-01', '丁'],
			['2026-06-02', '甲'],
			['2026-06-03', '乙']
		].map(([date, person]) => ({ date: date!, seat: '主班', person: person!, kind: 'weekday' as const }))
		const after = replan(request, published, [{ person: '甲', from: '2026-06-02', to: null }])
		expect(after.turns.map((t) => t.person)).toEqual(['丁', '乙', '丙'])
		expect(after.changed.map((c) => `${c.was}→${c.now}`)).toEqual(['甲→乙', '乙→丙'])
	})

	it('随便谁从哪天起退出：规则都守住，之前的不动，能直接顶的就不动别人', () => {
		fc.assert(
			fc.property(fc.nat(11), fc.integer({ min: 1, max: 28 }), (who, day) => {
				const request = month(12, ['主班', '副班'], (i) => ({ apartFrom: i === 1 ? ['p2'] : [] }))
				const { turns } = planRoster(request)
				const from = `2026-06-${String(day).padStart(2, '0')}`
				const after = replan(request, turns, [{ person: `p${who}`, from, to: null }])
				expect(violations(request, after)).toEqual([])
				expect(after.unmet).toEqual([])
				expect(after.turns.filter((t) => t.person === `p${who}` && t.date >= from)).toEqual([])
				expect(after.changed.every((c) => c.date >= from && c.was === `p${who}`)).toBe(true)
				const others = after.ledger.filter((row) => row.person !== `p${who}`).map((row) => row.weekday)
				expect(Math.max(...others) - Math.min(...others)).toBeLessThanOrEqual(2)
			}),
			{ numRuns: 40, seed: 6 }
		)
	})
})
