import type { Base, Id } from '../record'
import type { DutyEvent, EventOf, How, QuotedDuty } from '../event'
import type { Instant } from '../instant'
import type { Fold, Folded } from './fold'
import { assignmentAudience } from '../audience'
import { movesHolder, when } from '../event'
import { base } from './fold'

/**
 * 交办: an incident in the hands of a section, from handing over to the end.
 *
 *     made ──▶ waiting ──签收──▶ acknowledged ──办结──▶ closed
 *                 │                   │                   │
 *                 └──退回/转办────────┴──▶ returned,       └─重新打开─▶ waiting
 *                                          transferred
 */
export interface Assignment extends Base {
	incident: Id
	section: Id
	sectionName: string
	state: 'waiting' | 'acknowledged' | 'returned' | 'transferred' | 'closed'
	how: How
	duties: QuotedDuty[]
	superseded: boolean
	madeBy: Id | null
	madeAt: Instant
	/** The server's limit for 签收; null where no server has it yet. */
	dueAt: Instant | null
	/** When the limit passed unanswered. */
	overdueAt: Instant | null
	acknowledgedBy: Id | null
	acknowledgedAt: Instant | null
	endedBy: Id | null
	endedAt: Instant | null
	reason: string | null
}

function next(event: DutyEvent, record: Assignment): Folded<'assignments'> {
	const at = when(event)
	const ended = { endedBy: event.actor, endedAt: at }
	switch (event.kind) {
		case 'assignment.acknowledged':
			return { ...record, state: 'acknowledged', acknowledgedBy: event.actor, acknowledgedAt: at }
		case 'assignment.returned':
			return { ...record, ...ended, state: 'returned', reason: event.data.reason }
		case 'assignment.transferred':
			return { ...record, ...ended, state: 'transferred', reason: event.data.reason }
		case 'assignment.overdue':
			return { ...record, overdueAt: at }
		case 'incident.closed':
			return { ...record, ...ended, state: 'closed' }
		case 'incident.reopened':
			return {
				...record,
				state: 'waiting',
				dueAt: event.data.dueAt,
				overdueAt: null,
				acknowledgedBy: null,
				acknowledgedAt: null,
				endedBy: null,
				endedAt: null
			}
		default:
			return record
	}
}

function made(event: EventOf<'assignment.made'>): Folded<'assignments'> {
	const { assignment: id, incident, holder: _, ...said } = event.data
	return {
		...base(id, incident, assignmentAudience(said.section, said.section)),
		incident,
		...said,
		state: 'waiting',
		madeBy: event.actor,
		madeAt: when(event),
		overdueAt: null,
		acknowledgedBy: null,
		acknowledgedAt: null,
		endedBy: null,
		endedAt: null,
		reason: null
	}
}

export const assignment: Fold<'assignments'> = {
	collection: 'assignments',
	ids: (event) => ('assignment' in event.data && event.data.assignment ? [event.data.assignment] : []),
	apply(event, record) {
		if (!record) return event.kind === 'assignment.made' ? made(event) : null
		const own = 'assignment' in event.data && event.data.assignment === record.id
		const now = own ? next(event, record) : record
		if (!movesHolder(event)) return now
		return { ...now, audience: assignmentAudience(record.section, event.data.holder) }
	}
}
