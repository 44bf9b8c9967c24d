import { folded } from './plain'

/**
 * Finds many words in a text at once. Plain arrays and index loops throughout: this is where routing spends its time,
 * and the server's engine is slow at anything else.
 */
export interface Matcher {
	/** By `keyOf` their first two codes: the longest word that may begin with them. */
	byPair: Map<number, number>
	/** By word: the next longest that may begin as it does; -1: none. */
	next: number[]
	/** By its only code. */
	bySingle: Map<number, number>
	words: string[]
}

/** Where words stand, in the order of the text, the longest first where several begin together. */
export interface Found {
	word: number[]
	from: number[]
	to: number[]
}

/** What folding may change. */
const ASCII_OR_WIDE = /[a-z\uff01-\uff5e]/

export function matcherOf(words: readonly string[]): Matcher {
	const matcher: Matcher = { byPair: new Map(), next: [], bySingle: new Map(), words: [] }
	for (let id = 0; id < words.length; id++) {
		const word = foldedWord(words[id]!)
		matcher.words.push(word)
		matcher.next.push(-1)
		if (word.length === 1) matcher.bySingle.set(word.charCodeAt(0), id)
		else insert(matcher, id)
	}
	return matcher
}

/** A small integer: larger ones are slow as keys. Two pairs may share one, so words are compared from their beginning. */
function keyOf(first: number, second: number): number {
	return (first & 0x3fff) * 0x10000 + second
}

function foldedWord(word: string): string {
	if (!ASCII_OR_WIDE.test(word)) return word
	return Array.from(word, (c) => String.fromCharCode(folded(c.charCodeAt(0)))).join('')
}

function insert({ byPair, next, words }: Matcher, id: number): void {
	const word = words[id]!
	const key = keyOf(word.charCodeAt(0), word.charCodeAt(1))
	let after = byPair.get(key)
	if (after === undefined || words[after]!.length < word.length) {
		next[id] = after ?? -1
		byPair.set(key, id)
		return
	}
	while (next[after]! >= 0 && words[next[after]!]!.length >= word.length) after = next[after]!
	next[id] = next[after]!
	next[after] = id
}

export function find({ byPair, next, bySingle, words }: Matcher, text: readonly number[]): Found {
	const found: Found = { word: [], from: [], to: [] }
	let n = 0
	for (let i = 0; i < text.length; i++) {
		let id = i + 1 < text.length ? byPair.get(keyOf(text[i]!, text[i + 1]!)) : undefined
		while (id !== undefined && id >= 0) {
			const word = words[id]!
			let k = 0
			while (k < word.length && word.charCodeAt(k) === text[i + k]) k++
			if (k === word.length) {
				found.word[n] = id
				found.from[n] = i
				found.to[n++] = i + k
			}
			id = next[id]!
		}
		const single = bySingle.get(text[i]!)
		if (single === undefined) continue
		found.word[n] = single
		found.from[n] = i
		found.to[n++] = i + 1
	}
	return found
}
