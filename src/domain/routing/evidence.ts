import type { Cues } from './cues'
import type { Plain } from './plain'
import type { Spoken } from './spoken/spoken'
import { find } from './matcher'
import { calls, isSetting } from './setting'
import { hear } from './spoken/spoken'
import { tellingFor } from './spoken/telling'
import { WEIGHTS as W } from './weights'

/** Codes that may lie between the two words of a pair. */
const REACH = 8
/** More than any place in a text, see READ_AT_MOST. */
const END = 0x2000

/** What a text says of each group. Hits are flat: those of one number belong together; `from2` is -1 without a pair. */
export interface Evidence {
	/** By group: the weights of its different cues, added up, and how much the text sounds like it. */
	raw: number[]
	/** The groups that it says anything of, in their order. */
	said: number[]
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
	const evidence: Evidence = {
		raw: [],
		said: [],
		group: [],
		weight: [],
		from: [],
		to: [],
		from2: [],
		to2: []
	}
	const { raw } = evidence
	for (let group = 0; group < groups; group++) raw[group] = 0
	const { direct, parts } = cues
	const { word: words, from: froms, to: tos } = find(cues.matcher, text.codes)
	const counted = new Uint8Array(cues.share.length)
	// By part: where it was last said, `from * END + to`; 0: not yet, -1: its pair has been counted.
	const last = new Int32Array(2 * cues.pairGroup.length)
	let covered = 0
	let silenced = 0
	let ordinaryFrom = 0
	let ordinaryTo = 0
	let wordFrom = 0
	let wordTo = 0
	for (let i = 0; i < words.length; i++) {
		const word = words[i]!
		const from = froms[i]!
		const to = tos[i]!
		if (isWithinNumber(text.codes, from, to)) continue
		if (from > ordinaryFrom && from < ordinaryTo && to > ordinaryTo) continue
		if (to > ordinaryTo && cues.ordinary[word]) {
			ordinaryFrom = from
			ordinaryTo = to
		}
		if (cues.neutral[word]) {
			if (to > silenced) silenced = to
			if (to > covered) covered = to
		} else if (to > covered && direct.from[word]! < direct.from[word + 1]!) {
			covered = to
			if (counted[word] === 0) {
				counted[word] = 1
				const where = isSetting(text.codes, from, to) ? W.setting : 1
				const share = cues.share[word]! * (calls(text, from, to) ? W.caller : 1)
				const asks = text.asking[from] ? W.asking : 1
				const end = direct.from[word + 1]!
				for (let d = direct.from[word]!; d < end; d++) {
					const of = direct.value[d]!
					const worth = share * (cues.isField[of >> 3] ? where : asks)
					hit(evidence, of >> 3, of & 7, worth, from, to, -1, -1)
				}
			}
		}
		if (to - from > 1 && to > wordTo) {
			wordFrom = from
			wordTo = to
		}
		if (to <= silenced || (to - from === 1 && wordFrom < from && to <= wordTo)) continue
		const here = from * END + to
		const end = parts.from[word + 1]!
		for (let p = parts.from[word]!; p < end; p++) {
			const part = parts.value[p]!
			const before = last[part ^ 1]!
			if (before < 0) continue
			if (before > 0) {
				const other = before % END
				if (other <= from && from - other <= REACH && text.sentence[from] === text.sentence[other - 1]) {
					last[part] = last[part ^ 1] = -1
					const otherFrom = (before - other) / END
					const single = to - from === 1 || other - otherFrom === 1 ? W.pairSingle : 1
					const apart = text.clause[from] === text.clause[other - 1] ? 1 : W.pairApart
					const worth = single * apart * (1 - W.pairGap * (from - other))
					const pair = part >> 1
					hit(evidence, cues.pairGroup[pair]!, cues.pairWeight[pair]!, worth, otherFrom, other, from, to)
					continue
				}
			}
			last[part] = here
		}
	}
	for (let group = 0; group < groups; group++) raw[group]! *= W.cued
	listen(evidence, cues.spoken, text)
	for (let group = 0; group < groups; group++) if (raw[group]! > 0) evidence.said.push(group)
	return evidence
}

/** 12345 inside a longer number, of an account or a case, is not that number. */
function isWithinNumber(codes: readonly number[], from: number, to: number): boolean {
	return isDigit(codes[from]) && (isDigit(codes[from - 1]) || isDigit(codes[to]))
}

function isDigit(code: number | undefined): boolean {
	return code !== undefined && code >= 0x30 && code <= 0x39
}

/** Adds what the text sounds like, and the words that make it sound so. */
function listen(evidence: Evidence, spoken: Spoken, text: Plain): void {
	const { likely, from, length } = hear(spoken, text)
	for (let place = 0; place < likely.length; place++) {
		if (likely[place]! < W.heardFrom) continue
		const group = spoken.groups[place]!
		evidence.raw[group]! += W.heard * likely[place]! ** W.heardPower
		const telling = tellingFor(place, spoken, text, from, length)
		for (let t = 0; t < telling.length; t += 2) push(evidence, group, 0, telling[t]!, telling[t + 1]!, -1, -1)
	}
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
	push(e, group, weight, from, to, from2, to2)
}

function push(
	e: Evidence,
	group: number,
	weight: number,
	from: number,
	to: number,
	from2: number,
	to2: number
): void {
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
