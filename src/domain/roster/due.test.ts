import { describe, expect, it } from 'vitest'
import type { PlannedTurn } from '../events/roster'
import { dutyOffice, leads, must, officers } from '../../../tests/support/roster'
import { admin } from '../../../tests/support/world'
import { day, officeDate, officeInstant, type Instant } from '../instant'
import { calendarOf } from './calendar'
import { rostersDue } from './due'

const calendar = calendarOf()
const at = (date: string, time = '12:00') => officeInstant(date, time)

/** Whole days from a date to another, published at once. */
function publish(world: ReturnType<typeof dutyOffice>, from: string, to: string): void {
	const turns: PlannedTurn[] = []
	for (let t = at(from, '08:30'), i = 0; officeDate(t) <= to; t += day, i++) {
		turns.push({ seat: 'lead', place: 0, person: leads[i % leads.length]!, from: t, to: t + day })
		turns.push({ seat: 'officer', place: 0, person: officers[i % officers.length]!, from: t, to: t + day })
	}
	const args = { roster: null, from, to, turns, unmet: [], calendarNote: null }
	const roster = must(world.do(admin, 'roster.draft', args)) + '1'
	must(world.do(admin, 'roster.publish', { roster }))
	world.pass(0)
}

/** Moves the clock there, meeting every deadline at its own time. */
function until(world: ReturnType<typeof dutyOffice>, t: Instant): void {
	for (;;) {
		const next = Math.min(...world.timers.map((timer) => timer.dueAt))
		if (next > t) break
		world.pass(Math.max(0, next - world.now))
	}
	world.now = t
}
const due = (world: ReturnType<typeof dutyOffice>) =>
	(world.get('office', 'office')?.rostersDue ?? []).map((d) => `${d.name} ${d.from}${d.late ? ' 超时' : ''}`)
const told = (world: ReturnType<typeof dutyOffice>) =>
	world.notices.filter((n) => n.kind === 'rosterDue').map((n) => n.person)

describe('催值班表', () => {
	it('says before the 1st that next month is not published, once more when it is late, and no more when it is', () => {
		const world = dutyOffice()
		publish(world, '2026-11-23', '2026-11-30')
		expect(due(world)).toEqual([])
		until(world, at('2026-11-25', '08:59'))
		expect(due(world)).toEqual([])
		until(world, at('2026-11-25', '09:00'))
		expect(due(world)).toEqual(['12 月 2026-12-01'])
		expect(world.get('office', 'office')?.rostersDue?.[0]?.dueAt).toBe(at('2026-12-01', '00:00'))
		until(world, at('2026-11-30', '23:59'))
		expect(told(world)).toEqual([admin])
		until(world, at('2026-12-01', '00:00'))
		expect(due(world)).toEqual(['12 月 2026-12-01 超时'])
		expect(told(world)).toEqual([admin, admin])
		publish(world, '2026-12-02', '2026-12-31')
		expect(due(world)).toEqual([])
		expect(world.timers.filter((t) => t.about === 'rosterDue')).toHaveLength(1)
		expect(world.replayed().get('office/office')).toEqual(world.kept().get('office/office'))
	})

	it('wants a holiday’s roster five days ahead, of every day of it', () => {
		const world = dutyOffice()
		// To the second day of 元旦 2027 (by law one day): published to the year's end only.
		publish(world, '2026-11-23', '2026-12-31')
		until(world, at('2026-12-24', '09:00'))
		expect(due(world)).toEqual(['元旦 2027-01-01'])
		until(world, at('2026-12-25', '09:00'))
		expect(due(world)).toEqual(['元旦 2027-01-01', '1 月 2027-01-01'])
		until(world, at('2026-12-28', '00:00'))
		expect(due(world)).toEqual(['元旦 2027-01-01 超时', '1 月 2027-01-01'])
		expect(told(world)).toEqual([admin, admin, admin])
	})

	it('takes the days of the notice and those of the office itself', () => {
		const before = at('2026-09-28')
		expect(rostersDue(calendar, [], before).map((d) => [d.name, d.to, d.late])).toEqual([
			['9 月', '2026-09-30', true],
			['国庆节', '2026-10-07', true],
			['10 月', '2026-10-31', false]
		])
		const own = calendarOf([{ date: '2026-11-20', kind: 'holiday', name: '州庆' }])
		expect(rostersDue(own, [], at('2026-11-15')).map((d) => d.name)).toEqual(['11 月', '州庆'])
	})

	it('leaves an office alone that has never published a roster', () => {
		const world = dutyOffice()
		until(world, world.now + 40 * day)
		expect(due(world)).toEqual([])
		expect(told(world)).toEqual([])
	})

	it('is the server’s to say', () => {
		const world = dutyOffice()
		expect(world.do(admin, 'roster.remind', { person: admin }).ok).toBe(false)
	})
})
