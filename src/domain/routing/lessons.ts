import type { Lesson } from '../events/lesson'
import type { Id } from '../record'
import type { Plain } from './plain'
import { keyOf } from './bigrams'
import { ORDINARY } from './lexicon/neutral'
import { request } from './lexicon/request'
import { plain, wordsAt } from './plain'
import { listed } from './vocabulary'

/** What an office has learned, made ready: flat lists by lesson, the newest first. */
export interface Lessons {
	ids: Id[]
	/** Where texts like it belong; null: the duty room keeps them. */
	sections: (Id | null)[]
	instead: (Id | null)[]
	/** What a lesson counts, 0 … 1. */
	worth: number[]
	/** By pair of characters: the lessons that have it. */
	postings: Map<number, number[]>
	/** By lesson: how many telling pairs it has. */
	size: number[]
}

/** A lesson that a text is like, and how much, 0 … 1. */
export interface Likeness {
	lesson: number
	amount: number
}

/** What is older is forgotten: an office learns anew what still happens. */
const LESSONS_AT_MOST = 500
/** A section that has taken it on says more than one that was only handed it. */
const UNCONFIRMED = 0.75
/** Pairs that a text must share with a lesson, and how alike the two must be to count at all, and to count in full. */
const SHARED_AT_LEAST = 3
const ALIKE_FROM = 0.16
const ALIKE_FULLY = 0.5
/** Of several lessons that a text is like, the next counts so much of the one before. */
const NEXT = 0.5

type Known = Pick<Lesson, 'id' | 'text' | 'section' | 'instead' | 'state' | 'confirmed' | 'at'>

/** Makes ready the lessons in force among those given. The order of the records decides nothing. */
export function lessonsOf(records: readonly Known[]): Lessons {
	const inForce = records.filter((lesson) => lesson.state === 'inForce')
	inForce.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
	const lessons: Lessons = { ids: [], sections: [], instead: [], worth: [], postings: new Map(), size: [] }
	for (let i = 0; i < inForce.length && i < LESSONS_AT_MOST; i++) {
		const { id, text, section, instead, confirmed } = inForce[i]!
		const pairs = tellingPairs(plain(text))
		lessons.ids.push(id)
		lessons.sections.push(section)
		lessons.instead.push(instead)
		lessons.worth.push(confirmed ? 1 : UNCONFIRMED)
		lessons.size.push(pairs.length)
		for (let p = 0; p < pairs.length; p++) {
			const list = lessons.postings.get(pairs[p]!)
			if (list) list.push(i)
			else lessons.postings.set(pairs[p]!, [i])
		}
	}
	return lessons
}

/** The lessons that a text is like, the most alike first. */
export function likeTo(lessons: Lessons, text: Plain): Likeness[] {
	if (lessons.ids.length === 0) return []
	const pairs = tellingPairs(text)
	const shared: number[] = []
	for (let i = 0; i < lessons.ids.length; i++) shared.push(0)
	for (let p = 0; p < pairs.length; p++) {
		const list = lessons.postings.get(pairs[p]!)
		if (list) for (let k = 0; k < list.length; k++) shared[list[k]!]!++
	}
	const like: Likeness[] = []
	for (let lesson = 0; lesson < shared.length; lesson++) {
		if (shared[lesson]! < Math.min(SHARED_AT_LEAST, lessons.size[lesson]!) || shared[lesson] === 0) continue
		const alike = shared[lesson]! / Math.sqrt(lessons.size[lesson]! * pairs.length)
		if (alike <= ALIKE_FROM) continue
		const fully = Math.min(1, (alike - ALIKE_FROM) / (ALIKE_FULLY - ALIKE_FROM))
		like.push({ lesson, amount: fully * lessons.worth[lesson]! })
	}
	like.sort((a, b) => b.amount - a.amount || a.lesson - b.lesson)
	let worth = 1
	for (let i = 0; i < like.length; i++) {
		like[i]!.amount *= worth
		worth *= NEXT
	}
	return like
}

/** The words of the text that a lesson has too. */
export function wordsOf(lessons: Lessons, lesson: number, text: Plain): string[] {
	const runs: number[] = []
	for (let i = 0; i + 1 < text.codes.length; i++) {
		if (!lessons.postings.get(keyOf(text.codes[i]!, text.codes[i + 1]!))?.includes(lesson)) continue
		if (runs.length > 0 && runs[runs.length - 1]! > i) runs[runs.length - 1] = i + 2
		else runs.push(i, i + 2)
	}
	const words: string[] = []
	for (let r = 0; r < runs.length; r += 2) {
		const word = wordsAt(text, runs[r]!, runs[r + 1]!)
		if (!words.includes(word)) words.push(word)
	}
	return words.sort((a, b) => b.length - a.length).slice(0, 6)
}

/** Pairs that any report may have, whatever it is about: of ordinary words and of asking. */
let empty: Set<number> | null = null

function emptyPairs(): Set<number> {
	const pairs = new Set<number>()
	const words = [...listed(ORDINARY), ...listed(request.cues[4]), ...listed(request.cues[2])]
	for (const word of words)
		for (let i = 0; i + 1 < word.length; i++) pairs.add(keyOf(word.charCodeAt(i), word.charCodeAt(i + 1)))
	return pairs
}

/** The different pairs of neighbouring characters that tell what a text is about. */
function tellingPairs({ codes }: Plain): number[] {
	empty ??= emptyPairs()
	const seen = new Set<number>()
	const pairs: number[] = []
	for (let i = 0; i + 1 < codes.length; i++) {
		const key = keyOf(codes[i]!, codes[i + 1]!)
		if (key < 0 || empty.has(key) || seen.has(key)) continue
		seen.add(key)
		pairs.push(key)
	}
	return pairs
}
