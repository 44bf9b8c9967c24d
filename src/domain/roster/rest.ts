import type { Instant } from '../instant'
import { day, hour } from '../instant'

/** When somebody is on duty: first and last day, both inclusive, as numbers of one count; and the instants, the end not included. */
export interface Span {
	first: number
	last: number
	start: Instant
	end: Instant
}

/** What lies at least between two turns of one person. */
export interface Rest {
	/** Whole days. */
	days: number
	/** From the end of one to the beginning of the next; nobody stands two at once even where it is 0. */
	hours: number
}

/** How many days a turn is of: a week seven, whatever is shorter than a day and a half one. */
export function daysOf([from, to]: readonly [Instant, Instant]): number {
	return Math.max(1, Math.round((to - from) / day))
}

/** Whether one person cannot stand both. */
export function tooNear(a: Span, b: Span, { days, hours }: Rest): boolean {
	if (b.first <= a.last + days && a.first <= b.last + days) return true
	return b.start < a.end + hours * hour && a.start < b.end + hours * hour
}

/** Beyond so many days two turns are never too near: the last of one may run on to the end of the day after. */
export function farOff({ days, hours }: Rest): number {
	return Math.max(days, 1 + Math.ceil(hours / 24))
}
