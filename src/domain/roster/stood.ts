import type { Turn } from '../events/turn'
import { day, officeDate, type Instant } from '../instant'
import { dayOf, type Calendar } from './calendar'
import { dateOf, dayNumber } from './dates'
import type { StoodTurn } from './ledger'
import { patternOf } from './pattern'
import { daysOf } from './rest'
import type { DutyRules } from './seats'

/** A place of a seat as the planner names it. */
export const placeName = (name: string, place: number) => (place === 0 ? name : `${name}（${place + 1}）`)

/**
 * Turns as plan and ledger count them: noon and night of one day are one, a week is its seven days, each of its own kind. A
 * turn taken over while it ran counts for whoever stood in the middle of it (of a week: of each day), and one beyond a seat's
 * places (a special period's) like any other of the seat.
 */
export function stood(turns: readonly Turn[], duty: DutyRules, calendar: Calendar): StoodTurn[] {
	const seats = new Map(duty.seats.map((s) => [s.id, s]))
	const parts = new Map(duty.seats.map((s) => [s.id, patternOf(s.pattern)?.parts.length ?? 1]))
	const found = new Map<string, StoodTurn>()
	for (const pieces of wholes(turns)) {
		const { seat: id, place = 0, from } = pieces[0]!
		const setting = seats.get(id)
		const seat = placeName(setting?.name ?? id, place % (setting?.places ?? 1))
		const first = dayNumber(officeDate(from))
		middlesOf(pieces).forEach((middle, i) => {
			const turn = pieces.find((t) => t.from <= middle && middle < t.to)
			if (!turn) return
			const date = dateOf(first + i)
			const { person } = turn
			const one = { date, seat, person, kind: dayOf(calendar, date).kind }
			const which = (parts.get(id) ?? 1) > 1 ? from : ''
			found.set(`${id} ${place} ${date} ${which} ${person}`, one)
		})
	}
	return [...found.values()]
}

/** The middle of each day of a turn. Of what is left of one whose beginning is not known, half a day at least counts. */
function middlesOf(pieces: readonly Turn[]): Instant[] {
	const { from } = pieces[0]!
	const { to } = pieces.at(-1)!
	if (isRest(pieces[0]!) && to - from < day / 2) return []
	const days = daysOf([from, to])
	return Array.from({ length: days }, (_, i) => from + ((to - from) * (i + 0.5)) / days)
}

/** Turns as they were published: the pieces of one that was taken over while it ran are together. */
function wholes(turns: readonly Turn[]): Turn[][] {
	const found: Turn[][] = []
	const ending = new Map<string, Turn[]>()
	const at = (turn: Turn, t: Instant) => `${turn.seat} ${turn.place ?? 0} ${t}`
	for (const turn of [...turns].sort((a, b) => a.from - b.from)) {
		let own = isRest(turn) ? ending.get(at(turn, turn.from)) : undefined
		if (own?.at(-1)!.person !== turn.changes?.[0]?.was) own = undefined
		if (own) own.push(turn)
		else found.push((own = [turn]))
		ending.set(at(turn, turn.to), own)
	}
	return found
}

/** Whether it is what was left of a turn when somebody else took it over. */
function isRest({ from, tookOverAt, changes }: Turn): boolean {
	const how = changes?.[0]?.how
	return (how === 'take' || how === 'assign') && tookOverAt === from
}
