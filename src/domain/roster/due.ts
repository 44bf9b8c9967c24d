import type { Turn } from '../events/turn'
import { day, officeDate, officeInstant, type Instant } from '../instant'
import { dayOf, type Calendar } from './calendar'
import { dateOf, dayNumber } from './dates'

/** A roster that is to be published by an instant and is not: of a month, or of a holiday. Dates both inclusive. */
export interface RosterDue {
	kind: 'month' | 'holiday'
	/** 12 月, 国庆节. */
	name: string
	from: string
	to: string
	dueAt: Instant
	/** It was not there in time. */
	late: boolean
}

/** A month's roster is issued before the 1st (norms of duty rooms); from this day of the month before on one is reminded. */
const REMIND_DAY = 25
/** A holiday's goes up five days ahead; one is reminded from three days before that on. */
const HOLIDAY_AHEAD = 5
const HOLIDAY_REMIND = 3
const MORNING = '09:00'
/** The longest holiday and its deadline lie within so many days. */
const LOOK = 45
/** What was published or dropped meanwhile is seen after so long at the latest. */
const LONGEST = day

interface Deadline extends Omit<RosterDue, 'late'> {
	remindAt: Instant
}

/** All that are wanting at an instant, the most urgent first. `turns`: all that run from now until the end of next month. */
export function rostersDue(calendar: Calendar, turns: readonly Turn[], now: Instant): RosterDue[] {
	const found: RosterDue[] = []
	const stood = standing(turns)
	const today = officeDate(now)
	for (const { remindAt, ...due } of deadlines(calendar, now)) {
		if (remindAt > now || due.to < today || (due.kind === 'holiday' && due.from <= today)) continue
		const late = due.dueAt <= now
		// Of a month that has begun only one that nobody has planned at all is told: days that lack are shown where they are.
		const from = due.from < today ? today : due.from
		const wanting = late && due.kind === 'month' ? nobody(stood, from, due.to) : someDay(stood, from, due.to)
		if (wanting) found.push({ ...due, late })
	}
	return found.sort((a, b) => a.dueAt - b.dueAt)
}

/** When one has to look again. */
export function nextLook(calendar: Calendar, now: Instant): Instant {
	let next = now + LONGEST
	for (const { remindAt, dueAt } of deadlines(calendar, now)) {
		if (remindAt > now && remindAt < next) next = remindAt
		if (dueAt > now && dueAt < next) next = dueAt
	}
	return next
}

function deadlines(calendar: Calendar, now: Instant): Deadline[] {
	const [year, month] = officeDate(now).split('-').map(Number) as [number, number]
	return [...[0, 1, 2].map((ahead) => ofMonth(year, month + ahead)), ...ofHolidays(calendar, now)]
}

/** `month` may run over December. */
function ofMonth(year: number, month: number): Deadline {
	const first = (m: number) => {
		const n = year * 12 + m - 1
		const of = (n % 12) + 1
		return `${Math.floor(n / 12)}-${of < 10 ? '0' : ''}${of}-01`
	}
	const from = first(month)
	const to = dateOf(dayNumber(first(month + 1)) - 1)
	const remind = first(month - 1).slice(0, 8) + REMIND_DAY
	return {
		...{ kind: 'month', name: `${Number(from.slice(5, 7))} 月`, from, to },
		dueAt: officeInstant(from, '00:00'),
		remindAt: officeInstant(remind, MORNING)
	}
}

function ofHolidays(calendar: Calendar, now: Instant): Deadline[] {
	const found: Deadline[] = []
	const today = dayNumber(officeDate(now))
	const off = (n: number) => {
		const { kind } = dayOf(calendar, dateOf(n))
		return kind === 'holiday' || kind === 'eve'
	}
	for (let n = today; n < today + LOOK; n++) {
		if (!off(n) || off(n - 1)) continue
		let last = n
		while (off(last + 1)) last++
		const names: string[] = []
		for (let d = n; d <= last; d++) names.push(dayOf(calendar, dateOf(d)).name ?? '')
		const name = names.includes('春节') ? '春节' : names.find((word) => word !== '') || '假期'
		found.push({
			...{ kind: 'holiday', name, from: dateOf(n), to: dateOf(last) },
			// Until the end of the fifth day before.
			dueAt: officeInstant(dateOf(n - HOLIDAY_AHEAD + 1), '00:00'),
			remindAt: officeInstant(dateOf(n - HOLIDAY_AHEAD - HOLIDAY_REMIND), MORNING)
		})
		n = last
	}
	return found
}

/** The dates on which somebody begins, or stands at noon. */
function standing(turns: readonly Turn[]): ReadonlySet<string> {
	const dates = new Set<string>()
	for (let i = 0; i < turns.length; i++) {
		const { from, to, dropped } = turns[i]!
		if (dropped) continue
		const first = officeDate(from)
		dates.add(first)
		for (let noon = officeInstant(first, '12:00'); noon < to; noon += day)
			if (noon >= from) dates.add(officeDate(noon))
	}
	return dates
}

function someDay(stood: ReadonlySet<string>, from: string, to: string): boolean {
	for (let n = dayNumber(from); n <= dayNumber(to); n++) if (!stood.has(dateOf(n))) return true
	return false
}

function nobody(stood: ReadonlySet<string>, from: string, to: string): boolean {
	for (let n = dayNumber(from); n <= dayNumber(to); n++) if (stood.has(dateOf(n))) return false
	return true
}
