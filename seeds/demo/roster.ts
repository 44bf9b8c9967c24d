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

interface Turn {
	seat: Seat
	person: string
	from: Instant
	to: Instant
}

/** In the order of their nights; the first stands today. Two days later each is deputy. */
const officers = ['zhiban1', 'zhiban3', 'zhiban4', 'zhiban2']
const leads = ['daiban', 'daiban2']
const drivers = ['siji', 'siji2']

/**
 * 24-hour turns from 08:30: last week, this one and the next, Monday to Sunday. Next Sunday has no deputy yet, as a plan
 * that is still being made.
 */
export function turns(now: Instant): Turn[] {
	const all: Turn[] = []
	const today = officeTime(now) < '08:30' ? now - day : now
	const last = (7 - officeWeekday(today)) % 7 // days to this week's Sunday
	for (let i = last - 13; i <= last + 7; i++) {
		const from = officeInstant(officeDate(today + i * day), '08:30')
		const add = (seat: Seat, person: string) => all.push({ seat, person, from, to: from + 24 * hour })
		add('lead', nth(leads, i))
		add('officer', nth(officers, i))
		if (i < last + 7) add('deputy', nth(officers, i + 2))
		add('driver', nth(drivers, i))
	}
	return all
}

function nth(people: readonly string[], i: number): string {
	return people[((i % people.length) + people.length) % people.length]!
}
