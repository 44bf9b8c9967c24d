import { officeInstant, type Instant } from '../instant'
import { dayOf, type Calendar } from './calendar'
import { dateOf, dayNumber, weekdayOf } from './dates'
import { partsOn, type Part, type Pattern, type Times } from './pattern'

/** What a pattern asks to be filled: a part of a day, or a week of days. */
export interface Stretch {
	/** First and last date, both inclusive; a week is cut off where the range ends. */
	from: string
	to: string
	/** Which of the pattern's parts. */
	part: number
}

/** All stretches of a range, in order. A week begins on Monday. */
export function stretchesOf(pattern: Pattern, calendar: Calendar, from: string, to: string): Stretch[] {
	const found: Stretch[] = []
	const last = dayNumber(to)
	for (let n = dayNumber(from); n <= last; n++) {
		const date = dateOf(n)
		if (pattern.unit === 'week') {
			n = Math.min(last, n + ((7 - weekdayOf(n)) % 7))
			found.push({ from: date, to: dateOf(n), part: 0 })
			continue
		}
		const parts = partsOn(pattern, date)
		const { off } = dayOf(calendar, date)
		for (let part = 0; part < parts.length; part++)
			if ((off ? parts[part]!.off : parts[part]!.working).length > 0)
				found.push({ from: date, to: date, part })
	}
	return found
}

/** The instants at which somebody stands in a stretch, from and to; the end is not included. */
export function instantsOf(pattern: Pattern, calendar: Calendar, stretch: Stretch): [Instant, Instant][] {
	const { from, to, part } = stretch
	if (pattern.unit === 'week') {
		const start = (date: string) => officeInstant(date, partsOn(pattern, date)[0]!.off[0]![0])
		return [[start(from), start(dateOf(dayNumber(to) + 1))]]
	}
	const next = dateOf(dayNumber(from) + 1)
	return timesOn(partsOn(pattern, from)[part]!, calendar, from).map(([start, end]) => [
		officeInstant(from, start),
		end > start ? officeInstant(from, end) : officeInstant(next, relief(pattern, calendar, from, next, end))
	])
}

export function startOf(times: readonly (readonly [Instant, Instant])[]): Instant {
	return Math.min(...times.map((t) => t[0]))
}

/** What of a stretch begins after an instant: of a week its days from then on; null: nothing. */
export function leftOf(
	pattern: Pattern,
	calendar: Calendar,
	stretch: Stretch,
	after: Instant
): Stretch | null {
	const last = dayNumber(stretch.to)
	for (let n = dayNumber(stretch.from); n <= last; n++) {
		const left = { ...stretch, from: dateOf(n) }
		if (startOf(instantsOf(pattern, calendar, left)) > after) return left
	}
	return null
}

function timesOn({ working, off }: Part, calendar: Calendar, date: string): readonly Times[] {
	return dayOf(calendar, date).off ? off : working
}

/**
 * When a date's turn that ends at `end` of the next one ends: where a turn would take over from it by the date's own times, it
 * takes over by the next date's, which another season may have moved.
 */
function relief(pattern: Pattern, calendar: Calendar, date: string, next: string, end: string): string {
	const [usual, own] = [partsOn(pattern, date), partsOn(pattern, next)]
	for (let part = 0; part < usual.length && usual !== own; part++) {
		const at = timesOn(usual[part]!, calendar, next).findIndex(([start]) => start === end)
		const times = at < 0 ? [] : timesOn(own[part]!, calendar, next)
		if (times.length > 0) return (times[at] ?? times[0]!)[0]
	}
	return end
}
