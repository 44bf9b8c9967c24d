import type { Seat } from '../../domain/event'
import type { SeatSetting } from '../../domain/roster/seats'
import type { Turn } from '../../domain/events/turn'
import type { Id } from '../../domain/record'
import type { View } from './view'
import { day, officeDate, officeInstant, officeWeekday, type Instant } from '../../domain/instant'
import { onDuty } from '../../domain/roster/onDuty'
import { bySeat, usualRules, type DutyRules } from '../../domain/roster/seats'

/** A day of duty begins about here: a stretch that nobody stands belongs to the day it falls on by this reckoning. */
const BEGINS = '08:30'

export interface Span {
	from: Instant
	to: Instant
}

/** One seat on one day. */
export interface Cell {
	seat: Seat
	/** Turns that begin on the day, earliest first. */
	turns: Turn[]
	/** Stretches of the day of duty (from 08:30 to 08:30) that nobody stands. */
	gaps: Span[]
	/** Two turns of the seat run at the same time. */
	overlap: boolean
}

export interface Day {
	/** 2026-11-24 */
	date: string
	/** Sunday is 0. */
	weekday: number
	today: boolean
	cells: Cell[]
}

/** The date of the Monday of the week of `t`, so many weeks on. */
export function monday(t: Instant, weeks = 0): string {
	const since = (officeWeekday(t) + 6) % 7
	return officeDate(t + (weeks * 7 - since) * day)
}

/** Turns that run at any time in the eight days from a date on, so that the last day's are whole. */
export function turnsOfWeek(view: View, first: string): Promise<Turn[]> {
	const from = officeInstant(first, '00:00')
	const turns = view.local.table('turns').where('to').above(from)
	return turns.filter((t) => t.from < from + 8 * day).toArray()
}

/** Seven days from a date on. */
export function week(
	turns: readonly Turn[],
	first: string,
	now: Instant,
	seats: readonly SeatSetting[] = usualRules.seats
): Day[] {
	const start = officeInstant(first, '00:00')
	// Seats that must be filled, and others where somebody stands: a driver only where the office has any.
	const shown = seats.filter((s) => s.required || turns.some((t) => t.seat === s.id)).map((s) => s.id)
	for (const { seat } of turns) if (!shown.includes(seat)) shown.push(seat)
	return [0, 1, 2, 3, 4, 5, 6].map((i) => {
		const date = officeDate(start + i * day)
		return {
			date,
			weekday: officeWeekday(start + i * day),
			today: date === officeDate(now),
			cells: shown.map((seat) => cell(turns, seat, date))
		}
	})
}

function cell(turns: readonly Turn[], seat: Seat, date: string): Cell {
	const own = turns.filter((t) => t.seat === seat).sort((a, b) => a.from - b.from || a.to - b.to)
	const begins = officeInstant(date, BEGINS)
	const today = own.filter((t) => officeDate(t.from) === date)
	return {
		seat,
		turns: today,
		gaps: gaps(own, { from: begins, to: begins + day }),
		overlap: today.some((t) => own.some((other) => other !== t && samePlace(t, other)))
	}
}

/** Where a seat has several places, people stand it side by side. */
function samePlace(a: Turn, b: Turn): boolean {
	return (a.place ?? 0) === (b.place ?? 0) && a.from < b.to && b.from < a.to
}

/** What of a stretch no turn covers. `turns` earliest first. */
export function gaps(turns: readonly Span[], { from, to }: Span): Span[] {
	const all: Span[] = []
	let covered = from
	for (const turn of turns) {
		if (turn.from >= to) break
		if (turn.from > covered) all.push({ from: covered, to: turn.from })
		covered = Math.max(covered, turn.to)
	}
	if (covered < to) all.push({ from: covered, to })
	return all
}

export interface Tonight {
	/** Who stands now, by seat. */
	on: Turn[]
	/** When the first of them is relieved; null where nobody stands, or nobody is to follow. */
	changeAt: Instant | null
	/** Who comes then. */
	next: Turn[]
}

/** Who stands now, and who comes at the next change. `handover`: the seats that hand over by signature. */
export function tonight(
	turns: readonly Turn[],
	now: Instant,
	duty: DutyRules = usualRules,
	handover: readonly Seat[] = []
): Tonight {
	const seatsFirst = bySeat({ duty })
	const order = (a: Turn, b: Turn) => seatsFirst(a, b) || a.from - b.from
	const on = onDuty(turns, now, { handover }).sort(order)
	const coming = turns.filter((t) => t.from > now)
	const changeAt = coming.length === 0 ? null : Math.min(...coming.map((t) => t.from))
	return { on, changeAt, next: coming.filter((t) => t.from === changeAt).sort(order) }
}

/** My turn now, else my next one. */
export interface Own {
	turn: Turn
	now: boolean
	/** Days from today to the day it begins. */
	days: number
}

export function ownTurn(turns: readonly Turn[], person: Id, now: Instant): Own | null {
	const mine = turns.filter((t) => t.person === person && t.to > now).sort((a, b) => a.from - b.from)
	const turn = mine[0]
	if (!turn) return null
	const midnight = (t: Instant) => officeInstant(officeDate(t), '00:00')
	return {
		turn,
		now: turn.from <= now,
		days: Math.max(0, (midnight(turn.from) - midnight(now)) / day)
	}
}
