// What the tests of plans share: requests made short, and every hard rule looked at from the outside.
import type { Kind } from './calendar'
import { dayNumber } from './dates'
import type { Roster } from './plan'
import { readRequest, type RosterRequest } from './request'

/** A request of which only what matters is written. */
export function requestOf(json: object): RosterRequest {
	const read = readRequest(json)
	if ('refused' in read) throw new Error(JSON.stringify(read.refused))
	return read.request
}

/** Every way in which a plan of 24-hour seats breaks a hard rule, in words; written apart from the planner. */
export function violations(request: RosterRequest, { turns }: Pick<Roster, 'turns'>): string[] {
	const found: string[] = []
	const person = new Map(request.people.map((p) => [p.id, p]))
	for (const [i, turn] of turns.entries()) {
		const p = person.get(turn.person)
		const told = `${turn.date} ${turn.seat} ${turn.person}`
		if (!p) {
			found.push(`${told}: nobody of the list`)
			continue
		}
		if (!p.seats.includes(turn.seat)) found.push(`${told}: not their seat`)
		if (p.leave.some((l) => l.from <= turn.date && turn.date <= l.to)) found.push(`${told}: on leave`)
		if (p.exempt.includes(turn.kind) || p.exempt.includes('all') || p.exempt.includes('night'))
			found.push(`${told}: exempt`)
		if ((p.from !== null && turn.date < p.from) || (p.to !== null && turn.date > p.to))
			found.push(`${told}: not of the roster`)
		for (const other of turns.slice(i + 1)) {
			const days = dayNumber(other.date) - dayNumber(turn.date)
			if (days > Math.max(1, request.restDays)) break
			if (other.person === turn.person && days <= request.restDays)
				found.push(`${told}: again after ${days} days`)
			const q = person.get(other.person)
			const apart = p.apartFrom.includes(other.person) || q?.apartFrom.includes(turn.person)
			if (days === 0 && apart) found.push(`${told}: beside ${other.person}`)
		}
	}
	return found
}

/** Most minus least, of a kind, among those who may stand the same seats and are not exempt from it. */
export function spreadOf(
	request: RosterRequest,
	ledger: Roster['ledger'],
	kind: Kind,
	seats: string
): number {
	const counts = request.people
		.filter((p) => p.seats.join() === seats && !p.exempt.includes(kind) && !p.exempt.includes('all'))
		.map((p) => ledger.find((row) => row.person === p.id)![kind])
	return counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts)
}
