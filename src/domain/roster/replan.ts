import { planRoster, type Roster } from './plan'
import type { FixedTurn, RosterRequest } from './request'

/** Somebody cannot stand from a date on, to another or for good. */
export interface Dropout {
	person: string
	from: string
	to: string | null
}

/** A turn as a plan gave it, or as it stands. */
export type Published = Omit<FixedTurn, 'part'> & { part?: string | null }

/**
 * Plans the rest anew when somebody drops out: their turns go to those with the fewest, everything else stays, and a published
 * turn moves only where a seat would stay empty otherwise. `changed` in the answer says whose turn became whose.
 */
export function replan(
	request: RosterRequest,
	published: readonly Published[],
	dropouts: readonly Dropout[]
): Roster {
	const fixed = published.map(({ part = null, ...turn }) => ({ ...turn, part }))
	return planRoster({
		...request,
		fixed: [...request.fixed, ...fixed],
		dropouts: [...request.dropouts, ...dropouts]
	})
}
