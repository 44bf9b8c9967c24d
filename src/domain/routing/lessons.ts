import type { Lesson } from '../events/lesson'
import type { Id } from '../record'
import type { Plain } from './plain'
import { ORDINARY } from './lexicon/neutral'
import { request } from './lexicon/request'
import { differentPairs, keyOf, plain, wordsAt } from './plain'
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
	/** By lesson: the telling pairs it has. */
	pairs: number[][]
	/** By lesson: how many of them a text must have to be like it. */
	least: number[]
}

/** The lessons that a text is like, the most alike first, and how much, 0 … 1. */
export interface Likenesses {
	lesson: number[]
	amount: number[]
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
	const lessons: Lessons = {
		ids: [],
		sections: [],
		instead: [],
		worth: [],
		postings: new Map(),
		pairs: [],
		least: []
	}
	for (let i = 0; i < inForce.length && i < LESSONS_AT_MOST; i++) {
		const { id, text, section, instead, confirmed } = inForce[i]!
		const pairs = tellingPairs(differentPairs(plain(text)))
		lessons.ids.push(id)
		lessons.sections.push(section)
		lessons.instead.push(instead)
		lessons.worth.push(confirmed ? 1 : UNCONFIRMED)
		lessons.pairs.push(pairs)
		lessons.least.push(Math.min(SHARED_AT_LEAST, pairs.length))
		for (let p = 0; p < pairs.length; p++) {
			const list = lessons.postings.get(pairs[p]!)
			if (list) list.push(i)
			else lessons.postings.set(pairs[p]!, [i])
		}
	}
	return lessons
}

/** The lessons that a text of these different pairs is like. */
export function likeTo(lessons: Lessons, different: readonly number[]): Likenesses {
	const like: Likenesses = { lesson: [], amount: [] }
	const { postings, least } = lessons
	if (least.length === 0) return like
	const telling = tellingPairs(different)
	const shared: number[] = []
	for (let i = 0; i < least.length; i++) shared[i] = 0
	for (let p = 0; p < telling.length; p++) {
		const list = postings.get(telling[p]!)
		if (list === undefined) continue
		for (let k = 0; k < list.length; k++) shared[list[k]!]!++
	}
	const amounts = new Float64Array(least.length)
	for (let lesson = 0; lesson < shared.length; lesson++) {
		const both = shared[lesson]!
		if (both === 0 || both < least[lesson]!) continue
		const alike = both / Math.sqrt(lessons.pairs[lesson]!.length * telling.length)
		if (alike <= ALIKE_FROM) continue
		const fully = Math.min(1, (alike - ALIKE_FROM) / (ALIKE_FULLY - ALIKE_FROM))
		amounts[lesson] = fully * lessons.worth[lesson]!
		like.lesson.push(lesson)
	}
	like.lesson.sort((a, b) => amounts[b]! - amounts[a]! || a - b)
	let worth = 1
	for (let i = 0; i < like.lesson.length; i++) {
		like.amount[i] = amounts[like.lesson[i]!]! * worth
		worth *= NEXT
	}
	return like
}

/** The words of the text that a lesson has too. */
export function wordsOf({ pairs }: Lessons, lesson: number, text: Plain): string[] {
	const runs: number[] = []
	for (let i = 0; i < text.pairs.length; i++) {
		if (!pairs[lesson]!.includes(text.pairs[i]!)) continue
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

/** Of the different pairs of a text, those that tell what it is about. */
function tellingPairs(different: readonly number[]): number[] {
	empty ??= emptyPairs()
	const pairs: number[] = []
	for (let i = 0; i < different.length; i++) if (!empty.has(different[i]!)) pairs.push(different[i]!)
	return pairs
}
