import type { Past } from '../../domain/catalogue/replay'
import type { Instant } from '../../domain/instant'
import type { View } from './view'
import { day } from '../../domain/instant'

/** An office's year has some hundreds; more say nothing new. */
const AT_MOST = 1_000
const YEAR = 366 * day

/** What this phone knows of the last year's incidents, the latest first: to be tried on another version. */
export async function pastIncidents(view: View, now: Instant): Promise<Past[]> {
	const [open, closed] = await Promise.all([view.openIncidents(), view.closedSince(now - YEAR)])
	return [...open, ...closed]
		.sort((a, b) => b.changedAt - a.changedAt)
		.slice(0, AT_MOST)
		.map(({ id, text, section }) => ({ id, text, held: section }))
}
