import { keyOf, plain } from '../plain'

/** A line that somebody might say, and the groups it is about, the one it was written for first. */
export interface Example {
	text: string
	groups: readonly string[]
}

/** By group: by weight, the characters and pairs that weigh so much, each list in the order of their codes. */
export type Weighed = Record<string, Record<number, string[]>>

/** What occurs in fewer examples says more of them than of their group. */
const SEEN_AT_LEAST = 3
/** A line of two or three groups speaks the most for the first. */
const SHARES = [[1], [0.65, 0.35], [0.6, 0.2, 0.2]]
const ROUNDS = 6
/** Weights are worth what they are worth beside so strong a habit of being nothing. */
const THRIFT = 4
const PACE = 0.5
/** Lighter ones are left out; kept are whole steps of this size. */
const LIGHTEST = 4
const STEP = 2
/** Lines are all as long as this, in the root of the sum of squares. */
const LENGTH = 3

/**
 * Weighs what occurs in examples by multinomial logistic regression, learned line by line with FTRL-proximal (McMahan et
 * al., Ad Click Prediction, 2013, algorithm 1), whose thrift leaves most weights at nothing. Takes a quarter of a minute
 * for 14,000 lines; the same lines always give the same weights.
 */
export function weigh(examples: readonly Example[]): Weighed {
	const groups = [...new Set(examples.map((e) => e.groups[0]!))]
	const { features, rarity, lines } = featuresOf(examples)
	const G = groups.length
	const z = new Float32Array(features.length * G)
	const squares = new Float32Array(features.length * G)
	const weightOf = (at: number): number => {
		const pull = z[at]!
		if (Math.abs(pull) <= THRIFT) return 0
		return (-(pull - Math.sign(pull) * THRIFT) * PACE) / (1 + Math.sqrt(squares[at]!))
	}
	const wanted = examples.map((e) => e.groups.map((name) => groups.indexOf(name)).filter((g) => g >= 0))
	const order = examples.map((_, i) => i)
	const random = dice(1)
	const off = new Float64Array(G)
	for (let round = 0; round < ROUNDS; round++) {
		shuffle(order, random)
		for (const i of order) {
			const { of, worth } = lines[i]!
			off.fill(0)
			for (let k = 0; k < of.length; k++)
				for (let g = 0; g < G; g++) off[g]! += worth[k]! * weightOf(of[k]! * G + g)
			softmax(off)
			const share = SHARES[wanted[i]!.length - 1]!
			for (let k = 0; k < wanted[i]!.length; k++) off[wanted[i]![k]!]! -= share[k]!
			for (let k = 0; k < of.length; k++)
				for (let g = 0; g < G; g++) {
					const slope = off[g]! * worth[k]!
					if (Math.abs(slope) < 1e-4) continue
					const at = of[k]! * G + g
					const before = squares[at]!
					const after = before + slope * slope
					z[at]! += slope - ((Math.sqrt(after) - Math.sqrt(before)) / PACE) * weightOf(at)
					squares[at] = after
				}
		}
	}
	const weighed: Weighed = {}
	for (let g = 0; g < G; g++) {
		const own: Record<number, string[]> = (weighed[groups[g]!] = {})
		for (let f = 0; f < features.length; f++) {
			const weight = weightOf(f * G + g) * rarity[f]!
			if (Math.abs(weight) >= LIGHTEST) (own[Math.round(weight / STEP)] ??= []).push(features[f]!)
		}
	}
	return weighed
}

/** The characters and pairs of the examples that occur often enough, in the order of their codes; and the lines made of them. */
function featuresOf(examples: readonly Example[]) {
	const occurs = new Map<string, number>()
	const found = examples.map((e) => wordsOf(e.text))
	for (const words of found) for (const word of words) occurs.set(word, (occurs.get(word) ?? 0) + 1)
	const features = [...occurs.keys()].filter((word) => occurs.get(word)! >= SEEN_AT_LEAST).sort()
	const number = new Map(features.map((word, i) => [word, i]))
	const rarity = features.map((word) => Math.log(examples.length / occurs.get(word)!))
	const lines = found.map((words) => {
		const of = words.flatMap((word) => number.get(word) ?? [])
		const length = Math.sqrt(of.reduce((sum, f) => sum + rarity[f]! ** 2, 0)) || 1
		return { of, worth: of.map((f) => (rarity[f]! / length) * LENGTH) }
	})
	return { features, rarity, lines }
}

/** The different Chinese characters and pairs of them in a text. */
function wordsOf(text: string): string[] {
	const { codes, pairs } = plain(text)
	const words = new Set<string>()
	for (let i = 0; i < codes.length; i++) {
		if (keyOf(codes[i]!, codes[i]!) < 0) continue
		words.add(String.fromCharCode(codes[i]!))
		if (i < pairs.length && pairs[i]! >= 0) words.add(String.fromCharCode(codes[i]!, codes[i + 1]!))
	}
	return [...words]
}

function softmax(of: Float64Array): void {
	let most = -Infinity
	for (const x of of) most = Math.max(most, x)
	let sum = 0
	for (let i = 0; i < of.length; i++) sum += of[i] = Math.exp(of[i]! - most)
	for (let i = 0; i < of.length; i++) of[i]! /= sum
}

function dice(seed: number): () => number {
	return () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff
}

function shuffle(of: number[], random: () => number): void {
	for (let i = of.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1))
		;[of[i], of[j]] = [of[j]!, of[i]!]
	}
}
