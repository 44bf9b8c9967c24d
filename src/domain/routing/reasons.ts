import type { Id } from '../record'
import type { RoutingIndex } from './buildIndex'
import type { Evidence } from './evidence'
import type { Plain } from './plain'
import type { Scores } from './score'
import { sharedRuns } from './bigrams'
import { wordsAt } from './plain'
import { OWN_WORDING, SHARED_WORDING, UNCLEAR } from './score'

/** A duty line and the words of the report that led to it. */
export interface Reason {
	duty: Id
	words: string[]
}

const LINES_AT_MOST = 3
const WORDS_AT_MOST = 6
/** Characters of a text that stand for all of it. */
const OPENING = 10
/** A contribution smaller than this explains nothing beside a larger one. */
const WORTH_SAYING = 0.1

/** By group: the words that spoke for it, as far as they have been asked for. Several sections may hold a group. */
export type Cued = Map<number, string[]>

/** The duty lines that speak for a section, the strongest first, each with the words of the text that led to it. */
export function reasonsFor(
	index: RoutingIndex,
	text: Plain,
	evidence: Evidence,
	{ contributions, own: ofSections }: Scores,
	section: number,
	known: Cued
): Reason[] {
	const own = ofSections[section]!
	own.sort((a, b) => contributions[b + 2]! - contributions[a + 2]! || a - b)
	const lines: number[] = []
	const words: string[][] = []
	for (let i = 0; i < own.length; i++) {
		const line = contributions[own[i]! + 1]!
		let at = lines.indexOf(line)
		if (at < 0) {
			const small = contributions[own[i]! + 2]! < WORTH_SAYING && lines.length > 0
			if (line < 0 || small || lines.length === LINES_AT_MOST) continue
			at = lines.push(line) - 1
			words.push([])
		}
		if (words[at]!.length === WORDS_AT_MOST) continue
		const group = contributions[own[i]! + 3]!
		let led = group === SHARED_WORDING || group === OWN_WORDING ? shared(index, text, line) : known.get(group)
		if (led === undefined) known.set(group, (led = cued(index, text, evidence, group)))
		add(words[at]!, led)
	}
	const reasons: Reason[] = []
	for (let i = 0; i < lines.length; i++)
		if (words[i]!.length > 0) reasons.push({ duty: index.duties[lines[i]!]!.id, words: words[i]! })
	return reasons
}

/** Adds words that none of those already there contains. */
function add(words: string[], more: readonly string[]): void {
	for (let m = 0; m < more.length && words.length < WORDS_AT_MOST; m++) {
		let said = false
		for (let w = 0; w < words.length && !said; w++) said = words[w]!.includes(more[m]!)
		if (!said) words.push(more[m]!)
	}
}

/** The words that spoke for a group, the weightiest first. */
function cued(index: RoutingIndex, text: Plain, evidence: Evidence, group: number): string[] {
	const hits: number[] = []
	for (let h = 0; h < evidence.group.length; h++) {
		const of = evidence.group[h]!
		if (of === group || (group < 0 && forDutyRoom(index, of, group === UNCLEAR))) hits.push(h)
	}
	hits.sort((a, b) => evidence.weight[b]! - evidence.weight[a]! || a - b)
	const words: string[] = []
	if (group === UNCLEAR && hits.length === 0) words.push(opening(text))
	for (let i = 0; i < hits.length; i++) {
		const h = hits[i]!
		words.push(wordsAt(text, evidence.from[h]!, evidence.to[h]!))
		if (evidence.from2[h]! >= 0) words.push(wordsAt(text, evidence.from2[h]!, evidence.to2[h]!))
	}
	return words
}

/** The first words of a text that says nothing else. */
function opening(text: Plain): string {
	let to = 1
	while (to < OPENING && to < text.codes.length && text.clause[to] === text.clause[0]) to++
	return wordsAt(text, 0, to)
}

/** What an emergency is told by, and the fields that nobody holds. */
function forDutyRoom({ groups, holdings }: RoutingIndex, group: number, anyField: boolean): boolean {
	const { kind } = groups[group]!
	return kind === 'severity' || (kind === 'field' && (anyField || holdings.plainly[group] === 0))
}

function shared(index: RoutingIndex, text: Plain, line: number): string[] {
	const runs = sharedRuns(index.bigrams, text, line)
	const words: string[] = []
	for (let r = 0; r < runs.length; r += 2) words.push(wordsAt(text, runs[r]!, runs[r + 1]!))
	return words.sort((a, b) => b.length - a.length)
}
