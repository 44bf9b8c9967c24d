import type { Plain } from '../plain'
import type { Spoken } from './spoken'
import { weightAt } from './spoken'

/** What of a text sounds most like a group is shown for it, so many pairs at most. */
const TELLING = 3
/** Characters that hold sentences together: a pair with one of them tells a reader nothing. */
const PARTICLES = new Set(
	Array.from('的了着过在是不有没和与就也都还又被把给到来去说问要这那个们我你他她它等请让上下里', (c) =>
		c.charCodeAt(0)
	)
)

/** Where the weightiest pairs for a group stand, those that overlap as one: from, to, …; without any, the weightiest character. */
export function tellingFor(
	place: number,
	spoken: Spoken,
	text: Plain,
	from: readonly number[],
	length: readonly number[]
): number[] {
	const weights: number[] = []
	const pairs: number[] = []
	let single = -1
	for (let i = 0; i < from.length; i++) {
		const at = from[i]!
		const weight = (weights[i] = weightAt(spoken, text, at, length[i]!, place))
		if (weight <= 0 || PARTICLES.has(text.codes[at]!)) continue
		if (length[i] === 2 && !PARTICLES.has(text.codes[at + 1]!)) pairs.push(i)
		else if (length[i] === 1 && (single < 0 || weight > weights[single]!)) single = i
	}
	if (pairs.length === 0) return single < 0 ? [] : [from[single]!, from[single]! + 1]
	pairs.sort((a, b) => weights[b]! - weights[a]! || a - b)
	const shown = pairs.slice(0, TELLING).map((i) => from[i]!)
	shown.sort((a, b) => a - b)
	const runs: number[] = []
	for (let k = 0; k < shown.length; k++) {
		if (runs.length > 0 && runs[runs.length - 1]! > shown[k]!) runs[runs.length - 1] = shown[k]! + 2
		else runs.push(shown[k]!, shown[k]! + 2)
	}
	return runs
}
