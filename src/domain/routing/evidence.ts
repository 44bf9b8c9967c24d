import type { Cues } from './cues'
import type { Plain } from './plain'
import { first } from './chains'
import { find } from './matcher'
import { calls, isSetting } from './setting'
import { WEIGHTS as W } from './weights'

/** Codes that may lie between the two words of a pair. */
const REACH = 8

/** What a text says of each group. Hits are flat: those of one number belong together; `from2` is -1 without a pair. */
export interface Evidence {
	/** By group: the weights of its different cues, added up. */
	raw: number[]
	group: number[]
	weight: number[]
	from: number[]
	to: number[]
	from2: number[]
	to2: number[]
}

/**
 * A cue inside a longer one says what the longer one says; inside a neutral phrase it says nothing. Each cue counts
 * once, however often it is said. A single character is a part of a pair only where it is not the end of a word.
 */
export function evidenceOf(cues: Cues, groups: number, text: Plain): Evidence {
	const evidence: Evidence = { raw: [], group: [], weight: [], from: [], to: [], from2: [], to2: [] }
	for (let group = 0; group < groups; group++) evidence.raw.push(0)
	const found = find(cues.matcher, text.codes)
	const said = new Set<number>()
	const paired = new Set<number>()
	const lastFrom = new Map<number, number>()
	const lastTo = new Map<number, number>()
	let covered = 0
	let silenced = 0
	let ordinaryFrom = 0
	let ordinaryTo = 0
	let wordFrom = 0
	let wordTo = 0
	for (let i = 0; i < found.word.length; i++) {
		const word = found.word[i]!
		const from = found.from[i]!
		const to = found.to[i]!
		const direct = first(cues.direct, word)
		if (from > ordinaryFrom && from < ordinaryTo && to > ordinaryTo) continue
		if (cues.ordinary.has(word) && to > ordinaryTo) {
			ordinaryFrom = from
			ordinaryTo = to
		}
		if (cues.neutral.has(word)) {
			if (to > silenced) silenced = to
			if (to > covered) covered = to
		} else if (direct >= 0 && to > covered) {
			covered = to
			if (!said.has(word)) {
				said.add(word)
				const shared = cues.among[word]! ** W.shared * (to - from === 2 ? W.short : 1)
				const where = isSetting(text.codes, from, to) ? W.setting : 1
				const who = calls(text, from, to) ? W.caller : 1
				const asks = text.asking[from] ? W.asking : 1
				for (let d = direct; d >= 0; d = cues.direct.next[d]!) {
					const of = cues.direct.value[d]!
					const worth = shared * who * (cues.isField[of >> 3] ? where : asks)
					hit(evidence, of >> 3, of & 7, worth, from, to, -1, -1)
				}
			}
		}
		if (to - from > 1 && to > wordTo) {
			wordFrom = from
			wordTo = to
		}
		if (to <= silenced || (to - from === 1 && wordFrom < from && to <= wordTo)) continue
		for (let p = first(cues.parts, word); p >= 0; p = cues.parts.next[p]!) {
			const part = cues.parts.value[p]!
			const pair = part >> 1
			if (paired.has(pair)) continue
			const other = lastTo.get(part ^ 1)
			if (other !== undefined && other <= from && from - other <= REACH) {
				if (text.sentence[from] === text.sentence[other - 1]) {
					paired.add(pair)
					const otherFrom = lastFrom.get(part ^ 1)!
					const single = to - from === 1 || other - otherFrom === 1 ? W.pairSingle : 1
					const apart = text.clause[from] === text.clause[other - 1] ? 1 : W.pairApart
					const worth = single * apart * (1 - W.pairGap * (from - other))
					hit(evidence, cues.pairGroup[pair]!, cues.pairWeight[pair]!, worth, otherFrom, other, from, to)
					continue
				}
			}
			lastFrom.set(part, from)
			lastTo.set(part, to)
		}
	}
	return evidence
}

function hit(
	e: Evidence,
	group: number,
	weight: number,
	worth: number,
	from: number,
	to: number,
	from2: number,
	to2: number
): void {
	e.raw[group]! += W.cue[weight]! * worth
	e.group.push(group)
	e.weight.push(weight)
	e.from.push(from)
	e.to.push(to)
	e.from2.push(from2)
	e.to2.push(to2)
}

/** How strongly added-up weights speak, 0 … 1. */
export function strength(raw: number): number {
	return raw / (raw + W.half)
}
