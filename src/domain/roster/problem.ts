import { calendarOf, dayOf, KINDS, type Calendar } from './calendar'
import { dateOf, dayNumber } from './dates'
import { overnight, partsOn, type Part } from './pattern'
import { publish } from './published'
import type { Absence, Dates, Exemption, Period, Person, RosterRequest } from './request'
import { farOff, type Rest, type Span } from './rest'
import { instantsOf, leftOf, startOf, stretchesOf } from './times'

/** Why somebody cannot stand a slot whatever else is planned; 0: they can. */
export const CAN = 0
export const NOT_THEIR_SEAT = 1
export const NOT_MEMBER = 2
export const ON_LEAVE = 3
export const EXEMPT = 4
export const PAIR_AWAY = 5
/** A turn that the plan does not move is too near, or somebody's beside whom they do not stand. */
export const TAKEN = 6

/** A turn to be given to somebody: a date (or a week) of a seat. Days are counted from `Problem.origin`. */
export interface Slot extends Span {
	seat: number
	part: string | null
	/** Its days as dates. */
	from: string
	to: string
	/** When one stands: of a day with noon and night both. */
	times: readonly Period[]
	/** Days of each kind in it, by KINDS. */
	amounts: number[]
	/** The kind of a slot of one day; -1 of a longer one. */
	kind: number
}

/** A request as flat arrays, for loops that run millions of times. S slots, P people, four kinds. */
export interface Problem {
	request: RosterRequest
	calendar: Calendar
	slots: Slot[]
	/** Places in `slots`, those that end first before others: who takes turns in this order stands the most. */
	byEnd: readonly number[]
	people: number
	rest: Rest
	/** Day number of day 0, and the count of days; both with room for the rest before and after. */
	origin: number
	days: number
	/** [slot × P + person]: CAN, or why not. */
	can: Uint8Array
	/** [slot × P + person]: 1 they would like to, −1 rather not. */
	wish: Int8Array
	/** Days standing before any plan: [person × 4 + kind]: carried, and what one who was not there is credited with. */
	base: Float64Array
	weight: Float64Array
	/** People each person is not to stand beside. */
	apart: number[][]
	/** People who may stand the same seats share a group: they are compared with one another. */
	group: number[]
	/** [slot]: the person published for it, −1 nobody, −2 somebody who is not in the list (`stranger`). */
	published: Int32Array
	stranger: Map<number, string>
	/** [slot]: 1 it stays as published. */
	locked: Uint8Array
	/** [slot]: whose it was before somebody dropped out; −1: nobody's. */
	given: Int32Array
	/** Slots whose published person stands against a rule. */
	against: number[]
	/** [day]: its kind, by KINDS; and the dates of the range whose kind is a guess. */
	kinds: Int8Array
	unknown: string[]
}

export function problemOf(request: RosterRequest): Problem {
	const calendar = calendarOf(request.calendar.edits, request.calendar.notices)
	const { people } = request
	const rest = { days: request.restDays, hours: request.restHours ?? 0 }
	const origin = dayNumber(request.from) - farOff(rest) - 1
	const days = dayNumber(request.to) - origin + farOff(rest) + 2
	const slots = slotsOf(request, calendar, origin)
	const P = people.length
	const byId = new Map(people.map((p, i) => [p.id, i]))
	const byName = new Map(people.map((p, i) => [p.name, i]))
	const indexOf = (who: string) => byId.get(who) ?? byName.get(who)
	const problem: Problem = {
		request,
		calendar,
		slots,
		byEnd: slots
			.map((_, s) => s)
			.sort((a, b) => slots[a]!.last - slots[b]!.last || slots[a]!.end - slots[b]!.end),
		people: P,
		rest,
		origin,
		days,
		can: new Uint8Array(slots.length * P),
		wish: new Int8Array(slots.length * P),
		base: new Float64Array(P * 4),
		weight: weightsOf(request),
		apart: people.map(() => []),
		group: groupsOf(people),
		published: new Int32Array(slots.length).fill(-1),
		given: new Int32Array(slots.length).fill(-1),
		against: [],
		kinds: new Int8Array(days),
		unknown: [],
		stranger: new Map(),
		locked: new Uint8Array(slots.length)
	}
	for (let d = 0; d < problem.days; d++) {
		const day = dayOf(calendar, dateOf(origin + d))
		problem.kinds[d] = KINDS.indexOf(day.kind)
		if (!day.known && day.date >= request.from && day.date <= request.to) problem.unknown.push(day.date)
	}
	const both = (a: number | undefined, b: number | undefined) => {
		if (a === undefined || b === undefined || a === b) return
		if (!problem.apart[a]!.includes(b)) problem.apart[a]!.push(b)
		if (!problem.apart[b]!.includes(a)) problem.apart[b]!.push(a)
	}
	people.forEach((p, i) => p.apartFrom.forEach((who) => both(i, indexOf(who))))
	const partner = new Map<number, Person[]>()
	for (const [a, b] of request.pairs) {
		const [i, j] = [indexOf(a), indexOf(b)]
		both(i, j)
		if (i === undefined || j === undefined) continue
		partner.set(i, [...(partner.get(i) ?? []), people[j]!])
		partner.set(j, [...(partner.get(j) ?? []), people[i]!])
	}
	people.forEach((p, i) => judge(problem, p, i, partner.get(i) ?? []))
	publish(problem, indexOf)
	credit(problem)
	return problem
}

function slotsOf(request: RosterRequest, calendar: Calendar, origin: number): Slot[] {
	const slots: Slot[] = []
	request.seats.forEach(({ name, pattern, begun = -Infinity }, seat) => {
		for (const asked of stretchesOf(pattern, calendar, request.from, request.to)) {
			const stretch = leftOf(pattern, calendar, asked, begun)
			if (!stretch) continue
			const { from, to, part } = stretch
			const times = instantsOf(pattern, calendar, stretch)
			const [start, end] = [startOf(times), Math.max(...times.map((t) => t[1]))]
			const amounts = [0, 0, 0, 0]
			let kind = -1
			for (let n = dayNumber(from); n <= dayNumber(to); n++) {
				kind = KINDS.indexOf(dayOf(calendar, dateOf(n)).kind)
				amounts[kind]!++
			}
			const [first, last] = [dayNumber(from) - origin, dayNumber(to) - origin]
			const named = pattern.unit === 'day' ? partsOn(pattern, from)[part]!.name : null
			const one = first === last ? kind : -1
			const slot = { seat, part: named, first, last, start, end, from, to, times, amounts, kind: one }
			const copies = request.special.reduce(
				(most, s) =>
					from <= s.to && to >= s.from && (s.seats === null || s.seats.includes(name))
						? Math.max(most, s.times)
						: most,
				1
			)
			for (let copy = 0; copy < copies; copy++) slots.push(slot)
		}
	})
	return slots.sort((a, b) => a.first - b.first || a.seat - b.seat)
}

/** Fills in whether a person can stand each slot, and what they wish. */
function judge(problem: Problem, person: Person, i: number, partners: Person[]): void {
	const { request, slots, people: P } = problem
	const seats = request.seats.map(({ name }) => person.seats.includes(name))
	const nights = request.seats.map(({ pattern }) => [
		...pattern.parts,
		...pattern.seasons.flatMap((s) => s.parts)
	])
	const night = (slot: Slot, date: string) => {
		const { pattern } = request.seats[slot.seat]!
		if (pattern.unit === 'week') return nights[slot.seat]!.some(overnight)
		return partsOn(pattern, date).some((part: Part) => part.name === slot.part && overnight(part))
	}
	const away: Absence[] = [
		...person.leave,
		...request.dropouts
			.filter((d) => d.person === person.id)
			.map((d) => ({ from: d.from, to: d.to ?? '9999-12-31' }))
	]
	const exempted = (exemption: Exemption, slot: Slot, from: string, to: string) => {
		if (exemption === 'all') return true
		if (exemption === 'night') return night(slot, from)
		if (typeof exemption === 'string') return slot.amounts[KINDS.indexOf(exemption)]! > 0
		if ('seat' in exemption) return exemption.seat === request.seats[slot.seat]!.name
		return exemption.date >= from && exemption.date <= to
	}
	for (let s = 0; s < slots.length; s++) {
		const slot = slots[s]!
		const at = s * P + i
		if (!seats[slot.seat]) {
			problem.can[at] = NOT_THEIR_SEAT
			continue
		}
		const { from, to, times } = slot
		const during = (d: Absence) =>
			d.at ? times.some((t) => t[0] < d.at![1] && d.at![0] < t[1]) : d.from <= to && d.to >= from
		if ((person.from !== null && from < person.from) || (person.to !== null && to > person.to))
			problem.can[at] = NOT_MEMBER
		else if (away.some(during)) problem.can[at] = ON_LEAVE
		else if (person.exempt.some((e) => exempted(e, slot, from, to))) problem.can[at] = EXEMPT
		else if (partners.some((p) => p.leave.some(during))) problem.can[at] = PAIR_AWAY
		for (const wish of person.wishes) if (during(wish)) problem.wish[at] = wish.on ? 1 : -1
	}
}

/** People who may stand exactly the same seats have the same number. */
function groupsOf(people: readonly Person[]): number[] {
	const seen: string[] = []
	return people.map(({ seats }) => {
		const key = [...seats].sort().join('\n')
		if (!seen.includes(key)) seen.push(key)
		return seen.indexOf(key)
	})
}

/** Each person's own share, and a section's quota parted among its people. */
function weightsOf({ people, quotas }: RosterRequest): Float64Array {
	const heads = new Map<string, number>()
	for (const { section } of people) if (section !== null) heads.set(section, (heads.get(section) ?? 0) + 1)
	return Float64Array.from(people, ({ section, weight }) => {
		const quota = quotas.find((q) => q.section === section)
		return quota && section !== null ? Math.max(0.01, (weight * quota.heads) / heads.get(section)!) : weight
	})
}

/** These belong to the roster on the day. */
const THERE: readonly number[] = [CAN, ON_LEAVE, TAKEN]

/**
 * Who joins or leaves in the middle, or is on a long leave, is credited with an average share of what was stood while they
 * were not there: so all are on one scale, and nobody has to catch up on months that were not theirs.
 */
function credit({ slots, people: P, can, weight, base, request }: Problem): void {
	request.people.forEach(({ carried }, p) => KINDS.forEach((kind, k) => (base[p * 4 + k] = carried[kind])))
	const long = request.people.map(({ leave }) => leave.filter((l) => lengthOf(l) > request.owedLeave))
	const absent = (p: number, s: number) => {
		const why = can[s * P + p]
		return (
			why === NOT_MEMBER ||
			(why === ON_LEAVE && long[p]!.some((l) => l.from <= slots[s]!.from && slots[s]!.to <= l.to))
		)
	}
	for (let s = 0; s < slots.length; s++) {
		let there = 0
		for (let p = 0; p < P; p++) if (THERE.includes(can[s * P + p]!)) there += weight[p]!
		if (there === 0) continue
		for (let p = 0; p < P; p++)
			if (absent(p, s))
				for (let k = 0; k < 4; k++)
					base[p * 4 + k] = base[p * 4 + k]! + (slots[s]!.amounts[k]! * weight[p]!) / there
	}
}

function lengthOf({ from, to }: Dates): number {
	return dayNumber(to) - dayNumber(from) + 1
}
