import type { PlannedTurn } from '../../domain/events/roster'
import type { Turn } from '../../domain/events/turn'
import type { Planning } from './planning'
import { originalOf } from '../../domain/events/turn'
import { day, officeDate, officeInstant, type Instant } from '../../domain/instant'
import type { Calendar } from '../../domain/roster/calendar'
import { dateOf, dayNumber } from '../../domain/roster/dates'
import { hasBegun } from '../../domain/roster/onDuty'
import { partsOn, type Pattern } from '../../domain/roster/pattern'
import type { Roster } from '../../domain/roster/plan'
import type { FixedTurn, Period } from '../../domain/roster/request'
import type { SeatSetting } from '../../domain/roster/seats'
import { placeName } from '../../domain/roster/stood'
import { turnKey } from '../../domain/roster/turnKey'
import { instantsOf, startOf, stretchesOf } from '../../domain/roster/times'
import { isSwapped, lackOf } from './moves'

/** A place of a seat that is planned. */
export interface Place {
	setting: SeatSetting
	place: number
	name: string
	pattern: Pattern
}

interface Stands extends FixedTurn {
	at: Period
	turn: Turn
	/** Why whoever has it cannot stand it, and nobody swapped into it. */
	lack: string | null
}

/** What stands already, as a plan sees it. */
export interface Standing {
	/** Turns of the range that have begun, and the night of a day whose noon has: they are as they were. */
	begun: Turn[]
	/** Turns that the plan is asked to keep, the longer of a day first. */
	published: Stands[]
	/** Everything else that keeps people off what is beside it. */
	beside: Stands[]
}

/** Longer than any rest that an office may ask for. */
const BESIDE = 4 * day

export function standingOf(planning: Planning, places: readonly Place[], calendar: Calendar): Standing {
	const { from, to, now, duty, seats, anew } = planning
	const start = officeInstant(from, '00:00')
	const end = officeInstant(to, '00:00') + day
	const found: Standing = { begun: [], published: [], beside: [] }
	for (const turn of planning.turns) {
		if (turn.dropped || turn.to < start - BESIDE || turn.from > end + BESIDE) continue
		const asked = seats.includes(turn.seat) && turn.from >= start && turn.from < end
		const setting = duty.seats.find((s) => s.id === turn.seat)
		const seat = placeName(setting?.name ?? turn.seat, (turn.place ?? 0) % (setting?.places ?? 1))
		const date = officeDate(turn.from)
		const pattern = places.find((p) => p.name === seat)?.pattern
		const part = pattern ? partOf(pattern, calendar, turn) : 0
		const named = pattern?.unit === 'day' ? (partsOn(pattern, date)[part]?.name ?? null) : null
		const begun =
			hasBegun(turn, now) ||
			(pattern?.unit === 'day' &&
				startOf(instantsOf(pattern, calendar, { from: date, to: date, part })) <= now)
		const swapped = isSwapped(turn, planning)
		const lack = swapped ? null : lackOf(turn, planning)
		const own = { date, seat, person: turn.person, part: named, swapped, lack, turn }
		const stands: Stands = { ...own, at: [turn.from, turn.to] }
		if (!asked || begun) found.beside.push(stands)
		else if (!anew || swapped) found.published.push(stands)
		if (asked && begun) found.begun.push(turn)
	}
	found.begun.sort(inOrder)
	const length = ({ at }: Stands) => at[1] - at[0]
	found.published.sort((a, b) =>
		a.date === b.date ? length(b) - length(a) || inOrder(a.turn, b.turn) : a.date < b.date ? -1 : 1
	)
	return found
}

const inOrder = (a: Turn, b: Turn) => a.from - b.from || (a.place ?? 0) - (b.place ?? 0)

/** The place of the part that a turn is of: whose times it has most in common with. */
function partOf(pattern: Pattern, calendar: Calendar, { from, to }: Turn): number {
	const date = officeDate(from)
	const common = partsOn(pattern, date).map((_, part) =>
		instantsOf(pattern, calendar, { from: date, to: date, part }).reduce(
			(sum, [start, end]) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)),
			0
		)
	)
	return common.indexOf(Math.max(...common))
}

/** A plan as turns: those that begun as they were, those that are published with their own times, others by the pattern. */
export function laidOut(
	roster: Roster,
	places: readonly Place[],
	{ begun, published, beside }: Standing,
	{ now, calendar }: { now: Instant; calendar: Calendar }
): PlannedTurn[] {
	const slots = new Map<string, { date: string; place: Place; part: string | null; people: string[] }>()
	for (const { date, seat, person, part = null } of roster.turns) {
		const key = `${date} ${seat} ${part ?? ''}`
		const place = places.find((p) => p.name === seat)!
		const slot = slots.get(key) ?? { date, place, part, people: [] }
		slot.people.push(person)
		slots.set(key, slot)
	}
	const stands = [...beside.map((s) => s.turn), ...published.map((s) => s.turn)]
	const made: PlannedTurn[] = begun.map((t) => planned(t, hasBegun(t, now) ? t.person : originalOf(t)))
	for (const { date, place, part, people } of slots.values()) {
		const { setting, name, pattern } = place
		const here = published.filter((s) => s.date === date && s.seat === name && s.part === part)
		for (const [at, person] of placed(people, here, place)) {
			const own = here.filter((s) => (s.turn.place ?? 0) === at)
			for (const { turn } of own)
				made.push(planned(turn, own[0]!.person === person ? originalOf(turn) : person))
			if (own.length > 0) continue
			const index = Math.max(
				0,
				pattern.parts.findIndex((p) => p.name === part)
			)
			for (const times of instantsOf(pattern, calendar, { from: date, to: date, part: index })) {
				const [from, to] = joined(times, { date, seat: setting.id, place: at, pattern }, stands, calendar)
				const covered = stands.some(
					(t) => t.seat === setting.id && (t.place ?? 0) === at && t.from <= from && to <= t.to
				)
				if (!covered) made.push({ seat: setting.id, place: at, person, from, to })
			}
		}
	}
	const unmet = new Set(roster.unmet.map((u) => `${u.date} ${u.seat}`))
	const out = new Set(made.map(turnKey))
	// What today's rules do not ask for any more stays as it was published.
	for (const { turn, lack, date, seat } of published)
		if (!out.has(turnKey(turn)) && lack === null && !unmet.has(`${date} ${seat}`))
			made.push(planned(turn, originalOf(turn)))
	return made.sort((a, b) => a.from - b.from)
}

const planned = ({ seat, place = 0, from, to }: Turn, person: string): PlannedTurn => ({
	...{ seat, place, person, from, to }
})

/** Who stands which of a seat's places: whoever has one keeps it; in a special period there are more than usual. */
function placed(
	people: readonly string[],
	here: readonly Stands[],
	{ setting, place }: Place
): [number, string][] {
	const rest = [...people]
	const taken = new Map<number, string>()
	for (const { turn, person } of here) {
		const at = turn.place ?? 0
		const own = taken.has(at) ? -1 : rest.indexOf(person)
		if (own >= 0) taken.set(at, rest.splice(own, 1)[0]!)
	}
	for (let at = place; rest.length > 0; at += setting.places) if (!taken.has(at)) taken.set(at, rest.shift()!)
	return [...taken].sort((a, b) => a[0] - b[0])
}

/**
 * A turn by the pattern begins when whoever stands before it is done, where by the pattern it would take over from them: what
 * was published by other times than today's neither overlaps it nor leaves a gap.
 */
function joined(
	[from, to]: Period,
	{ date, seat, place, pattern }: { date: string; seat: string; place: number; pattern: Pattern },
	stands: readonly Turn[],
	calendar: Calendar
): Period {
	const before = dateOf(dayNumber(date) - 1)
	const usual = [before, date].flatMap((d) =>
		stretchesOf(pattern, calendar, d, d).flatMap((stretch) => instantsOf(pattern, calendar, stretch))
	)
	if (!usual.some((times) => times[1] === from)) return [from, to]
	let last: Turn | null = null
	for (const t of stands)
		if (t.seat === seat && (t.place ?? 0) === place && t.from < from && (!last || last.to < t.to)) last = t
	const near = last && last.to < to && Math.abs(last.to - from) < day / 2
	return [near ? last!.to : from, to]
}
