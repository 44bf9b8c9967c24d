import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, dayNumber } from './dates'
import { planRoster } from './plan'
import { requestOf, violations } from './testing'

/** A month for few people with much leave: whether it can be filled hangs on who stands before. */
const month = fc
	.record({
		people: fc.integer({ min: 2, max: 5 }),
		days: fc.integer({ min: 15, max: 31 }),
		two: fc.boolean(),
		leave: fc.array(fc.tuple(fc.nat(4), fc.nat(30), fc.nat(5)), { maxLength: 8 })
	})
	.map(({ people, days, two, leave }) => {
		const at = (n: number) => dateOf(dayNumber('2026-05-20') + n)
		const seats = two ? ['主班', '副班'] : ['主班']
		return requestOf({
			from: at(0),
			to: at(days - 1),
			seats: seats.map((name) => ({ name })),
			people: Array.from({ length: people }, (_, i) => ({
				id: `p${i}`,
				seats,
				leave: leave.filter(([p]) => p === i).map(([, n, length]) => ({ from: at(n), to: at(n + length) }))
			}))
		})
	})

/** The fewest empty seats there can be, day by day over all sets of people who stood the day before. */
function fewestEmpty(request: ReturnType<typeof requestOf>): number {
	const seats = request.seats.length
	const people = request.people.length
	let best = new Map([[0, 0]])
	for (let n = dayNumber(request.from); n <= dayNumber(request.to); n++) {
		const date = dateOf(n)
		const next = new Map<number, number>()
		for (const [before, empty] of best)
			for (let set = 0; set < 1 << people; set++) {
				const who = request.people.filter((_, i) => (set & (1 << i)) !== 0)
				if ((set & before) !== 0 || who.length > seats) continue
				if (who.some((p) => p.leave.some((l) => l.from <= date && date <= l.to))) continue
				next.set(set, Math.min(next.get(set) ?? Infinity, empty + seats - who.length))
			}
		best = next
	}
	return Math.min(...best.values())
}

describe('人少、假多的一个月', () => {
	it('空岗不能再少', () => {
		fc.assert(
			fc.property(month, (request) => {
				const plan = planRoster(request)
				expect(violations(request, plan)).toEqual([])
				expect(plan.unmet.length).toBe(fewestEmpty(request))
				expect(plan.unmet.every(({ reason }) => reason.length > 6)).toBe(true)
			}),
			{ numRuns: Number(process.env['TIGHT'] ?? 25), seed: 6 }
		)
	}, 600_000)
})
