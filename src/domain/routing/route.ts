import type { Id } from '../record'
import type { RoutingIndex } from './buildIndex'
import { evidenceOf } from './evidence'
import { plain } from './plain'
import type { Reason } from './reasons'
import { reasonsFor } from './reasons'
import { scoresOf } from './score'
import { WEIGHTS as W } from './weights'

export type Confidence = '很可能' | '可能' | '存疑'

export interface Candidate {
	section: Id
	score: number
	confidence: Confidence
	because: Reason[]
}

/** Best first. `kept`: no section; the duty room keeps it, and the candidates are only what came nearest. */
export interface Routing {
	candidates: Candidate[]
	kept: boolean
}

const CANDIDATES_AT_MOST = 5
export function route(index: RoutingIndex, text: string): Routing {
	const read = plain(text)
	const evidence = evidenceOf(index.cues, index.groups.length, read)
	const scores = scoresOf(index, evidence, read)
	const order: number[] = []
	for (let s = 0; s < scores.total.length; s++) if (scores.total[s]! >= W.worthNaming) order.push(s)
	order.sort((a, b) => scores.total[b]! - scores.total[a]! || a - b)
	const top = order.length === 0 ? 0 : scores.total[order[0]!]!
	const second = order.length < 2 ? 0 : scores.total[order[1]!]!
	const kept =
		top < W.enough ||
		(scores.kept >= W.keptFrom && scores.kept > top * (W.settled + (1 - W.settled) * scores.open * 2))
	const candidates = order.slice(0, CANDIDATES_AT_MOST).map((s, rank) => ({
		section: index.sections[s]!,
		score: rounded(scores.total[s]!),
		confidence: kept || rank > 0 ? lesser(scores.total[s]!, kept) : confidence(top, second),
		because: reasonsFor(index, read, evidence, scores, s)
	}))
	return { candidates, kept }
}

function confidence(top: number, second: number): Confidence {
	if (top >= W.likelyScore && top - second >= W.likelyLead) return '很可能'
	return top >= W.possibleScore ? '可能' : '存疑'
}

/** Of a candidate that is not proposed. */
function lesser(score: number, kept: boolean): Confidence {
	return !kept && score >= W.possibleScore ? '可能' : '存疑'
}

function rounded(score: number): number {
	return Math.round(score * 1000) / 1000
}
