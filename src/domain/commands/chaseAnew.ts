import type { Context, Decided, NewEvent } from '../command'
import type { Assignment } from '../events/assignment'
import type { Incident } from '../events/incident'
import type { Section } from '../events/section'
import type { Case } from '../escalation/choose'
import type { Id, Snapshot } from '../record'
import { acknowledgeLimit } from '../events/office'
import { POLICIES } from '../events/policies'
import { choosePolicy } from '../escalation/choose'
import { moment } from '../incident/words'
import { beginChase } from './chasing'
import { unanswered } from './handover'

type Amended = Extract<NewEvent, { kind: 'incident.amended' }>

interface Anew {
	command: { id: Id }
	amended: Amended
	before: Incident
	assignment: Assignment
	section: Section
}

/**
 * What was amended before anybody signed is chased as what it is now: from the beginning, and by a limit for 签收 that gets no
 * longer by it. Does nothing where the same policy would have been chosen, so that no correction holds a chase up.
 */
export function chaseAnew(
	to: Decided,
	{ command, amended, before, assignment, section }: Anew,
	snapshot: Snapshot,
	context: Context
): Decided {
	const { now } = context
	const incident = { ...before, ...amended.data.changes }
	const own = snapshot.get('policies', POLICIES)
	const chosen = (of: Case, at: number) => choosePolicy(own, of, at)
	// By either hour: at night one policy may stand for everything.
	const times = [assignment.madeAt, now]
	if (times.every((t) => chosen(before, t).id === chosen(incident, t).id)) return to

	const limit = now + acknowledgeLimit(snapshot.get('office', 'office'), incident.kind)
	const shorter = assignment.dueAt === null || limit < assignment.dueAt
	const dueAt = shorter ? limit : assignment.dueAt!
	if (shorter) {
		amended.data.assignment = assignment.id
		amended.data.dueAt = dueAt
	}
	to.cancelled.push(assignment.id)
	if (assignment.overdueAt === null) to.timers.push(unanswered(`${command.id}t`, assignment.id, dueAt))
	const { name } = chosen(incident, now)
	const anew = `更正后照“${name}”从头催办${shorter ? `，签收限 ${moment(dueAt)}` : ''}`
	beginChase(to, { command, assignment: assignment.id, incident, section, dueAt, anew }, snapshot, context)
	return to
}
