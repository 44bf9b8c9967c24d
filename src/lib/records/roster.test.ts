import { describe, expect, it } from 'vitest'
import type { Seat } from '../../domain/event'
import type { Turn } from '../../domain/events/turn'
import { hour, officeInstant } from '../../domain/instant'
import { gaps, monday, ownTurn, tonight, week } from './roster'

const at = (date: number, time: string) => officeInstant(`2026-11-${date}`, time)
/** A turn on a seat; 2026-11-23 is a Monday. */
function turn(seat: Seat, person: string, from: number, to: number): Turn {
	const id = `${seat}${person}${from}`
	return { id, subject: id, audience: ['office'], formerly: [], seat, person, from, to }
}
const whole = (seat: Seat, person: string, date: number) =>
	turn(seat, person, at(date, '08:30'), at(date + 1, '08:30'))
const cellOf = (turns: Turn[], date: number, seat: Seat = 'officer') =>
	week(turns, '2026-11-23', at(24, '10:00'))
		.find((d) => d.date === `2026-11-${date}`)!
		.cells.find((c) => c.seat === seat)!

describe('the week', () => {
	it('begins on Monday, whatever day it is, and goes on by seven days', () => {
		for (const [date, time] of [
			[23, '00:00'],
			[24, '10:00'],
			[29, '23:59']
		] as const)
			expect(monday(at(date, time))).toBe('2026-11-23')
		expect(monday(at(22, '23:59'))).toBe('2026-11-16')
		expect(monday(at(24, '10:00'), 1)).toBe('2026-11-30')
		expect(monday(at(24, '10:00'), -1)).toBe('2026-11-16')
		const days = week([], '2026-11-23', at(24, '10:00'))
		expect(days.map((d) => d.weekday)).toEqual([1, 2, 3, 4, 5, 6, 0])
		expect(days.filter((d) => d.today).map((d) => d.date)).toEqual(['2026-11-24'])
	})

	it('shows a turn over midnight on the day it begins, and not again on the next', () => {
		const night = turn('officer', 'a', at(24, '17:00'), at(25, '08:30'))
		expect(cellOf([night], 24).turns).toEqual([night])
		expect(cellOf([night], 25).turns).toEqual([])
	})

	it('shows both turns of a day, the earlier first, and sees no gap or overlap where one follows the other', () => {
		const day = turn('officer', 'a', at(24, '08:30'), at(24, '17:00'))
		const night = turn('officer', 'b', at(24, '17:00'), at(25, '08:30'))
		expect(cellOf([night, day], 24)).toMatchObject({ turns: [day, night], gaps: [], overlap: false })
	})

	it('says what nobody stands: a day, or the part of it', () => {
		expect(cellOf([], 24).gaps).toEqual([{ from: at(24, '08:30'), to: at(25, '08:30') }])
		const day = turn('officer', 'a', at(24, '08:30'), at(24, '17:00'))
		expect(cellOf([day], 24).gaps).toEqual([{ from: at(24, '17:00'), to: at(25, '08:30') }])
	})

	it('sees two who stand the same seat at once', () => {
		const stretched = turn('officer', 'a', at(24, '08:30'), at(25, '10:00'))
		const next = whole('officer', 'b', 25)
		expect(cellOf([stretched, next], 24).overlap).toBe(true)
		expect(cellOf([stretched, next], 25).overlap).toBe(true)
		expect(cellOf([whole('officer', 'a', 24), next], 25).overlap).toBe(false)
		expect(cellOf([whole('officer', 'a', 24), whole('deputy', 'b', 24)], 24).overlap).toBe(false)
	})

	it('has a driver’s seat only where there is a driver', () => {
		const seats = (turns: Turn[]) => week(turns, '2026-11-23', 0)[0]!.cells.map((c) => c.seat)
		expect(seats([])).toEqual(['lead', 'officer', 'deputy'])
		expect(seats([whole('driver', 'a', 26)])).toEqual(['lead', 'officer', 'deputy', 'driver'])
	})
})

describe('gaps', () => {
	it('are what is left of a stretch, the same as counted hour by hour', () => {
		let seed = 7
		const random = (most: number) => (seed = (seed * 16807) % 2147483647) % most
		for (let round = 0; round < 300; round++) {
			const turns = Array.from({ length: random(5) }, () => {
				const from = random(30) - 4
				return { from: from * hour, to: (from + 1 + random(12)) * hour }
			}).sort((a, b) => a.from - b.from)
			const found = gaps(turns, { from: 0, to: 24 * hour })
			for (let h = 0; h < 24; h++) {
				const covered = turns.some((t) => t.from <= h * hour && h * hour < t.to)
				expect(found.some((g) => g.from <= h * hour && h * hour < g.to)).toBe(!covered)
			}
		}
	})
})

describe('tonight', () => {
	const turns = [
		whole('deputy', 'c', 24),
		whole('officer', 'b', 25),
		whole('lead', 'l', 24),
		whole('officer', 'a', 24),
		whole('lead', 'm', 26)
	]
	const people = (list: Turn[]) => list.map((t) => t.person)

	it('is who stands at this moment, in the order of the seats, and who comes next and when', () => {
		const { on, changeAt, next } = tonight(turns, at(25, '02:14'))
		expect(people(on)).toEqual(['l', 'a', 'c'])
		expect(changeAt).toBe(at(25, '08:30'))
		expect(people(next)).toEqual(['b'])
	})

	it('changes at the minute: who is relieved is no longer on', () => {
		expect(people(tonight(turns, at(25, '08:30') - 1).on)).toEqual(['l', 'a', 'c'])
		expect(people(tonight(turns, at(25, '08:30')).on)).toEqual(['b'])
	})

	it('is nobody where nothing is planned', () => {
		expect(tonight([], at(24, '10:00'))).toEqual({ on: [], changeAt: null, next: [] })
	})
})

describe('my own turn', () => {
	const turns = [whole('officer', 'me', 24), whole('deputy', 'me', 28), whole('officer', 'you', 25)]

	it('is the one I stand, then the next one, counted in days of the calendar', () => {
		expect(ownTurn(turns, 'me', at(25, '02:00'))).toMatchObject({ turn: turns[0], now: true })
		expect(ownTurn(turns, 'me', at(25, '08:30'))).toMatchObject({ turn: turns[1], now: false, days: 3 })
		expect(ownTurn(turns, 'me', at(27, '23:59'))).toMatchObject({ days: 1 })
		expect(ownTurn(turns, 'me', at(28, '00:00'))).toMatchObject({ now: false, days: 0 })
		expect(ownTurn(turns, 'me', at(29, '08:30'))).toBeNull()
		expect(ownTurn(turns, 'nobody', at(24, '10:00'))).toBeNull()
	})
})
