import type { Base, Id } from '../record'
import type { DutyEvent, How, QuotedDuty } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { assignmentAudience } from '../audience'
import { movesHolder, when } from '../event'

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
	/** The section it was passed on to (转办): its own section is told where, and sees no more of it. */
	toName: string | null
}

/** What happens to the assignment that the event names. */
function own(event: DutyEvent, { state }: Assignment): Partial<Assignment> | null {
	const at = when(event)
	const by = event.actor
	switch (event.kind) {
		case 'assignment.acknowledged':
			// Where each has to sign the first one is who has it.
			if (state === 'acknowledged') return null
			return { state: 'acknowledged', acknowledgedBy: by, acknowledgedAt: at }
		case 'assignment.returned':
			return { state: 'returned', reason: event.data.reason, endedBy: by, endedAt: at }
		case 'assignment.transferred':
			return {
				state: 'transferred',
				reason: event.data.reason,
				toName: event.data.toName,
				endedBy: by,
				endedAt: at
			}
		case 'assignment.overdue':
			return { overdueAt: at }
		case 'incident.closed':
			return { state: 'closed', endedBy: by, endedAt: at }
		case 'incident.amended':
			return event.data.dueAt === undefined ? null : { dueAt: event.data.dueAt }
		case 'incident.reopened':
			return {
				state: 'waiting',
				dueAt: event.data.dueAt,
				overdueAt: null,
				acknowledgedBy: null,
				acknowledgedAt: null,
				endedBy: null,
				endedAt: null
			}
		default:
			return null
	}
}

export const assignment: Fold<'assignments'> = {
	collection: 'assignments',
	on: [
		'assignment.made',
		'assignment.acknowledged',
		'assignment.returned',
		'assignment.transferred',
		'assignment.overdue',
		'incident.amended',
		'incident.closed',
		'incident.reopened'
	],
	id: ({ data }) => ('assignment' in data ? (data.assignment ?? null) : null),
	make(event) {
		if (event.kind !== 'assignment.made') return null
		const { data } = event
		return {
			id: data.assignment,
			subject: data.incident,
			audience: assignmentAudience(data.section, data.holder),
			incident: data.incident,
			section: data.section,
			sectionName: data.sectionName,
			state: 'waiting',
			how: data.how,
			duties: data.duties,
			superseded: data.superseded,
			madeBy: event.actor,
			madeAt: when(event),
			dueAt: data.dueAt,
			overdueAt: null,
			acknowledgedBy: null,
			acknowledgedAt: null,
			endedBy: null,
			endedAt: null,
			reason: null,
			toName: null
		}
	},
	change(event, record) {
		const named = 'assignment' in event.data && event.data.assignment === record.id
		const changes = named ? own(event, record) : null
		if (!movesHolder(event)) return changes
		return { ...changes, audience: assignmentAudience(record.section, event.data.holder) }
	}
}
