import type { Actor, Context, Decision } from '../command'
import type { Id, Key, Snapshot } from '../record'
import type { Assignment } from '../events/assignment'
import type { Incident } from '../events/incident'
import type { Section } from '../events/section'
import { refusal } from '../refusal'

/** Those who stand duty, lead it or administer the office. */
export function onDutySide(actor: Actor): boolean {
	return actor.roles.length > 0
}

export function isAdmin(actor: Actor): boolean {
	return actor.id === null || actor.roles.includes('admin')
}

export function isOf(actor: Actor, section: Id | null): boolean {
	return section !== null && actor.sections.includes(section)
}

export function needsIncident(id: Id): Key[] {
	return [`incidents/${id}`]
}

/** The assignment, and once it is there its incident. */
export function needsAssignment(id: Id, loaded: Snapshot): Key[] {
	const assignment = loaded.get('assignments', id)
	return assignment ? [`assignments/${id}`, `incidents/${assignment.incident}`] : [`assignments/${id}`]
}

/** What to answer where a record is missing: a phone waits for the server, the server says so. */
export function absent(host: Context['host'], field: string, what: string): Decision {
	return host === 'phone' ? null : [refusal('notFound', field, `没有这个${what}，或您看不到它`)]
}

/** Why nothing new goes to a section; null: it stands in the catalogue in force. */
export function abolished({ order, name }: Section): Decision {
	if (order !== null) return null
	return [refusal('state', 'section', `现行职责目录里已没有${name}，请另选科室`)]
}

/** The assignment with its incident, where the incident is open and still in this section's hands. */
export function inHand(
	id: Id,
	snapshot: Snapshot,
	host: Context['host']
): { assignment: Assignment; incident: Incident } | { no: Decision } {
	const assignment = snapshot.get('assignments', id)
	const incident = assignment && snapshot.get('incidents', assignment.incident)
	if (!assignment || !incident) return { no: absent(host, 'assignment', '交办') }
	if (incident.state === 'closed') return { no: [refusal('state', 'assignment', '事件已办结')] }
	const gone = { returned: '已退回', transferred: '已转办', closed: '已办结' } as const
	if (assignment.state in gone)
		return { no: [refusal('state', 'assignment', gone[assignment.state as keyof typeof gone])] }
	return { assignment, incident }
}

/** What every event about an assignment says of it. */
export function about(assignment: Assignment) {
	const { id, incident, section, sectionName } = assignment
	return { incident, assignment: id, section, sectionName, holder: section }
}
