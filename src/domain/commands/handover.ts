import type { Context, Decided } from '../command'
import type { How, QuotedDuty } from '../event'
import type { Incident } from '../events/incident'
import type { Section } from '../events/section'
import type { Case } from '../escalation/choose'
import type { Id, Key, Snapshot } from '../record'
import { made } from '../command'
import { acknowledgeLimit } from '../events/office'
import { beginChase, needBegin } from './chasing'

/** Adds what handing over to a section looks at. `of` null: the incident is not loaded yet. */
export function needHandover(
	keys: Key[],
	section: Id,
	of: (Case & { by?: Id | null }) | null,
	loaded: Snapshot,
	context: Context
): Key[] {
	keys.push('office/office', `sections/${section}`)
	if (of && context.host === 'server') needBegin(keys, section, of, loaded, context)
	return keys
}

interface Handover {
	command: { id: Id }
	/** Ordinal of the assignment among what the command makes. */
	nth: number
	incident: Pick<Incident, 'id' | 'number' | 'by'> & Case
	section: Section
	how: How
	duties: QuotedDuty[]
	superseded: boolean
}

/** Hands an incident to a section: the fact, its deadline for 签收, and the chase, which begins with word to whom it is for. */
export function handOver(to: Decided, over: Handover, snapshot: Snapshot, context: Context): Decided {
	const { command, nth, incident, section, how, duties, superseded } = over
	const assignment = made(command, nth)
	// The phone knows no server's clock: there the deadline stays open, and nobody is chased.
	const server = context.host === 'server'
	const dueAt = server
		? context.now + acknowledgeLimit(snapshot.get('office', 'office'), incident.kind)
		: null
	to.events.push({
		kind: 'assignment.made',
		subject: incident.id,
		data: {
			incident: incident.id,
			holder: section.id,
			assignment,
			section: section.id,
			sectionName: section.name,
			how,
			duties,
			superseded,
			dueAt
		}
	})
	if (dueAt === null) return to
	to.timers.push(unanswered(assignment + 't', assignment, dueAt))
	beginChase(to, { command, assignment, incident, section, dueAt }, snapshot, context)
	return to
}

/** The deadline for 签收. */
export function unanswered(id: Id, assignment: Id, dueAt: number) {
	return { id, about: assignment, name: 'assignment.overdue', args: { assignment }, dueAt }
}
