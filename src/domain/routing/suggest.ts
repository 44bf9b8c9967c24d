import type { Suggestion } from '../event'
import type { Id } from '../record'
import type { RoutingIndex } from './buildIndex'
import { route } from './route'

const DUTIES_AT_MOST = 3

/** What routing proposes, as an incident carries it. */
export function suggest(index: RoutingIndex, catalogue: Id, text: string): Suggestion {
	const { candidates, kept } = route(index, text)
	const first = candidates[0]
	if (kept || !first) return { catalogue, duties: [], section: null }
	return {
		catalogue,
		duties: first.because.slice(0, DUTIES_AT_MOST).map((r) => r.duty),
		section: first.section
	}
}
