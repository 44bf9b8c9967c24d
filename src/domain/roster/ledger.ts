import { KINDS, type Kind } from './calendar'
import type { Counts, Person } from './request'

/** A turn that was stood. */
export interface StoodTurn {
	date: string
	seat: string
	person: string
	kind: Kind
}

/** 补休 for one turn of a kind, in days; an office has its own. */
export const usualLeave: Counts = { weekday: 0.5, weekend: 1, holiday: 1, eve: 1 }

export interface LedgerRow {
	person: string
	/** Turns by kind, those carried included. */
	counts: Counts
	total: number
	/** Turns more (+) or fewer (−) than their share of what was to be stood while they were there. */
	ahead: Counts
	aheadTotal: number
	/** 补休 in days: for the turns given here, taken, and what is left (negative: taken ahead). */
	earned: number
	taken: number
	left: number
}

/**
 * 值班台账. A turn is shared, by weight, among the people who may stand its seat, belonged to the roster that day and are not
 * exempt from its kind; what they carried is shared among people of the same seats.
 */
export function ledgerOf(
	people: readonly Person[],
	turns: readonly StoodTurn[],
	taken: readonly { person: string; days: number }[],
	leave: Counts = usualLeave
): LedgerRow[] {
	const index = new Map(people.map((p, i) => [p.id, i]))
	const rows = people.map(({ id, carried }) => ({
		person: id,
		counts: { ...carried },
		due: none(),
		earned: 0
	}))
	const share = (who: readonly number[], kind: Kind, amount: number) => {
		const all = who.reduce((sum, i) => sum + people[i]!.weight, 0)
		for (const i of who) rows[i]!.due[kind] += (amount * people[i]!.weight) / all
	}
	const seats = new Map<string, number[]>()
	people.forEach((p, i) => {
		const key = [...p.seats].sort().join('\n')
		seats.set(key, [...(seats.get(key) ?? []), i])
	})
	for (const who of seats.values())
		for (const kind of KINDS)
			share(
				who,
				kind,
				who.reduce((sum, i) => sum + people[i]!.carried[kind], 0)
			)
	for (const { date, seat, person, kind } of turns) {
		const i = index.get(person)
		if (i === undefined) continue
		rows[i]!.counts[kind]++
		rows[i]!.earned += leave[kind]
		const who: number[] = []
		people.forEach((p, k) => {
			const there = (p.from === null || date >= p.from) && (p.to === null || date <= p.to)
			if (k === i || (there && p.seats.includes(seat) && !excused(p, kind))) who.push(k)
		})
		share(who, kind, 1)
	}
	return rows.map(({ person, counts, due, earned }) => {
		const used = taken.reduce((sum, t) => (t.person === person ? sum + t.days : sum), 0)
		const ahead = none()
		for (const kind of KINDS) ahead[kind] = round(counts[kind] - due[kind])
		return {
			person,
			counts,
			total: sumOf(counts),
			ahead,
			aheadTotal: round(sumOf(ahead)),
			earned,
			taken: used,
			left: earned - used
		}
	})
}

/** What somebody new begins with, so that they are neither ahead nor behind: the average of who may stand the same seats. */
export function startingCounts(people: readonly Person[], seats: readonly string[]): Counts {
	const key = [...seats].sort().join('\n')
	const alike = people.filter((p) => [...p.seats].sort().join('\n') === key)
	const counts = none()
	if (alike.length > 0)
		for (const kind of KINDS)
			counts[kind] = Math.round(alike.reduce((sum, p) => sum + p.carried[kind], 0) / alike.length)
	return counts
}

function excused(person: Person, kind: Kind): boolean {
	return person.exempt.includes(kind) || person.exempt.includes('all')
}

function none(): Counts {
	return { weekday: 0, weekend: 0, holiday: 0, eve: 0 }
}

function sumOf(counts: Counts): number {
	return counts.weekday + counts.weekend + counts.holiday + counts.eve
}

const round = (n: number) => Math.round(n * 100) / 100
