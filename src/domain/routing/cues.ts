import type { Group } from './lexicon/group'
import type { Lists } from './lists'
import type { Matcher } from './matcher'
import type { Spoken } from './spoken/spoken'
import { NEUTRAL, ORDINARY } from './lexicon/neutral'
import { listsOf } from './lists'
import { matcherOf } from './matcher'
import { spokenFor } from './spoken/spoken'
import { WEIGHTS as W } from './weights'
import { listed, Vocabulary } from './vocabulary'

/** The cues of a lexicon, ready to be found. */
export interface Cues {
	matcher: Matcher
	/** By word: group × 8 + weight for each group whose cue it is. */
	direct: Lists
	/** By word: pair × 2 + side for each `甲~乙` it takes part in. */
	parts: Lists
	neutral: boolean[]
	/** By word: ordinary words, whose ends begin no cue. */
	ordinary: boolean[]
	/** By word: what is left of it, for it may be short, and a cue of several groups. */
	share: number[]
	/** By group. */
	isField: boolean[]
	pairGroup: number[]
	pairWeight: number[]
	/** What the groups sound like as a whole. */
	spoken: Spoken
}

const WEIGHTS = [4, 3, 2, 1] as const

export function cuesOf(groups: readonly Group[]): Cues {
	const vocabulary = new Vocabulary()
	const direct = { word: [] as number[], of: [] as number[] }
	const parts = { word: [] as number[], of: [] as number[] }
	const pairGroup: number[] = []
	const pairWeight: number[] = []
	const link = (to: { word: number[]; of: number[] }, word: string, of: number) => {
		to.word.push(vocabulary.id(word))
		to.of.push(of)
	}
	for (let group = 0; group < groups.length; group++) {
		for (const weight of WEIGHTS) {
			const words = listed(groups[group]!.cues[weight])
			for (let w = 0; w < words.length; w++) {
				const cue = words[w]!
				const near = cue.indexOf('~')
				if (near < 0) {
					link(direct, cue, group * 8 + weight)
					continue
				}
				const pair = pairGroup.push(group) - 1
				pairWeight.push(weight)
				const before = cue.slice(0, near).split('/')
				const after = cue.slice(near + 1).split('/')
				for (let k = 0; k < before.length; k++) link(parts, before[k]!, pair * 2)
				for (let k = 0; k < after.length; k++) link(parts, after[k]!, pair * 2 + 1)
			}
		}
	}
	const silent = listed(NEUTRAL).map((word) => vocabulary.id(word))
	const usual = listed(ORDINARY).map((word) => vocabulary.id(word))
	const { words } = vocabulary
	const directly = listsOf(direct.word, direct.of, words.length)
	const neutral: boolean[] = []
	const ordinary: boolean[] = []
	const share: number[] = []
	for (let word = 0; word < words.length; word++) {
		const n = directly.from[word + 1]! - directly.from[word]!
		share[word] = n === 0 ? 1 : n ** W.shared * (words[word]!.length === 2 ? W.short : 1)
		neutral[word] = ordinary[word] = false
	}
	for (let i = 0; i < silent.length; i++) neutral[silent[i]!] = true
	for (let i = 0; i < usual.length; i++) ordinary[usual[i]!] = true
	const isField = groups.map(({ kind }) => kind === 'field')
	return {
		matcher: matcherOf(words),
		direct: directly,
		parts: listsOf(parts.word, parts.of, words.length),
		neutral,
		ordinary,
		share,
		isField,
		pairGroup,
		pairWeight,
		spoken: spokenFor(groups)
	}
}
