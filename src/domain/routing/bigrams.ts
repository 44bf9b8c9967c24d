import type { Plain } from './plain'
import { plain } from './plain'

/** Duty lines by their pairs of neighbouring characters, for BM25. */
export interface Bigrams {
	lines: number
	postings: Map<number, Posting>
}

/** The lines that have a pair, and what that gives each. */
interface Posting {
	line: number[]
	worth: number[]
	/** The section whose lines these all are; -1: not one's alone. */
	section: number
}

const K1 = 1.2
const B = 0.75

export function bigramsOf(lines: readonly string[], sectionOf: readonly number[]): Bigrams {
	const postings = new Map<number, Posting>()
	const lengths: number[] = []
	let total = 0
	for (let line = 0; line < lines.length; line++) {
		const { codes, pairs } = plain(lines[line]!)
		const section = sectionOf[line]!
		lengths.push(codes.length)
		total += codes.length
		for (let i = 0; i < pairs.length; i++) {
			if (pairs[i]! < 0) continue
			const known = postings.get(pairs[i]!)
			if (known === undefined) {
				postings.set(pairs[i]!, { line: [line], worth: [1], section })
				continue
			}
			const last = known.line.length - 1
			if (known.line[last] === line) known.worth[last]!++
			else {
				known.line.push(line)
				known.worth.push(1)
				if (known.section !== section) known.section = -1
			}
		}
	}
	const average = total / Math.max(lines.length, 1) || 1
	const norm = lengths.map((length) => K1 * (1 - B + (B * length) / average))
	postings.forEach(({ line, worth }) => {
		const idf = Math.log(1 + (lines.length - line.length + 0.5) / (line.length + 0.5))
		for (let p = 0; p < line.length; p++) {
			const times = worth[p]!
			worth[p] = (idf * times * (K1 + 1)) / (times + norm[line[p]!]!)
		}
	})
	return { lines: lines.length, postings }
}

/** BM25 of each line for a text of these different pairs. */
export function bm25({ postings, lines }: Bigrams, different: readonly number[]): number[] {
	const scores: number[] = []
	for (let line = 0; line < lines; line++) scores[line] = 0
	for (let i = 0; i < different.length; i++) {
		const posting = postings.get(different[i]!)
		if (posting === undefined) continue
		const { line, worth } = posting
		for (let p = 0; p < line.length; p++) scores[line[p]!]! += worth[p]!
	}
	return scores
}

/** The longest runs of two and more characters that a text shares with a line, as [from, to, …] of the text's codes. */
export function sharedRuns({ postings }: Bigrams, { pairs }: Plain, line: number): number[] {
	const runs: number[] = []
	for (let i = 0; i < pairs.length; i++) {
		if (pairs[i]! < 0 || !postings.get(pairs[i]!)?.line.includes(line)) continue
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
export function ownPhrases({ postings }: Bigrams, { pairs }: Plain): number[] {
	const lines: number[] = []
	let run = 0
	let owner = -1
	for (let i = 0; i < pairs.length; i++) {
		const posting = pairs[i]! < 0 ? undefined : postings.get(pairs[i]!)
		const only = posting === undefined ? -1 : posting.section
		run = only >= 0 && only === owner ? run + 1 : 1
		owner = only
		if (only < 0 || run !== PHRASE) continue
		const line = posting!.line[0]!
		if (!lines.includes(line)) lines.push(line)
	}
	return lines
}
