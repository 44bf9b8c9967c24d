import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarOf, daysOf, KINDS, type Kind } from './calendar'
import { dateOf, dayNumber } from './dates'
import { planRoster } from './plan'
import type { RosterRequest } from './request'
import { requestOf, violations } from './testing'

/**
 * Empty seats, and the worst spread of a kind among people who may stand the same seats; 1 is as good as 0, for where people
 * of several groups share a seat, evening out one group can cost another.
 */
interface Figures {
	empty: number
	spread: number
}

/** Of every plan there is: the fewest empty seats, and with those the smallest worst spread. Nothing of the planner in it. */
function bruteForce(request: RosterRequest): Figures {
	const days = daysOf(calendarOf(), request.from, request.to)
	const slots = days.flatMap((day) => request.seats.map((seat) => ({ ...day, seat: seat.name })))
	const people = request.people
	const count = people.map((p) => ({ ...p.carried }))
	const stands: string[] = slots.map(() => '')
	const may = slots.map((slot) =>
		people.map(
			(p) =>
				p.seats.includes(slot.seat) &&
				!p.exempt.includes(slot.kind) &&
				!p.leave.some((l) => l.from <= slot.date && slot.date <= l.to)
		)
	)
	const groups = new Map<string, number[]>()
	people.forEach((p, i) => groups.set(p.seats.join(), [...(groups.get(p.seats.join()) ?? []), i]))
	// Compared in a kind is who could stand it on some day.
	const compared = KINDS.flatMap((kind) =>
		[...groups.values()].map((group) => ({
			kind,
			group: group.filter((i) => slots.some((slot, s) => slot.kind === kind && may[s]![i]))
		}))
	).filter(({ group }) => group.length > 0)
	const best: Figures = { empty: Infinity, spread: Infinity }
	const seats = request.seats.length
	const search = (s: number, empty: number): void => {
		if (empty > best.empty) return
		if (s === slots.length) {
			let spread = 1
			for (const { kind, group } of compared) {
				let [low, high] = [Infinity, -Infinity]
				for (const i of group) {
					low = Math.min(low, count[i]![kind])
					high = Math.max(high, count[i]![kind])
				}
				spread = Math.max(spread, high - low)
			}
			if (empty < best.empty || spread < best.spread) Object.assign(best, { empty, spread })
			return
		}
		const slot = slots[s]!
		const day = Math.floor(s / seats)
		people.forEach((p, i) => {
			if (!may[s]![i]) return
			for (let t = Math.max(0, (day - request.restDays) * seats); t < s; t++) if (stands[t] === p.id) return
			for (let t = day * seats; t < s; t++) {
				const other = people.find((q) => q.id === stands[t])
				if (other && (p.apartFrom.includes(other.id) || other.apartFrom.includes(p.id))) return
			}
			stands[s] = p.id
			count[i]![slot.kind]++
			search(s + 1, empty)
			count[i]![slot.kind]--
			stands[s] = ''
		})
		search(s + 1, empty + 1)
	}
	search(0, 0)
	return best
}

function figures(request: RosterRequest): Figures {
	const plan = planRoster(request)
	expect(violations(request, plan)).toEqual([])
	return { empty: plan.unmet.length, spread: Math.max(1, ...plan.fairness.map((f) => f.spread)) }
}

const kinds = fc.subarray<Kind>(['weekend', 'holiday', 'eve'], { maxLength: 1 })
/** Days around 春节, 劳动节, 国庆节 and an ordinary month: in a few of them every kind stands beside another. */
const starts = fc.constantFrom(
	'2026-02-12',
	'2026-02-14',
	'2026-04-29',
	'2026-09-29',
	'2026-03-12',
	'2028-02-26'
)

const small = fc
	.record({
		from: starts,
		days: fc.integer({ min: 2, max: 7 }),
		two: fc.boolean(),
		restDays: fc.constantFrom(0, 1, 1, 1, 2),
		people: fc.array(
			fc.record({
				seats: fc.constantFrom(['甲岗'], ['甲岗'], ['甲岗', '乙岗'], ['乙岗']),
				exempt: kinds,
				leave: fc.option(fc.tuple(fc.nat(6), fc.nat(3)), { freq: 2 }),
				apart: fc.option(fc.nat(4), { freq: 3 }),
				carried: fc.option(fc.nat(2), { freq: 2 })
			}),
			{ minLength: 2, maxLength: 5 }
		)
	})
	.map(({ from, days, two, restDays, people }) => {
		const last = two ? Math.min(days, 4) : days
		const at = (n: number) => dateOf(dayNumber(from) + n)
		return requestOf({
			from,
			to: at(last - 1),
			restDays,
			seats: two ? [{ name: '甲岗' }, { name: '乙岗' }] : [{ name: '甲岗' }],
			people: people.map((p, i) => ({
				id: `p${i}`,
				seats: two ? p.seats : ['甲岗'],
				exempt: p.exempt,
				leave: p.leave ? [{ from: at(p.leave[0]), to: at(p.leave[0] + p.leave[1]) }] : [],
				apartFrom: p.apart === null || p.apart === i ? [] : [`p${p.apart}`],
				carried: p.carried === null ? {} : { weekday: p.carried, holiday: p.carried % 2 }
			}))
		})
	})

describe('小班表：与穷举相比', () => {
	it('空岗最少，差距最小', () => {
		fc.assert(
			fc.property(small, (request) => {
				expect(figures(request)).toEqual(bruteForce(request))
			}),
			{ numRuns: Number(process.env['RUNS'] ?? 150), seed: Number(process.env['SEED'] ?? 6) }
		)
	}, 600_000)
})
