import type { Id } from '../record'
import type { RoutingIndex } from './buildIndex'
import { evidenceOf } from './evidence'
import { plain } from './plain'
import type { Reason } from './reasons'
import { reasonsFor } from './reasons'
import { scoresOf } from './score'

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
/** Less than this is no evidence. */
const WORTH_NAMING = 0.12
/** Less than this is too thin to hand anything over. */
const ENOUGH = 0.3
/** Words of a misdialled call or a private matter weigh against the first section, the more where nobody waits for anything. */
const KEPT_FROM = 0.4
const SETTLED = 0.45

export function route(index: RoutingIndex, text: string): Routing {
	const read = plain(text)
	const evidence = evidenceOf(index.cues, index.groups.length, read)
	const scores = scoresOf(index, evidence, read)
	const order: number[] = []
	for (let s = 0; s < scores.total.length; s++) if (scores.total[s]! >= WORTH_NAMING) order.push(s)
	order.sort((a, b) => scores.total[b]! - scores.total[a]! || a - b)
	const top = order.length === 0 ? 0 : scores.total[order[0]!]!
	const second = order.length < 2 ? 0 : scores.total[order[1]!]!
	const kept =
		top < ENOUGH ||
		(scores.kept >= KEPT_FROM && scores.kept > top * (SETTLED + (1 - SETTLED) * scores.open * 2))
	const candidates = order.slice(0, CANDIDATES_AT_MOST).map((s, rank) => ({
		section: index.sections[s]!,
		score: rounded(scores.total[s]!),
		confidence: kept || rank > 0 ? lesser(scores.total[s]!, kept) : confidence(top, second),
		because: reasonsFor(index, read, evidence, scores, s)
	}))
	return { candidates, kept }
}

function confidence(top: number, second: number): Confidence {
	if (top >= 0.6 && top - second >= 0.2) return '很可能'
	return top >= 0.45 ? '可能' : '存疑'
}

/** Of a candidate that is not proposed. */
function lesser(score: number, kept: boolean): Confidence {
	return !kept && score >= 0.45 ? '可能' : '存疑'
}

function rounded(score: number): number {
	return Math.round(score * 1000) / 1000
}
