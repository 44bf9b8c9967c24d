import type { Suggestion } from '../event'
import type { Id } from '../record'
import type { RoutingIndex } from './buildIndex'
import type { Lessons } from './lessons'
import type { Routing } from './route'
import { route } from './route'

const DUTIES_AT_MOST = 3

/** What routing proposes, as an incident carries it. */
export function suggest(
	index: RoutingIndex,
	catalogue: Id,
	text: string,
	lessons: Lessons | null = null
): Suggestion {
	const routing = route(index, text, lessons)
	const { candidates, kept } = routing
	const first = candidates[0]
	if (kept || !first) return { catalogue, duties: [], section: null }
	return {
		catalogue,
		duties: first.because.slice(0, DUTIES_AT_MOST).map((r) => r.duty),
		section: first.section,
		...doubt(routing)
	}
}

/** Whether what is proposed is doubtful, as a suggestion says it. */
export function doubt({ candidates, kept }: Routing): { doubtful?: true } {
	return kept || !candidates[0] || candidates[0].confidence === '很可能' ? {} : { doubtful: true }
}
