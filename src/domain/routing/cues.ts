import type { Chains } from './chains'
import type { Group } from './lexicon/group'
import type { Matcher } from './matcher'
import { chains, link } from './chains'
import { NEUTRAL } from './lexicon/neutral'
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
	const isField = groups.map(({ kind }) => kind === 'field')
	return { matcher: matcherOf(vocabulary.words), direct, parts, neutral, isField, pairGroup, pairWeight }
}
