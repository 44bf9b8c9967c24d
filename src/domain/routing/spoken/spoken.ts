import type { Group } from '../lexicon/group'
import type { Plain } from '../plain'
import { keyOf } from '../plain'
import { listed } from '../vocabulary'
import { SPOKEN } from './table'

/**
 * How people speak of each group: characters and pairs of characters with what they weigh for it, counted out of
 * `examples/` by `weigh.ts`. Cues say what certain words mean; this says what a text sounds like as a whole.
 */
export interface Spoken {
	/** The groups it knows, by their number in the lexicon. */
	groups: number[]
	/** By the code of a character, or the key of a pair: place in `groups`, weight, … */
	of: Map<number, number[]>
}

/** What a text sounds like. */
export interface Heard {
	/** By place in `Spoken.groups`: how likely, all of them together 1. */
	likely: number[]
	/** Characters and pairs that weigh anything, each once: where it stands and how long it is. */
	from: number[]
	length: number[]
}

/** What is left of each weight where a text has n that weigh: this over the root of n. */
const EVENLY = 1.2

export function spokenFor(lexicon: readonly Group[]): Spoken {
	const groups: number[] = []
	const of = new Map<number, number[]>()
	for (let group = 0; group < lexicon.length; group++) {
		const weights = SPOKEN[lexicon[group]!.name]
		if (weights === undefined) continue
		const place = groups.push(group) - 1
		for (const weight in weights) {
			const words = listed(weights[weight])
			for (let w = 0; w < words.length; w++) {
				const word = words[w]!
				const first = word.charCodeAt(0)
				const key = word.length === 1 ? first : keyOf(first, word.charCodeAt(1))
				const known = of.get(key)
				if (known === undefined) of.set(key, [place, Number(weight)])
				else known.push(place, Number(weight))
			}
		}
	}
	return { groups, of }
}

export function hear({ groups, of }: Spoken, { codes, pairs }: Plain): Heard {
	const heard: Heard = { likely: [], from: [], length: [] }
	const { likely, from, length } = heard
	for (let place = 0; place < groups.length; place++) likely[place] = 0
	const seen = new Set<number>()
	const add = (key: number, at: number, long: number) => {
		const weights = of.get(key)
		if (weights === undefined || seen.has(key)) return
		seen.add(key)
		from.push(at)
		length.push(long)
		for (let w = 0; w < weights.length; w += 2) likely[weights[w]!]! += weights[w + 1]!
	}
	for (let i = 0; i < codes.length; i++) {
		add(codes[i]!, i, 1)
		if (i < pairs.length && pairs[i]! >= 0) add(pairs[i]!, i, 2)
	}
	const each = EVENLY / Math.sqrt(from.length || 1)
	let sum = 0
	for (let place = 0; place < likely.length; place++) sum += likely[place] = Math.exp(likely[place]! * each)
	for (let place = 0; place < likely.length; place++) likely[place]! /= sum
	return heard
}

/** What the characters or the pair at a place weigh for a group, by its place in `groups`. */
export function weightAt(
	{ of }: Spoken,
	{ codes, pairs }: Plain,
	at: number,
	long: number,
	place: number
): number {
	const weights = of.get(long === 1 ? codes[at]! : pairs[at]!)!
	for (let w = 0; w < weights.length; w += 2) if (weights[w] === place) return weights[w + 1]!
	return 0
}
