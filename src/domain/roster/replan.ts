import { planRoster, type PlannedTurn, type Roster } from './plan'
import type { RosterRequest } from './request'

/** Somebody cannot stand from a date on, to another or for good. */
export interface Dropout {
	person: string
	from: string
	to: string | null
}

/**
 * Plans the rest anew when somebody drops out: their turns go to those with the fewest, everything else stays, and a published
 * turn moves only where a seat would stay empty otherwise. `changed` in the answer says whose turn became whose.
 */
export function replan(
	request: RosterRequest,
	published: readonly PlannedTurn[],
	dropouts: readonly Dropout[]
): Roster {
	const fixed = published.map(({ date, seat, person, part = null }) => ({ date, seat, person, part }))
	return planRoster({
		...request,
		fixed: [...request.fixed, ...fixed],
		dropouts: [...request.dropouts, ...dropouts]
	})
}
