import { describe, expect, it } from 'vitest'
import { ledgerOf, startingCounts } from './ledger'
import { planRoster } from './plan'
import { requestOf } from './testing'

const request = requestOf({
	from: '2026-02-01',
	to: '2026-02-28',
	seats: [{ name: '主班' }],
	people: ['甲', '乙', '丙'].map((id) => ({
		id,
		seats: ['主班'],
		carried: { weekday: id === '甲' ? 5 : 2 },
		from: id === '丙' ? '2026-02-11' : null
	}))
})
const turn = (date: string, person: string, kind: 'weekday' | 'weekend' | 'holiday' | 'eve' = 'weekday') => ({
	date,
	seat: '主班',
	person,
	kind
})

describe('值班台账', () => {
	it('各类各算，结转在内；补休按种类折算，扣去已休', () => {
		const turns = [
			turn('2026-02-02', '甲'),
			turn('2026-02-07', '甲', 'weekend'),
			turn('2026-02-16', '乙', 'eve')
		]
		const [a, b] = ledgerOf(request.people, turns, [{ person: '甲', days: 1 }])
		expect(a).toMatchObject({
			counts: { weekday: 6, weekend: 1 },
			total: 7,
			earned: 1.5,
			taken: 1,
			left: 0.5
		})
		expect(b).toMatchObject({ counts: { weekday: 2, eve: 1 }, earned: 1, left: 1 })
		const [dear] = ledgerOf(request.people, turns, [], { weekday: 0, weekend: 2, holiday: 3, eve: 3 })
		expect(dear).toMatchObject({ earned: 2 })
	})

	it('谁多谁少：只与当时在名单里的人比', () => {
		const [a, b, c] = ledgerOf(request.people, [turn('2026-02-02', '乙'), turn('2026-02-12', '丙')], [])
		// Carried: 9 among three. The 2nd is shared by two, the 12th by three.
		expect(a!.ahead.weekday).toBe(round(5 - 3 - 1 / 2 - 1 / 3))
		expect(b!.ahead.weekday).toBe(round(3 - 3 - 1 / 2 - 1 / 3))
		expect(c!.ahead.weekday).toBe(round(3 - 3 - 1 / 3))
	})

	it('与排班的台账对得上，多和少相抵', () => {
		const plan = planRoster(request)
		const rows = ledgerOf(request.people, plan.turns, [])
		expect(rows.map(({ person, counts }) => ({ person, ...counts }))).toEqual(plan.ledger)
		expect(Math.abs(rows.reduce((sum, row) => sum + row.aheadTotal, 0))).toBeLessThan(0.05)
	})

	it('新来的人从同岗的平均数起', () => {
		expect(startingCounts(request.people, ['主班']).weekday).toBe(3)
		expect(startingCounts(request.people, ['司机'])).toEqual({ weekday: 0, weekend: 0, holiday: 0, eve: 0 })
	})
})

const round = (n: number) => Math.round(n * 100) / 100
