import type { CatalogueSection, QuotedDuty } from '../../domain/event'
import type { Assignment } from '../../domain/events/assignment'
import type { Incident } from '../../domain/events/incident'
import type { Id } from '../../domain/record'
import { bare } from '../../domain/catalogue/bare'
import { day, type Instant } from '../../domain/instant'

/** What is looked back on: a quarter. */
export const LOOK_BACK = 90 * day

/** Something that came to a section. */
export interface Came {
	assignment: Assignment
	/** Null where the section has passed it on: the incident is no longer shown to it. */
	incident: Incident | null
}

/** By the line that led to it; each incident counts once, under the line that spoke loudest. The latest first. */
export interface CameBy {
	total: number
	/** By the duties of the catalogue in force. */
	byDuty: Map<Id, Came[]>
	/** By a line that the catalogue in force no longer has. */
	formerly: Map<string, Came[]>
	/** By no line: chosen by the duty room, or passed on by another section. */
	without: Came[]
}

/** What came to a section since then, and by which line. `own`: its assignments. */
export function cameBy(section: CatalogueSection | null, own: readonly Came[], since: Instant): CameBy {
	const latest = new Map<Id, Came>()
	const recent = own.filter(({ assignment }) => assignment.madeAt >= since)
	for (const came of recent.sort((a, b) => a.assignment.madeAt - b.assignment.madeAt)) {
		// What came back to the section by hand still came by the line that led to it at first.
		const before = latest.get(came.assignment.incident)
		if (before && came.assignment.duties.length === 0 && before.assignment.duties.length > 0) continue
		latest.set(came.assignment.incident, came)
	}
	const all = [...latest.values()].sort((a, b) => b.assignment.madeAt - a.assignment.madeAt)
	const by: CameBy = { total: all.length, byDuty: new Map(), formerly: new Map(), without: [] }
	for (const came of all) {
		const line = leading(came)
		const now = line && section?.duties.find((d) => d.id === line.id || bare(d.text) === bare(line.text))
		if (!line) by.without.push(came)
		else if (now) add(by.byDuty, now.id, came)
		else add(by.formerly, line.text, came)
	}
	return by
}

/** The line that spoke loudest: an assignment quotes its lines in the catalogue's order, the suggestion names them by strength. */
function leading({ assignment, incident }: Came): QuotedDuty | null {
	const strongest = (incident?.suggestion ?? incident?.prepared)?.duties ?? []
	for (const id of strongest) {
		const quoted = assignment.duties.find((d) => d.id === id)
		if (quoted) return quoted
	}
	return assignment.duties[0] ?? null
}

function add<K>(to: Map<K, Came[]>, key: K, came: Came): void {
	const known = to.get(key)
	if (known) known.push(came)
	else to.set(key, [came])
}
