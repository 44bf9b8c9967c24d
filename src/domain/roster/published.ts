import { dayNumber } from './dates'
import { partsOn } from './pattern'
import { CAN, TAKEN, type Problem } from './problem'
import type { FixedTurn, Period } from './request'
import { daysOf, tooNear, type Span } from './rest'
import { instantsOf, stretchesOf } from './times'

/**
 * Puts published turns on their slots. What a dropout leaves is open, and what is published after that may move. A turn that
 * has no slot (of another seat, or before or after the range) keeps its person, and whom they stand apart from, off what is
 * beside it.
 */
export function publish(problem: Problem, indexOf: (who: string) => number | undefined): void {
	const { request, slots, published, given, locked, origin } = problem
	const moving = request.dropouts.reduce((first, d) => (d.from < first ? d.from : first), '9999-12-31')
	for (const turn of request.fixed) {
		const { date, part, swapped } = turn
		const day = dayNumber(date) - origin
		const person = indexOf(turn.person)
		const own = slots.flatMap((slot, s) =>
			request.seats[slot.seat]!.name === turn.seat &&
			slot.first <= day &&
			slot.last >= day &&
			(part === null || slot.part === part)
				? [s]
				: []
		)
		const s = own.find((k) => published[k] === -1 && given[k] === -1)
		if (s === undefined) {
			// Of a week there is a turn for each day.
			const stands = own.some((k) => person !== undefined && [published[k], given[k]].includes(person))
			if (person !== undefined && !stands) keepOff(problem, person, turn)
			continue
		}
		const dropped =
			!swapped &&
			request.dropouts.some(
				(d) =>
					(d.person === turn.person || (person !== undefined && indexOf(d.person) === person)) &&
					date >= d.from &&
					date <= (d.to ?? '9999-12-31')
			)
		given[s] = person ?? -1
		if (dropped) continue
		published[s] = person ?? -2
		if (person === undefined) problem.stranger.set(s, turn.person)
		if (date < moving || person === undefined || swapped) locked[s] = 1
	}
}

function keepOff(problem: Problem, p: number, turn: FixedTurn): void {
	const { slots, people: P, can, apart, rest, origin } = problem
	const times = turn.at ? [turn.at] : timesOf(problem, turn)
	const first = dayNumber(turn.date) - origin
	const last = first + (turn.at ? daysOf(turn.at) : 1) - 1
	const start = Math.min(...times.map((t) => t[0]))
	const end = Math.max(...times.map((t) => t[1]))
	const span: Span = { first, last, start, end }
	for (let s = 0; s < slots.length; s++) {
		const slot = slots[s]!
		const off = (who: number) => can[s * P + who] === CAN && (can[s * P + who] = TAKEN)
		if (tooNear(slot, span, rest)) off(p)
		if (slot.first <= last && first <= slot.last) apart[p]!.forEach(off)
	}
}

function timesOf({ request, calendar }: Problem, { date, seat, part }: FixedTurn): Period[] {
	const pattern = request.seats.find(({ name }) => name === seat)?.pattern
	if (!pattern) return []
	return stretchesOf(pattern, calendar, date, date)
		.filter((stretch) => part === null || partsOn(pattern, date)[stretch.part]!.name === part)
		.flatMap((stretch) => instantsOf(pattern, calendar, stretch))
}
