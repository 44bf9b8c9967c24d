import type { Context, Decided } from '../command'
import type { How, QuotedDuty } from '../event'
import type { Id, Key, Snapshot } from '../record'
import type { Incident } from '../events/incident'
import type { Section } from '../events/section'
import { made } from '../command'
import { acknowledgeLimit } from '../events/office'

/** Adds what handing over to a section looks at. */
export function needHandover(keys: Key[], section: Id): Key[] {
	keys.push('office/office', `sections/${section}`)
	return keys
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
export function handOver(to: Decided, over: Handover, snapshot: Snapshot, { now, host }: Context): Decided {
	const { command, nth, incident, section, how, duties, superseded } = over
	const assignment = made(command, nth)
	// The phone knows no server's clock: there the deadline stays open.
	const dueAt =
		host === 'server' ? now + acknowledgeLimit(snapshot.get('office', 'office'), incident.kind) : null
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
	if (dueAt !== null) to.timers.push(unanswered(assignment + 't', assignment, dueAt))
	tellSection(to, command, section, 'assigned', incident.id, dueAt)
	return to
}

/** The deadline for 签收. */
export function unanswered(id: Id, assignment: Id, dueAt: number) {
	return { id, about: assignment, name: 'assignment.overdue', args: { assignment }, dueAt }
}

/** Has a person told; a person is told once a command. */
export function tell(
	to: Decided,
	command: { id: Id },
	person: Id | null,
	kind: Decided['notices'][number]['kind'],
	subject: Id,
	dueAt: number | null
): void {
	const { notices } = to
	if (person === null) return
	for (let i = 0; i < notices.length; i++) if (notices[i]!.person === person) return
	notices.push({ id: `${command.id}n${notices.length + 1}`, person, kind, subject, dueAt })
}

/** Has the section's A and B person told. */
export function tellSection(
	to: Decided,
	command: { id: Id },
	section: Pick<Section, 'a' | 'b'> | null,
	kind: Decided['notices'][number]['kind'],
	subject: Id,
	dueAt: number | null
): void {
	if (section === null) return
	tell(to, command, section.a, kind, subject, dueAt)
	tell(to, command, section.b, kind, subject, dueAt)
}
