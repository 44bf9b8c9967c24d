import { describe, expect, it } from 'vitest'
import type { Leave } from '../../domain/events/leave'
import type { Office } from '../../domain/events/office'
import type { Person } from '../../domain/events/person'
import type { PlannedTurn } from '../../domain/events/roster'
import type { Turn } from '../../domain/events/turn'
import { day, hour, minute, officeDate, officeInstant, type Instant } from '../../domain/instant'
import { hindrance } from '../../domain/roster/hindrance'
import { noPlanRules, usualRules, type DutyRules } from '../../domain/roster/seats'
import { dutyOffice, must, reasons } from '../../../tests/support/roster'
import { movesOf } from './moves'
import { plan, type Planning } from './planning'

const base = { audience: [], formerly: [] }
const personOf = (id: string): Person => ({
	...{ ...base, id, subject: id, name: id, title: null },
	...{ roles: ['officer'], sections: [], disabled: false }
})
const people = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'].map(personOf)
const officer = usualRules.seats.find((s) => s.id === 'officer')!
const dutyOf = (more: Partial<DutyRules> = {}, pattern = officer.pattern): DutyRules => ({
	...{ ...usualRules, seats: [{ ...officer, pattern }], plan: noPlanRules },
	...more
})
const turnOf = (person: string, from: Instant, to = from + day, more: Partial<Turn> = {}): Turn => ({
	...{ ...base, id: `${person}${from}`, subject: 'm', seat: 'officer', place: 0, person, from, to },
	...more
})
const asTurns = (made: readonly PlannedTurn[]) =>
	made.map((t) => turnOf(t.person, t.from, t.to, { seat: t.seat, place: t.place, original: t.person }))
const leaveOf = (person: string, from: string, to: string): Leave => ({
	...{ ...base, id: 'x', subject: 'x', person, kind: '休假', note: null, cancelled: false },
	...{ from: officeInstant(from, '00:00'), to: officeInstant(to, '00:00') }
})
const of = (more: Partial<Planning> = {}): Planning => ({
	...{ from: '2026-03-01', to: '2026-03-31', now: officeInstant('2026-02-20', '10:00') },
	...{ duty: dutyOf(), seats: ['officer'], people, sections: [], leaves: [], turns: [] },
	...more
})
/** Every turn of a plan that the office's own rules refuse, were it asked for among all the others. */
function refusedBy({ duty, people, leaves, turns, now }: Planning, made: readonly PlannedTurn[]): string[] {
	const all = asTurns(made)
	const beside = turns.filter((t) => !all.some((own) => own.seat === t.seat && own.from === t.from))
	return all
		.filter((t) => t.from > now)
		.flatMap((stretch) => {
			const others = [...all, ...beside].filter((t) => t.id !== stretch.id)
			const who = people.find((p) => p.id === stretch.person) ?? null
			const own = leaves.filter((l) => l.person === stretch.person)
			const found = hindrance({ who, stretch, turns: others, leaves: own, office: { duty } as Office })
			return found ? [found.reason] : []
		})
}
const on = (made: readonly PlannedTurn[], date: string) =>
	made.filter((t) => officeDate(t.from) === date).map((t) => t.person)

describe('what a plan gives nobody refuses afterwards', () => {
	it('keeps the hours of rest, however many they are and whatever the seats’ times', () => {
		const standby = { ...usualRules.seats.find((s) => s.id === 'standby')!, pattern: '17:00-09:00' }
		for (const restHours of [0, 12, 24, 36, 48, 72])
			for (const pattern of ['24h', 'day/night', 'night+noon', '08:30-08:30；3月15日至9月30日 08:00-08:00']) {
				const seats = [{ ...officer, pattern }, standby]
				const asked = of({ duty: dutyOf({ restHours, seats }), seats: ['officer', 'standby'] })
				asked.people = Array.from({ length: 12 }, (_, i) => personOf(`p${i}`))
				const made = plan(asked)
				expect(refusedBy(asked, made.turns), `${restHours} ${pattern}`).toEqual([])
				expect(made.turns.length).toBeGreaterThan(50)
			}
	})

	it('says that there are too few for so much rest, and leaves the turn open', () => {
		const made = plan(of({ duty: dutyOf({ restHours: 72 }), people: people.slice(0, 3), to: '2026-03-05' }))
		expect(on(made.turns, '2026-03-04')).toEqual([])
		expect(made.unmet.map((u) => u.reason)).toEqual([
			'3月1日至3月4日主班共要 4 班，能值的只有 3 人，每班后要隔 72 小时，最多值 3 班'
		])
	})

	it('gives nobody the night that runs into their leave', () => {
		for (const { id } of people) {
			const asked = of({ leaves: [leaveOf(id, '2026-03-08', '2026-03-11')] })
			const made = plan(asked).turns
			for (const date of ['2026-03-07', '2026-03-08', '2026-03-09', '2026-03-10'])
				expect(on(made, date)).not.toContain(id)
			expect(refusedBy(asked, made)).toEqual([])
		}
		// An hour in the evening is no hindrance to who is on duty by day.
		const evening = {
			...leaveOf('o1', '2026-03-08', '2026-03-09'),
			from: officeInstant('2026-03-08', '19:00')
		}
		const one = of({ people: people.slice(0, 1), leaves: [evening], from: '2026-03-08', to: '2026-03-08' })
		expect(plan({ ...one, duty: dutyOf({}, '08:30-17:30') }).turns).toHaveLength(1)
	})

	it('keeps the rest before what is published after the month, and beside other seats’ turns in it', () => {
		const first = officeInstant('2026-04-01', '08:30')
		for (const { id } of people) {
			const turns = [
				turnOf(id, first),
				turnOf(id, officeInstant('2026-03-12', '08:30'), undefined, { seat: 'deputy' })
			]
			const made = plan(of({ turns })).turns
			expect(on(made, '2026-03-31')).not.toContain(id)
			for (const date of ['2026-03-11', '2026-03-12', '2026-03-13']) expect(on(made, date)).not.toContain(id)
		}
	})
})

describe('the rest of a month that is published', () => {
	const now = officeInstant('2026-03-15', '10:00')
	const published = asTurns(plan(of()).turns)
	const turnAt = (date: string) => published.find((t) => officeDate(t.from) === date)!
	const without = (id: string) => people.filter((p) => p.id !== id)

	it('moves the turns of who dropped out, and no other', () => {
		for (const { id } of people) {
			const asked = of({ now, turns: published, people: without(id) })
			const made = plan(asked).turns
			const theirs = published.filter((t) => t.from > now && t.person === id)
			const moves = movesOf(made, asked)
			expect(theirs.length).toBeGreaterThan(1)
			expect(moves.map((m) => m.turn.id)).toEqual(theirs.map((t) => t.id))
			expect(moves.map((m) => [m.was, m.now !== null, m.why])).toEqual(theirs.map(() => [id, true, '已停用']))
			expect(refusedBy(asked, made)).toEqual([])
			// What has begun is in it as it was.
			expect(made.filter((t) => t.from <= now)).toEqual(plan(of()).turns.filter((t) => t.from <= now))
		}
	})

	it('leaves a turn that was signed for before its time to whoever signed', () => {
		const early = turnAt('2026-03-16')
		const now = early.from - hour
		const turns = published.map((t) => (t === early ? { ...t, tookOverAt: now - minute } : t))
		const asked = of({ now, turns, people: without(early.person) })
		const made = plan(asked).turns
		expect(made.filter((t) => t.from === early.from).map((t) => t.person)).toEqual([early.person])
		expect(movesOf(made, asked).map((m) => m.turn.id)).not.toContain(early.id)
	})

	it('moves only what a leave runs into', () => {
		const away = published.find((t) => t.from > now)!
		const date = officeDate(away.from)
		const leaves = [leaveOf(away.person, date, officeDate(away.to))]
		const asked = of({ now, turns: published, leaves })
		const moves = movesOf(plan(asked).turns, asked)
		expect(moves.map((m) => [officeDate(m.turn.from), m.was, m.why])).toEqual([[date, away.person, '休假']])
	})

	it('changes nothing where nobody dropped out; anew it does, but nobody has two days running', () => {
		const asked = of({ now, turns: published })
		expect(plan(asked).turns).toEqual(plan(of()).turns)
		expect(movesOf(plan(asked).turns, asked)).toEqual([])
		const fewer = of({ now, turns: published, people: without('o3'), anew: true })
		const made = plan(fewer).turns
		expect(on(made, '2026-03-16')).not.toContain(turnAt('2026-03-15').person)
		expect(refusedBy(fewer, made)).toEqual([])
	})

	it('says which turn nobody can have, and why', () => {
		const two = people.slice(0, 2)
		const turns = asTurns(plan(of({ people: two })).turns)
		const asked = of({ now, turns, people: two.slice(0, 1) })
		const made = plan(asked)
		const theirs = turns.filter((t) => t.from > now && t.person === 'o2')
		expect(movesOf(made.turns, asked).map((m) => [m.turn.id, m.now])).toEqual(theirs.map((t) => [t.id, null]))
		expect(made.unmet.map((u) => u.date)).toEqual(theirs.map((t) => officeDate(t.from)))
		for (const { reason } of made.unmet) expect(reason).toMatch(/能值.*1 人/)
	})

	it('leaves a swap as it is: the plan goes on naming whose turn it was', () => {
		const swapped = published.find((t) => t.from > now && t.person !== 'o3')!
		const turns = published.map((t) => (t === swapped ? { ...t, person: 'o3', original: t.person } : t))
		for (const anew of [false, true]) {
			const asked = of({ now, turns, anew, people: without('o6') })
			const made = plan(asked).turns
			if (!anew) expect(made.find((t) => t.from === swapped.from)!.person).toBe(swapped.person)
			expect(movesOf(made, asked).map((m) => m.turn.from)).not.toContain(swapped.from)
			// Whoever swapped into it has the rest around it.
			for (const d of [-1, 1])
				if (swapped.from + d * day > now)
					expect(on(made, officeDate(swapped.from + d * day))).not.toContain(anew ? 'o3' : null)
		}
	})

	it('keeps noon and night together, a special period’s places apart, and the days left of a week', () => {
		for (const pattern of ['night+noon', 'day/night', 'weekly']) {
			const special = [{ name: '两会', from: '2026-03-18', to: '2026-03-20', seats: null, times: 2 }]
			const duty = dutyOf({ plan: { ...noPlanRules, special } }, pattern)
			const turns = asTurns(plan(of({ duty, people: [...people, personOf('o7'), personOf('o8')] })).turns)
			for (const time of ['10:00', '15:00']) {
				const at = officeInstant('2026-03-16', time)
				const asked = of({ now: at, turns: [...turns].reverse(), duty, people: [...people, personOf('o7')] })
				const made = plan(asked).turns
				const moves = movesOf(made, asked)
				expect(
					moves.every((m) => m.was === 'o8'),
					`${pattern} ${time}`
				).toBe(true)
				expect(new Set(made.map((t) => `${t.place} ${t.from}`)).size).toBe(made.length)
				expect(made.map((t) => `${t.place} ${t.from}`).sort()).toEqual(
					turns
						.filter((t) => !moves.some((m) => m.turn.id === t.id && m.now === null))
						.map((t) => `${t.place} ${t.from}`)
						.sort()
				)
			}
		}
	})
})

describe('季节另有时间', () => {
	const duty = dutyOf({}, '08:30-08:30；6月1日至9月30日 08:00-08:00')
	const month = (from: string, to: string, turns: Turn[] = []) =>
		plan(of({ from, to, duty, turns, now: officeInstant('2026-04-01', '10:00') })).turns
	function publishing() {
		const world = dutyOffice()
		world.now = officeInstant('2026-04-01', '10:00')
		return (from: string, to: string, turns: PlannedTurn[]) => {
			const args = { roster: null, from, to, turns, unmet: [], calendarNote: null }
			return reasons(
				world.do('admin', 'roster.publish', { roster: must(world.do('admin', 'roster.draft', args)) + '1' })
			)
		}
	}

	it('publishes month after month over both changes, and somebody is on at every instant', () => {
		const publish = publishing()
		const months = ['05-31', '06-30', '09-30', '10-31'].map((end) => [`${end.slice(0, 2)}-01`, end] as const)
		const all = months.map(([from, to]) => {
			const made = month(`2026-${from}`, `2026-${to}`)
			expect(publish(`2026-${from}`, `2026-${to}`, made)).toEqual(['true'])
			return made
		})
		for (const [before, after] of [all.slice(0, 2), all.slice(2)])
			expect(before!.at(-1)!.to).toBe(after![0]!.from)
	})

	it('begins after a month that was published when both seasons’ times stood side by side', () => {
		const publish = publishing()
		const may = month('2026-05-01', '2026-05-31')
		const old = may.map((t, i) => (i === may.length - 1 ? { ...t, to: t.from + day } : t))
		expect(publish('2026-05-01', '2026-05-31', old)).toEqual(['true'])
		const june = month('2026-06-01', '2026-06-30', asTurns(old))
		expect(publish('2026-06-01', '2026-06-30', june)).toEqual(['true'])
		expect(june[0]!.from).toBe(old.at(-1)!.to)

		const september = month('2026-09-01', '2026-09-30')
		const short = september.map((t, i) => (i === september.length - 1 ? { ...t, to: t.to - hour / 2 } : t))
		expect(month('2026-10-01', '2026-10-31', asTurns(short))[0]!.from).toBe(short.at(-1)!.to)
	})
})
