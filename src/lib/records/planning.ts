import type { Leave } from '../../domain/events/leave'
import type { PlannedTurn, Unmet } from '../../domain/events/roster'
import type { Person } from '../../domain/events/person'
import type { Turn } from '../../domain/events/turn'
import type { DutyRules } from '../../domain/roster/seats'
import { day, officeDate, officeInstant } from '../../domain/instant'
import type { Section } from '../../domain/events/section'
import { dayOf, type Calendar } from '../../domain/roster/calendar'
import { ledgerOf, type LedgerRow } from '../../domain/roster/ledger'
import { patternOf, wholeDay } from '../../domain/roster/pattern'
import { planRoster, type Roster } from '../../domain/roster/plan'
import type { Person as Planned, RosterRequest } from '../../domain/roster/request'
import { mayStand, planRulesOf } from '../../domain/roster/seats'
import { instantsOf } from '../../domain/roster/times'
import { calendarFor } from './month'

const none = () => ({ weekday: 0, weekend: 0, holiday: 0, eve: 0 })
/** A place of a seat as the planner names it. */
const placeName = (name: string, place: number) => (place === 0 ? name : `${name}（${place + 1}）`)

interface Planning {
	from: string
	to: string
	duty: DutyRules
	/** Ids of the seats to plan. */
	seats: readonly string[]
	people: readonly Person[]
	/** For their AB角. */
	sections: readonly Section[]
	leaves: readonly Leave[]
	/** All that stands already: what is carried, and the turn before the first day. */
	turns: readonly Turn[]
}

export interface Plan {
	turns: PlannedTurn[]
	unmet: Unmet[]
	notes: string[]
	roster: Roster
}

function peopleOf({ duty, people, leaves, seats }: Planning): Planned[] {
	const rules = planRulesOf(duty)
	return people
		.map((p): Planned => {
			const own = duty.seats.filter((s) => seats.includes(s.id) && mayStand(s, p))
			return {
				id: p.id,
				name: p.name,
				seats: own.flatMap((s) => Array.from({ length: s.places }, (_, i) => placeName(s.name, i))),
				section: p.sections[0] ?? null,
				exempt: rules.exempt.filter((e) => e.person === p.id).map((e) => e.what),
				leave: leaves
					.filter((l) => l.person === p.id)
					.map((l) => ({ from: officeDate(l.from), to: officeDate(l.to - 1) })),
				apartFrom: rules.apart.flatMap(({ one, other }) => (p.id === one ? [other] : [])),
				carried: none(),
				weight: 1,
				from: null,
				to: null,
				wishes: rules.wishes.filter((w) => w.person === p.id)
			}
		})
		.filter((p) => p.seats.length > 0)
}

/**
 * Turns that were stood or stand, as the ledger counts them; a turn taken over counts for whoever stood more of it, and one
 * beyond a seat's places (a special period's) like any other of the seat.
 */
function stood(turns: readonly Turn[], duty: DutyRules, calendar: Calendar) {
	const seats = new Map(duty.seats.map((s) => [s.id, s]))
	return turns
		.filter((t) => t.to - t.from >= (t.relievedAt || t.tookOverAt ? day / 2 : 0))
		.map((t) => {
			const date = officeDate(t.from)
			const setting = seats.get(t.seat)
			const seat = placeName(setting?.name ?? t.seat, (t.place ?? 0) % (setting?.places ?? 1))
			return { date, seat, person: t.person, kind: dayOf(calendar, date).kind }
		})
}

/** What was stood in so many days before counts for being even. */
const CARRIED = 366 * day

/** Plans a period by the office's seats, fair over what everybody has stood in the year before it. */
export function plan(planning: Planning): Plan {
	const { from, to, duty, seats, turns } = planning
	const calendar = calendarFor(duty)
	const rules = planRulesOf(duty)
	const chosen = duty.seats.filter((s) => seats.includes(s.id))
	const places = chosen.flatMap((s) =>
		Array.from({ length: s.places }, (_, place) => ({
			setting: s,
			place,
			name: placeName(s.name, place),
			pattern: patternOf(s.pattern) ?? wholeDay
		}))
	)
	const people = peopleOf(planning)
	const byId = new Map(people.map((p) => [p.id, p]))
	const start = officeInstant(from, '00:00')
	const before = stood(
		turns.filter((t) => t.from < start && t.from >= start - CARRIED),
		duty,
		calendar
	)
	for (const turn of before) {
		const who = byId.get(turn.person)
		if (who) who.carried[turn.kind]++
	}
	const near = before.filter((t) => officeInstant(t.date, '12:00') > start - 8 * day)
	const request: RosterRequest = {
		...{ from, to, people },
		seats: places.map(({ name, pattern }) => ({ name, pattern })),
		fixed: near.map((t) => ({ ...t, part: null })),
		dropouts: [],
		special: rules.special.map((s) => ({
			...s,
			seats: s.seats && places.filter((p) => s.seats!.includes(p.setting.id)).map((p) => p.name)
		})),
		pairs: rules.pairs ? pairsOf(planning.sections) : [],
		quotas: rules.quotas,
		restDays: duty.restHours > 0 ? 1 : 0,
		owedLeave: 31,
		calendar: { edits: rules.days, notices: [] }
	}
	const roster = planRoster(request)
	const made: PlannedTurn[] = []
	/** How many stand a place's part of a day already: in a special period more than one. */
	const filled = new Map<string, number>()
	for (const { date, seat, person, part } of roster.turns) {
		const place = places.find((p) => p.name === seat)!
		const slot = `${date} ${seat} ${part ?? ''}`
		const beyond = filled.get(slot) ?? 0
		filled.set(slot, beyond + 1)
		const { pattern } = place
		const parts = Math.max(
			0,
			pattern.parts.findIndex((p) => p.name === (part ?? null))
		)
		for (const [start, end] of instantsOf(pattern, calendar, { from: date, to: date, part: parts }))
			made.push({
				seat: place.setting.id,
				place: place.place + beyond * place.setting.places,
				...{ person, from: start, to: end }
			})
	}
	const id = (name: string) => places.find((p) => p.name === name)?.setting.id ?? name
	const unmet = roster.unmet.map((u) => ({ ...u, seat: id(u.seat) }))
	return { turns: made, unmet, notes: roster.notes, roster }
}

/** Each section's A and B person, where it has both. */
function pairsOf(sections: readonly Section[]): [string, string][] {
	return sections.flatMap(({ a, b }): [string, string][] => (a && b ? [[a, b]] : []))
}

/** 值班台账 of a year's turns up to an instant. */
export function yearLedger(planning: Omit<Planning, 'from' | 'to' | 'seats' | 'sections'>): LedgerRow[] {
	const seats = planning.duty.seats.map((s) => s.id)
	const people = peopleOf({ ...planning, seats, sections: [], from: '', to: '' })
	return ledgerOf(people, stood(planning.turns, planning.duty, calendarFor(planning.duty)), [])
}
