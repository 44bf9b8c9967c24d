import type { RollCall } from '../events/rollCall'
import type { Id } from '../record'
import { day, type Instant } from '../instant'

/** So long an answer counts, and is asked for. */
export const ROLL_LASTS = 3 * day

export const rollAnswerOf = (rollCall: Id, person: Id): Id => `${rollCall}-${person}`

/** The one that is to be answered now, of all there ever were; null: none. */
export function rollToAnswer(all: readonly RollCall[], now: Instant): RollCall | null {
	const last = latestRoll(all)
	return last && now < last.startedAt + ROLL_LASTS ? last : null
}

export function latestRoll(all: readonly RollCall[]): RollCall | null {
	let last: RollCall | null = null
	for (const one of all) if (!last || one.startedAt > last.startedAt) last = one
	return last
}
