import type { Plain } from './plain'
import { plain } from './plain'

/** Duty lines by their pairs of neighbouring characters, for BM25. Lists are flat: line, times, … */
export interface Bigrams {
	postings: Map<number, number[]>
	/** By line: what its length does to a match. */
	norm: number[]
}

const K1 = 1.2
const B = 0.75

export function bigramsOf(lines: readonly string[]): Bigrams {
	const postings = new Map<number, number[]>()
	const lengths: number[] = []
	let total = 0
	for (let line = 0; line < lines.length; line++) {
		const { codes } = plain(lines[line]!)
		lengths.push(codes.length)
		total += codes.length
		for (let i = 0; i + 1 < codes.length; i++) {
			const key = keyOf(codes[i]!, codes[i + 1]!)
			if (key < 0) continue
			const list = postings.get(key)
			if (!list) postings.set(key, [line, 1])
			else if (list[list.length - 2] === line) list[list.length - 1]!++
			else list.push(line, 1)
		}
	}
	const average = total / Math.max(lines.length, 1) || 1
	return { postings, norm: lengths.map((length) => K1 * (1 - B + (B * length) / average)) }
}

/** BM25 of each line for a text. */
export function bm25(bigrams: Bigrams, text: Plain): number[] {
	const { postings, norm } = bigrams
	const scores: number[] = []
	for (let line = 0; line < norm.length; line++) scores.push(0)
	const seen = new Set<number>()
	const { codes } = text
	for (let i = 0; i + 1 < codes.length; i++) {
		const key = keyOf(codes[i]!, codes[i + 1]!)
		if (key < 0 || seen.has(key)) continue
		seen.add(key)
		const list = postings.get(key)
		if (list === undefined) continue
		const among = list.length / 2
		const idf = Math.log(1 + (norm.length - among + 0.5) / (among + 0.5))
		for (let p = 0; p < list.length; p += 2) {
			const times = list[p + 1]!
			scores[list[p]!]! += (idf * times * (K1 + 1)) / (times + norm[list[p]!]!)
		}
	}
	return scores
}

/** The longest runs of two and more characters that a text shares with a line, as [from, to, …] of the text's codes. */
export function sharedRuns(bigrams: Bigrams, text: Plain, line: number): number[] {
	const runs: number[] = []
	const { codes } = text
	for (let i = 0; i + 1 < codes.length; i++) {
		const list = bigrams.postings.get(keyOf(codes[i]!, codes[i + 1]!))
		if (list === undefined || !holds(list, line)) continue
		if (runs.length > 0 && runs[runs.length - 1]! > i) runs[runs.length - 1] = i + 2
		else runs.push(i, i + 2)
	}
	return runs
}

/** Neighbouring pairs that make a phrase: four characters. */
const PHRASE = 3

/**
 * The lines whose own phrases a text repeats: runs of four and more characters that no other section's line has. A
 * name that only one section prints says whose the matter is.
 */
export function ownPhrases(bigrams: Bigrams, sectionOf: readonly number[], text: Plain): number[] {
	const lines: number[] = []
	let run = 0
	let owner = -1
	for (let i = 0; i + 1 < text.codes.length; i++) {
		const list = bigrams.postings.get(keyOf(text.codes[i]!, text.codes[i + 1]!))
		const only = list === undefined ? -1 : onlySection(list, sectionOf)
		run = only >= 0 && only === owner ? run + 1 : 1
		owner = only
		if (only >= 0 && run === PHRASE && !lines.includes(list![0]!)) lines.push(list![0]!)
	}
	return lines
}

function onlySection(list: readonly number[], sectionOf: readonly number[]): number {
	const section = sectionOf[list[0]!]!
	for (let p = 2; p < list.length; p += 2) if (sectionOf[list[p]!] !== section) return -1
	return section
}

function holds(list: readonly number[], line: number): boolean {
	for (let p = 0; p < list.length; p += 2) if (list[p] === line) return true
	return false
}

const HAN_FROM = 0x3400
const HAN_SPAN = 0x6c00

/** A different small integer for each two Chinese characters; -1 for anything else. */
export function keyOf(first: number, second: number): number {
	const a = first - HAN_FROM
	const b = second - HAN_FROM
	return a < 0 || a >= HAN_SPAN || b < 0 || b >= HAN_SPAN ? -1 : a * HAN_SPAN + b
}
