import type { Context, Decided, Notice } from '../command'
import type { How, QuotedDuty } from '../event'
import type { Id, Key, Snapshot } from '../record'
import type { Incident } from '../events/incident'
import type { Section } from '../events/section'
import { made } from '../command'
import { acknowledgeLimit } from '../events/office'

/** What handing over to a section looks at. */
export function needsHandover(section: Id): Key[] {
	return ['office/office', `sections/${section}`]
}

interface Handover {
	command: { id: Id }
	/** Ordinal of the assignment among what the command makes. */
	nth: number
	incident: Pick<Incident, 'id' | 'kind'>
	section: Section
	how: How
	duties: QuotedDuty[]
	superseded: boolean
}

/** Hands an incident to a section: the fact, its deadline for 签收, and word to the A and B person. */
export function handOver(over: Handover, snapshot: Snapshot, { now, host }: Context): Decided {
	const { command, nth, incident, section, how, duties, superseded } = over
	const assignment = made(command, nth)
	const limit = acknowledgeLimit(snapshot.get('office', 'office'), incident.kind)
	// The phone knows no server's clock: there the deadline stays open.
	const dueAt = host === 'server' ? now + limit : null
	const data = {
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
	return {
		events: [{ kind: 'assignment.made', subject: incident.id, data }],
		timers: dueAt === null ? [] : [unanswered(`${assignment}t`, assignment, dueAt)],
		cancelled: [],
		notices: noticesTo(section, command, { kind: 'assigned', subject: incident.id, dueAt })
	}
}

/** The deadline for 签收. */
export function unanswered(id: Id, assignment: Id, dueAt: number) {
	return { id, about: assignment, name: 'assignment.overdue', args: { assignment }, dueAt }
}

/** One notice to each of the section's A and B person. */
export function noticesTo(
	section: Pick<Section, 'a' | 'b'> | null,
	command: { id: Id },
	what: Pick<Notice, 'kind' | 'subject' | 'dueAt'>
): Notice[] {
	const people = [section?.a, section?.b].filter((p, i, all): p is Id => !!p && all.indexOf(p) === i)
	return people.map((person, i) => ({ id: `${command.id}n${i + 1}`, person, ...what }))
}
