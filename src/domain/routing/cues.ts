import type { Chains } from './chains'
import type { Group } from './lexicon/group'
import type { Matcher } from './matcher'
import { chains, first, link } from './chains'
import { NEUTRAL, ORDINARY } from './lexicon/neutral'
import { matcherOf } from './matcher'
import { listed, Vocabulary } from './vocabulary'

/** The cues of a lexicon, ready to be found. */
export interface Cues {
	matcher: Matcher
	/** By word: group × 8 + weight for each group whose cue it is. */
	direct: Chains
	/** By word: pair × 2 + side for each `甲~乙` it takes part in. */
	parts: Chains
	neutral: Set<number>
	/** By word: ordinary words, whose ends begin no cue. */
	ordinary: Set<number>
	/** By word: of how many fields and functions it is a cue. */
	among: number[]
	/** By group. */
	isField: boolean[]
	pairGroup: number[]
	pairWeight: number[]
}

const WEIGHTS = [4, 3, 2, 1] as const

export function cuesOf(groups: readonly Group[]): Cues {
	const vocabulary = new Vocabulary()
	const direct = chains()
	const parts = chains()
	const pairGroup: number[] = []
	const pairWeight: number[] = []
	for (let group = 0; group < groups.length; group++) {
		for (const weight of WEIGHTS) {
			for (const cue of listed(groups[group]!.cues[weight])) {
				const near = cue.indexOf('~')
				if (near < 0) {
					link(direct, vocabulary.id(cue), group * 8 + weight)
					continue
				}
				const pair = pairGroup.push(group) - 1
				pairWeight.push(weight)
				for (const word of cue.slice(0, near).split('/')) link(parts, vocabulary.id(word), pair * 2)
				for (const word of cue.slice(near + 1).split('/')) link(parts, vocabulary.id(word), pair * 2 + 1)
			}
		}
	}
	const neutral = new Set(listed(NEUTRAL).map((word) => vocabulary.id(word)))
	const ordinary = new Set(listed(ORDINARY).map((word) => vocabulary.id(word)))
	const among = vocabulary.words.map((_, word) => {
		let n = 0
		for (let d = first(direct, word); d >= 0; d = direct.next[d]!) n++
		return n
	})
	const isField = groups.map(({ kind }) => kind === 'field')
	const matcher = matcherOf(vocabulary.words)
	return { matcher, direct, parts, neutral, ordinary, among, isField, pairGroup, pairWeight }
}
