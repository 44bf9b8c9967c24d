import type { Leave } from '../../domain/events/leave'
import type { PlannedTurn, Unmet } from '../../domain/events/roster'
import type { Person } from '../../domain/events/person'
import type { Turn } from '../../domain/events/turn'
import type { DutyRules } from '../../domain/roster/seats'
import { day, officeInstant, type Instant } from '../../domain/instant'
import type { Section } from '../../domain/events/section'
import type { Calendar } from '../../domain/roster/calendar'
import { patternOf, wholeDay } from '../../domain/roster/pattern'
import type { Roster } from '../../domain/roster/plan'
import { replan } from '../../domain/roster/replan'
import type { Period, Person as Planned, RosterRequest } from '../../domain/roster/request'
import { daysOf } from '../../domain/roster/rest'
import { planRulesOf } from '../../domain/roster/seats'
import { placeName, stood } from '../../domain/roster/stood'
import { instantsOf, stretchesOf } from '../../domain/roster/times'
import { calendarFor } from './month'
import { standersOf } from './standers'
import { laidOut, standingOf, type Place } from './standing'

export interface Planning {
	from: string
	to: string
	now: Instant
	duty: DutyRules
	/** Ids of the seats to plan. */
	seats: readonly string[]
	/** All that are not stopped. */
	people: readonly Person[]
	/** For their AB角. */
	sections: readonly Section[]
	leaves: readonly Leave[]
	/** All that stands: what is carried, what is beside the plan, and what of it is published. */
	turns: readonly Turn[]
	/** Published turns to come are planned anew too, as if nobody had them; else they stay with whoever can stand them. */
	anew?: boolean
}

export interface Plan {
	turns: PlannedTurn[]
	unmet: Unmet[]
	notes: string[]
	roster: Roster
}

/** What was stood in so many days before counts for being even. */
const CARRIED = 366 * day

/**
 * Plans a period by the office's seats, fair over what everybody has stood in the year before it. What has begun stays as it
 * was; of what is published only those turns change hands whose person cannot stand them, and as few others as that needs.
 */
export function plan(planning: Planning): Plan {
	const { from, to, now, duty, seats, turns } = planning
	const calendar = calendarFor(duty)
	const rules = planRulesOf(duty)
	const places = duty.seats
		.filter((s) => seats.includes(s.id))
		.flatMap((setting): Place[] =>
			Array.from({ length: setting.places }, (_, place) => ({
				...{ setting, place, name: placeName(setting.name, place) },
				pattern: patternOf(setting.pattern) ?? wholeDay
			}))
		)
	const start = officeInstant(from, '00:00')
	const people = standersOf(planning)
	carry(people, { ...planning, turns: turns.filter((t) => t.from >= start - CARRIED) }, calendar)
	const standing = standingOf(planning, places, calendar)
	const request: RosterRequest = {
		...{ from, to, people },
		seats: places.map((p) => ({ name: p.name, pattern: p.pattern, begun: begunOf(p, planning) })),
		fixed: standing.beside,
		dropouts: [],
		special: rules.special.map((s) => ({
			...s,
			seats: s.seats && places.filter((p) => s.seats!.includes(p.setting.id)).map((p) => p.name)
		})),
		pairs: rules.pairs ? pairsOf(planning.sections) : [],
		quotas: rules.quotas,
		restDays: duty.restHours > 0 ? 1 : 0,
		restHours: duty.restHours,
		owedLeave: 31,
		calendar: { edits: rules.days, notices: [] }
	}
	const roster = replan(
		request,
		standing.published,
		standing.published
			.filter((t) => t.lack !== null)
			.map(({ person, date }) => ({ person, from: date, to: date }))
	)
	const id = (name: string) => places.find((p) => p.name === name)?.setting.id ?? name
	const unmet = roster.unmet.map((u) => ({ ...u, seat: id(u.seat) }))
	return { turns: laidOut(roster, places, standing, { now, calendar }), unmet, notes: roster.notes, roster }
}

/** Until when a place is not planned: now, or the end of a turn of several days that runs. */
function begunOf({ setting, place }: Place, { now, turns }: Planning): Instant {
	let until = now
	for (const t of turns)
		if (t.seat === setting.id && (t.place ?? 0) === place && t.from <= now && daysOf([t.from, t.to]) > 1)
			until = Math.max(until, t.to - 1)
	return until
}

/** Counts what everybody has stood before the range, and in it until now. */
function carry(people: readonly Planned[], { from, now, turns, duty }: Planning, calendar: Calendar): void {
	const start = officeInstant(from, '00:00')
	const byId = new Map(people.map((p) => [p.id, p]))
	const before = turns.filter((t) => t.from < start || t.from <= now)
	for (const { person, kind } of stood(before, duty, calendar)) {
		const who = byId.get(person)
		if (who) who.carried[kind]++
	}
}

/** When one stands a seat on a date by its pattern, the first part where there are several; empty: nobody does. */
export function timesOf(duty: DutyRules, seat: string, date: string): Period[] {
	const pattern = patternOf(duty.seats.find((s) => s.id === seat)?.pattern ?? '') ?? wholeDay
	const calendar = calendarFor(duty)
	const [first] = stretchesOf(pattern, calendar, date, date)
	return first ? instantsOf(pattern, calendar, first) : []
}

/** Each section's A and B person, where it has both. */
function pairsOf(sections: readonly Section[]): [string, string][] {
	return sections.flatMap(({ a, b }): [string, string][] => (a && b ? [[a, b]] : []))
}
