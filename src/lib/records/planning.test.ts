import { describe, expect, it } from 'vitest'
import type { Person } from '../../domain/events/person'
import type { Section } from '../../domain/events/section'
import type { Turn } from '../../domain/events/turn'
import { day, hour, officeDate, officeInstant, officeTime } from '../../domain/instant'
import { noPlanRules, usualRules, type DutyRules, type PlanRules } from '../../domain/roster/seats'
import { plan, timesOf } from './planning'
import { yearLedger } from './yearLedger'

const base = { audience: [], formerly: [] }
const people = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'].map((id): Person => ({
	...{ ...base, id, subject: id, name: id, title: null },
	...{ roles: ['officer'], sections: [id < 'o4' ? 's1' : 's2'], disabled: false }
}))
const sections: Section[] = [
	{ ...base, id: 's1', subject: 's1', order: 1, name: '甲科', aliases: [], a: 'o1', b: 'o2' }
]
const officer = usualRules.seats.find((s) => s.id === 'officer')!
const dutyOf = (rules: Partial<PlanRules>, seat = officer): DutyRules => ({
	...usualRules,
	seats: [seat],
	plan: { ...noPlanRules, ...rules }
})
function turn(person: string, date: string): Turn {
	const from = officeInstant(date, '08:30')
	return { ...base, id: person + date, subject: 'm', seat: 'officer', place: 0, person, from, to: from + day }
}
const planned = (duty: DutyRules, more: Partial<Parameters<typeof plan>[0]> = {}) =>
	plan({
		...{ from: '2026-03-01', to: '2026-03-31', now: officeInstant('2026-02-20', '10:00'), duty },
		seats: ['officer'],
		...{ people, sections, leaves: [], turns: [], ...more }
	})
const on = (made: ReturnType<typeof plan>, date: string) =>
	made.turns.filter((t) => officeDate(t.from) === date)

describe('planning by the office’s own rules', () => {
	it('doubles a seat in a special period: two people, each on a place of their own', () => {
		const special = [{ name: '两会', from: '2026-03-04', to: '2026-03-06', seats: ['officer'], times: 2 }]
		const made = planned(dutyOf({ special }))
		for (const date of ['2026-03-04', '2026-03-05', '2026-03-06']) {
			const turns = on(made, date)
			expect(turns.map((t) => t.place)).toEqual([0, 1])
			expect(new Set(turns.map((t) => t.person)).size).toBe(2)
		}
		expect(on(made, '2026-03-03')).toHaveLength(1)
		// A seat of two places has four people then, on four places.
		const two = planned({ ...dutyOf({ special }, { ...officer, places: 2 }), restHours: 0 })
		expect(
			on(two, '2026-03-05')
				.map((t) => t.place)
				.sort()
		).toEqual([0, 1, 2, 3])
	})

	it('gives nobody what they are exempt from, and keeps A and B apart where the office wants it', () => {
		const exempt = [{ person: 'o1', what: 'weekend' as const }]
		const two = { ...officer, places: 2 }
		const made = planned(dutyOf({ exempt, pairs: true }, two))
		for (const { person, from } of made.turns)
			if (person === 'o1') expect([0, 6]).not.toContain(new Date(from + 8 * 3600_000).getUTCDay())
		for (let d = 1; d <= 31; d++) {
			const who = on(made, `2026-03-${String(d).padStart(2, '0')}`).map((t) => t.person)
			expect(who.includes('o1') && who.includes('o2')).toBe(false)
		}
	})

	it('keeps two apart, and meets wishes without giving anybody more or fewer turns', () => {
		const two = { ...officer, places: 2 }
		const dates = Array.from({ length: 31 }, (_, d) => `2026-03-${String(d + 1).padStart(2, '0')}`)
		const whoOn = (of: ReturnType<typeof plan>, date: string) => on(of, date).map((t) => t.person)
		const [one = '', other = ''] = whoOn(planned(dutyOf({}, two)), '2026-03-10')
		const made = planned(dutyOf({ apart: [{ one, other }] }, two))
		const together = dates
			.map((d) => whoOn(made, d))
			.filter((who) => who.includes(one) && who.includes(other))
		expect([one, other, together]).toEqual([expect.any(String), expect.any(String), []])

		const usual = planned(dutyOf({}))
		const asked = dates.find((d) => whoOn(usual, d)[0] !== 'o6' && d > '2026-03-10')!
		const against = dates.find((d) => whoOn(usual, d)[0] === 'o6' && d > asked)!
		const wishes = [
			{ person: 'o6', from: asked, to: asked, on: true },
			{ person: 'o6', from: against, to: against, on: false }
		]
		const wished = planned(dutyOf({ wishes }))
		expect(whoOn(wished, asked)).toEqual(['o6'])
		expect(whoOn(wished, against)).not.toContain('o6')
		const count = (of: ReturnType<typeof plan>) =>
			people.map((p) => of.turns.filter((t) => t.person === p.id).length).sort()
		expect(count(wished)).toEqual(count(usual))
	})

	it('parts by the sections’ quotas', () => {
		const quotas = [
			{ section: 's1', heads: 4 },
			{ section: 's2', heads: 2 }
		]
		const made = planned(dutyOf({ quotas }), { to: '2026-05-29' })
		const first = made.turns.filter((t) => t.person < 'o4').length
		expect(Math.abs(first / made.turns.length - 4 / 6)).toBeLessThan(0.06)
	})

	it('counts a day as the office says', () => {
		const days = [{ date: '2026-03-12', kind: 'holiday' as const, name: '厂庆' }]
		const rows = yearLedger({
			duty: dutyOf({ days }),
			...{ people, leaves: [], turns: [turn('o1', '2026-03-12'), turn('o2', '2026-03-13')] }
		})
		expect(rows.find((r) => r.person === 'o1')?.counts).toMatchObject({ holiday: 1, weekday: 0 })
		expect(rows.find((r) => r.person === 'o2')?.counts).toMatchObject({ holiday: 0, weekday: 1 })
	})

	it('counts a day of noon and night once and a week by its days, when planned, carried and in the ledger', () => {
		const at = (date: string, time: string) => officeInstant(date, time)
		const both = (person: string, date: string): Turn[] => [
			{ ...turn(person, date), id: `${date}a`, from: at(date, '11:50'), to: at(date, '13:00') },
			{ ...turn(person, date), from: at(date, '17:00'), to: at(date, '17:00') + 16 * hour }
		]
		const week = { ...turn('o1', '2026-02-16'), to: at('2026-02-23', '08:30') }
		const cases = [
			{ pattern: 'night+noon', turns: both('o1', '2026-03-03'), counts: { weekday: 1 } },
			{ pattern: 'day/night', turns: both('o1', '2026-03-03'), counts: { weekday: 2 } },
			{ pattern: 'weekly', turns: [week], counts: { weekday: 0, weekend: 0, holiday: 5, eve: 2 } },
			{
				...{ pattern: 'weekly', counts: { weekday: 0, weekend: 0, holiday: 5, eve: 2 } },
				turns: Array.from({ length: 7 }, (_, i) => turn('o1', `2026-02-${16 + i}`))
			}
		]
		for (const { pattern, turns, counts } of cases) {
			const duty = dutyOf({}, { ...officer, pattern })
			const [row] = yearLedger({ duty, people, leaves: [], turns })
			expect(row!.counts, pattern).toMatchObject(counts)
			// What is carried into a plan of nobody's days but others' is the same.
			const leaves = [
				{ ...base, id: 'x', subject: 'x', person: 'o1', from: 0, to: at('2027-01-01', '00:00') }
			]
			const kept = leaves.map((l) => ({ ...l, kind: '休假' as const, note: null, cancelled: false }))
			const { roster } = planned(duty, { from: '2026-03-30', to: '2026-03-31', turns, leaves: kept })
			expect(roster.ledger.find((r) => r.person === 'o1')).toMatchObject(counts)
		}
		// And so is what the plan itself gives: of February's third week each day is one.
		const duty = dutyOf({}, { ...officer, pattern: 'weekly' })
		const asked = {
			from: '2026-02-16',
			to: '2026-02-22',
			now: at('2026-02-01', '10:00'),
			people: people.slice(0, 1)
		}
		expect(planned(duty, asked).roster.ledger[0]).toMatchObject({ holiday: 5, eve: 2 })
		const noon = dutyOf({}, { ...officer, pattern: 'night+noon' })
		const day = { ...asked, from: '2026-03-03', to: '2026-03-03' }
		expect(planned(noon, day).roster.ledger[0]).toMatchObject({ weekday: 1 })
	})

	it('counts a turn taken over for whoever stood more of it, a week’s by its days, however short the turns are', () => {
		const split = (from: number, cut: number, to: number): Turn[] => [
			{ ...turn('o1', '2026-03-03'), from, to: cut, relievedAt: cut },
			{
				...{ ...turn('o2', '2026-03-03'), from: cut, to, tookOverAt: cut },
				changes: [{ at: cut, was: 'o1', person: 'o2', how: 'take', by: 'o2', swap: null }]
			}
		]
		const at = (time: string, date = '2026-03-03') => officeInstant(date, time)
		const count = (pattern: string, turns: Turn[]) =>
			yearLedger({ duty: dutyOf({}, { ...officer, pattern }), people, leaves: [], turns })
				.slice(0, 2)
				.map((r) => r.total)
		expect(count('24h', split(at('08:30'), at('20:00'), at('08:30', '2026-03-04')))).toEqual([0, 1])
		expect(count('24h', split(at('08:30'), at('21:00'), at('08:30', '2026-03-04')))).toEqual([1, 0])
		// Nobody stood twelve hours of it.
		expect(count('day/night', split(at('08:00'), at('15:00'), at('20:00')))).toEqual([1, 0])
		expect(count('weekly', split(at('08:30'), at('20:00', '2026-03-05'), at('08:30', '2026-03-10')))).toEqual(
			[2, 5]
		)
		// Handed over by signature: a whole turn, however short.
		const signed = {
			...turn('o1', '2026-03-03'),
			to: at('17:30'),
			tookOverAt: at('08:25'),
			relievedAt: at('17:40')
		}
		expect(count('08:30-17:30', [signed])).toEqual([1, 0])
	})

	it('knows the times of a cell filled by hand: of its own date', () => {
		const times = (pattern: string, date: string) =>
			timesOf(dutyOf({}, { ...officer, pattern }), 'officer', date).map((pair) =>
				pair.map(officeTime).join('–')
			)
		expect(times('night+noon', '2026-03-13')).toEqual(['11:50–13:00', '17:00–09:00'])
		expect(times('night+noon', '2026-03-14')).toEqual(['09:00–09:00'])
		expect(times('08:30-08:30；6月15日至9月30日 08:00-08:00', '2026-06-15')).toEqual(['08:00–08:00'])
		expect(times('weekly', '2026-03-14')).toEqual(['08:30–08:30'])
	})

	it('keeps the rest over New Year', () => {
		const turns = [turn('o1', '2025-12-31')]
		for (const person of ['o1', 'o2'])
			expect(
				on(
					planned(dutyOf({}), {
						...{ from: '2026-01-01', to: '2026-01-31', turns, now: officeInstant('2025-12-20', '10:00') },
						people: people.filter((p) => p.id === person)
					}),
					'2026-01-01'
				).map((t) => t.person)
			).toEqual(person === 'o1' ? [] : ['o2'])
	})
})
