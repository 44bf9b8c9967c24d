import type { CatalogueSection, QuotedDuty } from '../event'
import type { Naming } from './naming'
import { namedIn } from './naming'

/**
 * Which sections hold which group, and by which duty line. Lines are numbered through the catalogue. Flat lists by
 * group: section, share, line, …; the share is 1 for whoever holds it most.
 */
export interface Holdings {
	holders: number[][]
	/** By group: how plainly the catalogue gives it to anybody, 0 … 1. */
	plainly: number[]
	/** By group: whose holders these are: its own number, or that of the nearest one where nobody holds it. */
	from: number[]
	/** By group: the weight of whoever holds it most, 1 for a line that names it plainly; 0: no line names it. */
	most: number[]
	/** By group: whether it is the office's own field, held by so many sections that it does not tell them apart. */
	common: boolean[]
}

/** What makes a field the office's own: at least so many sections hold it, and so much of all that they hold is it. */
const COMMON_HOLDERS = 3
const COMMON_SHARE = 1 / 3

/** A section that bears the group's name. */
const NAMED = 0.6
const ALIAS = 0.5
/** A task, beside a duty. */
const TASK = 0.7
/** Each further line of the same section, to a limit. */
const AGAIN = 0.12
const AGAIN_AT_MOST = 3
/** What a group is given plainly enough at. */
const PLAIN = 0.6
/** A group that nobody holds goes to whoever holds the nearest one that somebody does. */
const NEAR = 0.7
const HELD = 0.3

/** 其他事项: says nothing of what it is. */
const ANYTHING = /其[他它](?:各项)?(?:工作)?(?:事项|任务|工作)/

/** A short duty of 其他事项. */
export function saysNothing(duty: string): boolean {
	return ANYTHING.test(duty) && duty.length <= 40
}

interface Claim {
	best: number
	line: number
	lines: number
}

export function holdingsOf(
	naming: Naming,
	sections: readonly CatalogueSection[],
	lineOf: readonly number[]
): Holdings {
	const claims: Map<number, Claim>[] = naming.groups.map(() => new Map<number, Claim>())
	for (let s = 0; s < sections.length; s++) {
		const { name, aliases, duties, tasks } = sections[s]!
		const first = lineOf[s]!
		const claim = (text: string, times: number, line: number, counts: boolean) => {
			const named = namedIn(naming, text)
			for (let i = 0; i < named.length; i += 2) {
				const weight = named[i + 1]! * times
				const known = claims[named[i]!]!.get(s)
				if (!known) claims[named[i]!]!.set(s, { best: weight, line, lines: counts ? 1 : 0 })
				else {
					if (counts && (weight > known.best || known.lines === 0)) known.line = line
					known.best = Math.max(known.best, weight)
					if (counts) known.lines++
				}
			}
		}
		for (let d = 0; d < duties.length; d++) {
			if (!saysNothing(duties[d]!.text)) claim(duties[d]!.text, 1, first + d, true)
		}
		if (duties.length === 0) continue
		for (const task of tasks) {
			if (!ANYTHING.test(task)) claim(task, TASK, first + closest(task, duties), false)
		}
		for (const alias of aliases) bear(claims, namedIn(naming, alias), s, first, ALIAS)
		bear(claims, namedIn(naming, name), s, first, NAMED)
	}
	return shares(naming, claims)
}

/** The duty that shares the most pairs of characters with a task: a task cannot be quoted, the duty it spells out can. */
function closest(task: string, duties: readonly QuotedDuty[]): number {
	let best = 0
	let most = -1
	for (let d = 0; d < duties.length; d++) {
		let shared = 0
		for (let i = 0; i + 1 < task.length; i++) if (duties[d]!.text.includes(task.slice(i, i + 2))) shared++
		if (shared > most) {
			most = shared
			best = d
		}
	}
	return best
}

function bear(
	claims: Map<number, Claim>[],
	named: readonly number[],
	s: number,
	first: number,
	bonus: number
): void {
	for (let i = 0; i < named.length; i += 2) {
		const known = claims[named[i]!]!.get(s)
		if (known) known.best += bonus * named[i + 1]!
		else claims[named[i]!]!.set(s, { best: bonus * named[i + 1]!, line: first, lines: 0 })
	}
}

function shares(naming: Naming, claims: readonly Map<number, Claim>[]): Holdings {
	const weights = claims.map((of) => {
		const flat: number[] = []
		of.forEach(({ best, line, lines }, section) => {
			flat.push(section, best * (1 + AGAIN * Math.min(Math.max(lines - 1, 0), AGAIN_AT_MOST)), line)
		})
		return flat
	})
	const most = weights.map((flat) => {
		let top = 0
		for (let i = 1; i < flat.length; i += 3) top = Math.max(top, flat[i]!)
		return top
	})
	const number = new Map(naming.groups.map((group, i) => [group.name, i]))
	const holders: number[][] = []
	const plainly: number[] = []
	const froms: number[] = []
	naming.groups.forEach((group, i) => {
		let from = i
		if (most[i]! < HELD)
			from = (group.near ?? []).map((name) => number.get(name)!).find((n) => most[n]! >= HELD) ?? i
		const top = most[from]!
		holders.push(weights[from]!.map((value, k) => (k % 3 === 1 ? value / top : value)))
		plainly.push(Math.min(1, top / PLAIN) * (from === i ? 1 : NEAR))
		froms.push(from)
	})
	return { holders, plainly, from: froms, most, common: commonTo(naming, holders, froms, most) }
}

function commonTo(
	{ groups }: Naming,
	holders: readonly number[][],
	from: readonly number[],
	most: readonly number[]
): boolean[] {
	const held = groups.map(({ kind }, g) =>
		kind === 'field' && from[g] === g && most[g]! >= HELD ? holders[g]!.length / 3 : 0
	)
	let all = 0
	for (let g = 0; g < held.length; g++) all += held[g]!
	return held.map((own) => own >= COMMON_HOLDERS && own >= all * COMMON_SHARE)
}
