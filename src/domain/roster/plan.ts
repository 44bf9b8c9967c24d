import type { Board } from './board'
import { KINDS, type Kind } from './calendar'
import { dateOf } from './dates'
import { reachOf, spreadsOf } from './fairness'
import { problemOf, type Problem } from './problem'
import { reasonFor } from './reasons'
import type { Counts, RosterRequest } from './request'
import { solve } from './solve'

/** A date of a seat and who stands it; a week is seven of them. `part` where a day has several turns. */
export interface PlannedTurn {
	date: string
	seat: string
	person: string
	kind: Kind
	part?: string
}

export interface Roster {
	turns: PlannedTurn[]
	/** Turns by kind, those carried included. */
	ledger: ({ person: string } & Counts)[]
	/** `reason`: one sentence for the person who plans. A week is told once, by its first date. */
	unmet: { date: string; seat: string; reason: string }[]
	/** How even it is among people who may stand the same seats: 1 or less is as even as whole turns allow. */
	fairness: { seats: string[]; kind: Kind; spread: number }[]
	/** What was published and is now somebody else's. */
	changed: { date: string; seat: string; was: string; now: string | null }[]
	/** What the planner should know: days whose kind is a guess, turns kept against a rule. */
	notes: string[]
}

/** Plans a range, or, with dropouts, plans it anew with as few changes as possible. The same request has the same answer. */
export function planRoster(request: RosterRequest): Roster {
	const board = solve(problemOf(request))
	const { people } = request
	const { slots } = board.problem
	const turns: PlannedTurn[] = []
	const unmet: Roster['unmet'] = []
	for (let s = 0; s < slots.length; s++) {
		const person = personOf(board, s)
		if (person === null) {
			const { date, seat } = placeOf(board.problem, s)
			unmet.push({ date, seat, reason: reasonFor(board, s) })
		} else turnsOf(board, s, person, turns)
	}
	turns.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
	const ledger = people.map(({ id, carried }) => ({ person: id, ...carried }))
	const row = new Map(ledger.map((entry) => [entry.person, entry]))
	for (const { person, kind } of turns) {
		const entry = row.get(person)
		if (entry) entry[kind]++
	}
	const fairness = spreadsOf(board, reachOf(board.problem)).map(({ group, kind, shown }) => ({
		seats: people[board.problem.group.indexOf(group)]!.seats,
		kind: KINDS[kind]!,
		spread: Math.round(shown * 100) / 100
	}))
	return { turns, ledger, unmet, fairness, changed: changesOf(board, request), notes: notesOf(board) }
}

function personOf({ holder, problem }: Board, s: number): string | null {
	const p = holder[s]!
	return p === -2 ? problem.stranger.get(s)! : p < 0 ? null : problem.request.people[p]!.id
}

function placeOf(problem: Problem, s: number): { date: string; seat: string } {
	const { first, seat } = problem.slots[s]!
	return { date: dateOf(problem.origin + first), seat: problem.request.seats[seat]!.name }
}

function turnsOf({ problem }: Board, s: number, person: string, into: PlannedTurn[]): void {
	const { first, last, seat, part } = problem.slots[s]!
	for (let d = first; d <= last; d++) {
		const date = dateOf(problem.origin + d)
		const kind = problem.kinds[d]!
		const turn = { date, seat: problem.request.seats[seat]!.name, person, kind: KINDS[kind]! }
		into.push(part === null ? turn : { ...turn, part })
	}
}

/** Published turns that somebody else has now, or nobody. */
function changesOf(board: Board, request: RosterRequest): Roster['changed'] {
	const { problem } = board
	const changed: Roster['changed'] = []
	for (let s = 0; s < problem.slots.length; s++) {
		const was = problem.given[s]!
		if (was < 0 || was === board.holder[s]) continue
		changed.push({ ...placeOf(board.problem, s), was: request.people[was]!.id, now: personOf(board, s) })
	}
	return changed
}

function notesOf({ problem }: Board): string[] {
	const { request, calendar, unknown } = problem
	const notes: string[] = []
	if (unknown.length > 0) {
		const years = [
			...new Set(unknown.map((date) => Number(date.slice(0, 4)) + (date.slice(5) >= '12-24' ? 1 : 0)))
		]
		const missing = years.filter((year) => !calendar.years.has(year))
		notes.push(
			`${missing.join('、')} 年的放假安排还没有录入，${unknown[0]!} 至 ${unknown.at(-1)!} 的日子按周末和法定节日推算`
		)
	}
	for (const s of problem.against) {
		const { date, seat } = placeOf(problem, s)
		notes.push(
			`${date} ${seat}按已公布的保留，但不合排班规则：${request.people[problem.published[s]!]!.name}`
		)
	}
	return notes
}
