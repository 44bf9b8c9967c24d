import type { PlannedTurn, Unmet } from '../../src/domain/events/roster'
import type { Seat } from '../../src/domain/event'
import {
	day,
	hour,
	officeDate,
	officeInstant,
	officeTime,
	officeWeekday,
	type Instant
} from '../../src/domain/instant'

/** In the order of their nights; the first stands today. Two days later each is deputy. */
const officers = ['zhiban1', 'zhiban3', 'zhiban4', 'zhiban2']
const leads = ['daiban', 'daiban2']
const drivers = ['siji', 'siji2']

/** A month as its roster has it; people by their username. */
export interface Month {
	from: string
	to: string
	turns: PlannedTurn[]
	unmet: Unmet[]
}

/**
 * 24-hour turns from 08:30, in whole months: from the one that last week's Monday is in to the one of next week's Sunday, all
 * published, and the one after that, which is still a draft. Next Sunday has no deputy yet.
 */
export function months(now: Instant): { published: Month[]; draft: Month } {
	const today = officeTime(now) < '08:30' ? now - day : now
	const last = (7 - officeWeekday(today)) % 7 // days to this week's Sunday
	const noDeputy = officeDate(today + (last + 7) * day)
	const all: Month[] = []
	const end = monthAfter(noDeputy)
	for (let first = firstOf(officeDate(today + (last - 13) * day)); first <= end; first = monthAfter(first))
		all.push(month(first, today, noDeputy))
	return { published: all.slice(0, -1), draft: all.at(-1)! }
}

function month(first: string, today: Instant, noDeputy: string): Month {
	const turns: PlannedTurn[] = []
	const unmet: Unmet[] = []
	const dayOfToday = officeInstant(officeDate(today), '08:30')
	const end = officeInstant(monthAfter(first), '08:30')
	for (let from = officeInstant(first, '08:30'); from < end; from += day) {
		const i = Math.round((from - dayOfToday) / day)
		const add = (seat: Seat, person: string) =>
			turns.push({ seat, place: 0, person, from, to: from + 24 * hour })
		add('lead', nth(leads, i))
		add('officer', nth(officers, i))
		const date = officeDate(from)
		if (date === noDeputy)
			unmet.push({ date, seat: 'deputy', reason: '值班员乙外出培训，其余 3 人当天或前后一天已有班' })
		else add('deputy', nth(officers, i + 2))
		add('driver', nth(drivers, i))
	}
	return { from: first, to: officeDate(end - day), turns, unmet }
}

const firstOf = (date: string) => date.slice(0, 8) + '01'
const monthAfter = (date: string) => firstOf(officeDate(officeInstant(firstOf(date), '12:00') + 31 * day))

function nth(people: readonly string[], i: number): string {
	return people[((i % people.length) + people.length) % people.length]!
}

/** The first day from `after` days on that a person stands a seat, 08:30 of it. */
export function nextTurn(
	all: readonly PlannedTurn[],
	person: string,
	seat: Seat,
	from: Instant
): PlannedTurn {
	return all.find((t) => t.person === person && t.seat === seat && t.from >= from)!
}
