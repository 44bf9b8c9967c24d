import type { Id } from '../record'
import type { RoutingIndex } from './buildIndex'
import type { Lessons, Likenesses } from './lessons'
import { evidenceOf } from './evidence'
import { likeTo, wordsOf } from './lessons'
import type { Plain } from './plain'
import { differentPairs, plain } from './plain'
import type { Cued, Reason } from './reasons'
import { reasonsFor } from './reasons'
import type { Scores } from './score'
import { scoresOf } from './score'
import { WEIGHTS as W } from './weights'

export type Confidence = '很可能' | '可能' | '存疑'

export interface Candidate {
	section: Id
	score: number
	confidence: Confidence
	because: Reason[]
	/** What the office learned that speaks for it, the most alike first; absent: nothing. */
	learned?: Learned[]
}

/** A lesson, and the words that it and the text have in common. */
export interface Learned {
	lesson: Id
	words: string[]
}

/** Best first. `kept`: no section; the duty room keeps it, and the candidates are only what came nearest. */
export interface Routing {
	candidates: Candidate[]
	kept: boolean
}

const CANDIDATES_AT_MOST = 5
const LEARNED_AT_MOST = 3
/** Lessons after so many have no weight: each counts half of the one before. */
const FELT = 60
/** `lessons` is what the office has learned, made ready by `lessonsOf`. */
export function route(index: RoutingIndex, text: string, lessons: Lessons | null = null): Routing {
	const read = plain(text)
	const different = differentPairs(read)
	const evidence = evidenceOf(index.cues, index.groups.length, read)
	const scores = scoresOf(index, evidence, read, different)
	const like = lessons === null ? null : likeTo(lessons, different)
	if (lessons !== null) weigh(index, scores, lessons, like!)
	const { total } = scores
	const order: number[] = []
	for (let s = 0; s < total.length; s++) if (total[s]! >= W.worthNaming) order.push(s)
	order.sort((a, b) => total[b]! - total[a]! || a - b)
	const top = order.length === 0 ? 0 : total[order[0]!]!
	const second = order.length < 2 ? 0 : total[order[1]!]!
	const kept =
		top < W.enough ||
		(scores.kept >= W.keptFrom && scores.kept > top * (W.settled + (1 - W.settled) * scores.open * 2))
	const candidates: Candidate[] = []
	const cued: Cued = new Map()
	for (let rank = 0; rank < order.length && rank < CANDIDATES_AT_MOST; rank++) {
		const s = order[rank]!
		const candidate: Candidate = {
			section: index.sections[s]!,
			score: rounded(total[s]!),
			confidence:
				kept || rank > 0
					? lesser(total[s]!, kept)
					: confidence(top, second, index.holdings.common.includes(true)),
			because: reasonsFor(index, read, evidence, scores, s, cued)
		}
		const learned = lessons === null ? [] : learnedOf(candidate.section, read, lessons, like!)
		if (learned.length > 0) candidate.learned = learned
		candidates.push(candidate)
	}
	return { candidates, kept }
}

/** Adds what the office has learned: for the section of a lesson, against the one it was taken from. */
function weigh(index: RoutingIndex, scores: Scores, lessons: Lessons, like: Likenesses): void {
	// What was said of just this text comes before whatever the words alone would say.
	let top = 0
	for (let s = 0; s < scores.total.length; s++) top = Math.max(top, scores.total[s]!)
	const full = W.lesson + W.lessonOverTop * top
	for (let i = 0; i < like.lesson.length && i < FELT; i++) {
		const lesson = like.lesson[i]!
		const amount = like.amount[i]!
		const section = lessons.sections[lesson]!
		const to = section === null ? -1 : index.sections.indexOf(section)
		const instead = lessons.instead[lesson]!
		const from = instead === null ? -1 : index.sections.indexOf(instead)
		if (section !== null && to < 0) continue // of a catalogue before this one
		if (to >= 0) scores.total[to]! += amount * full
		else {
			scores.kept = Math.max(scores.kept, amount)
			scores.open *= 1 - amount
		}
		if (from >= 0) scores.total[from] = Math.max(0, scores.total[from]! - amount * W.lesson)
	}
}

/** The lessons that speak for a section. */
function learnedOf(section: Id, text: Plain, lessons: Lessons, { lesson: like }: Likenesses): Learned[] {
	const learned: Learned[] = []
	for (let i = 0; i < like.length && learned.length < LEARNED_AT_MOST; i++) {
		const lesson = like[i]!
		if (lessons.sections[lesson] !== section) continue
		learned.push({ lesson: lessons.ids[lesson]!, words: wordsOf(lessons, lesson, text) })
	}
	return learned
}

function confidence(top: number, second: number, narrow: boolean): Confidence {
	if (top + (top - second) >= (narrow ? W.likelyNarrow : W.likely)) return '很可能'
	return top >= W.possibleScore ? '可能' : '存疑'
}

/** Of a candidate that is not proposed. */
function lesser(score: number, kept: boolean): Confidence {
	return !kept && score >= W.possibleScore ? '可能' : '存疑'
}

function rounded(score: number): number {
	return Math.round(score * 1000) / 1000
}
