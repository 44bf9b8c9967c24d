import type { Seat } from '../../domain/event'
import type { Turn } from '../../domain/events/turn'
import type { View } from './view'
import { day, officeDate, officeInstant, type Instant } from '../../domain/instant'
import type { DutyRules } from '../../domain/roster/seats'
import { calendarOf, dayOf, type Calendar, type Day } from '../../domain/roster/calendar'

/** The State Council's days with what the office says of single ones. */
export const calendarFor = (duty: DutyRules): Calendar => calendarOf(duty.plan?.days)

export interface Date31 extends Day {
	/** Turns that begin on the day. */
	turns: { seat: Seat; person: string; turn: Turn | null }[]
	weekday: number
}

/** 2026-11, so many months from the one of `t`. */
export function monthName(t: Instant, ahead = 0): string {
	const [year, month] = officeDate(t).split('-').map(Number) as [number, number]
	const n = year * 12 + month - 1 + ahead
	return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
}

/** First and last date of 2026-11. */
export function datesOf(month: string): { from: string; to: string } {
	const from = `${month}-01`
	const next = monthName(officeInstant(from, '12:00'), 1)
	return { from, to: officeDate(officeInstant(`${next}-01`, '12:00') - day) }
}

export async function turnsOfMonth(view: View, month: string): Promise<Turn[]> {
	const { from, to } = datesOf(month)
	const start = officeInstant(from, '00:00')
	const end = officeInstant(to, '00:00') + day
	const later = await view.local.table('turns').where('to').above(start).toArray()
	return later.filter((t) => t.from >= start && t.from < end).sort((a, b) => a.from - b.from)
}

/** The days of a month, each with who begins on it; and what kind of day it is. */
export function daysOfMonth(
	month: string,
	turns: readonly { seat: Seat; person: string; from: Instant }[],
	calendar: Calendar,
	own: (t: { seat: Seat; person: string; from: Instant }) => Turn | null = (t) => t as Turn
): Date31[] {
	const { from, to } = datesOf(month)
	const days: Date31[] = []
	for (let t = officeInstant(from, '12:00'); officeDate(t) <= to; t += day) {
		const date = officeDate(t)
		const begin = turns.filter((x) => officeDate(x.from) === date)
		days.push({
			...dayOf(calendar, date),
			weekday: new Date(`${date}T00:00:00Z`).getUTCDay(),
			turns: begin.map((x) => ({ seat: x.seat, person: x.person, turn: own(x) }))
		})
	}
	return days
}
