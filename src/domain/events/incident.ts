import type { Base, Id } from '../record'
import type { Particulars, Suggestion } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { incidentAudience } from '../audience'
import { when } from '../event'
import { base } from './fold'

/** 事件 or 一般事项. `number` and `receivedAt` are null until the server has it. */
export interface Incident extends Base, Particulars {
	number: string | null
	state: 'open' | 'closed'
	by: Id | null
	at: Instant
	receivedAt: Instant | null
	/** Last time anything happened to it. */
	changedAt: Instant
	amended: number
	suggestion: Suggestion | null
	prepared: Suggestion | null
	sectionGone: boolean
	/** Who has it in hand; null: the duty room. */
	section: Id | null
	assignment: Id | null
	result: string | null
	closedAt: Instant | null
}

export const incident: Fold<'incidents'> = {
	collection: 'incidents',
	ids: (event) => ('incident' in event.data ? [event.data.incident] : []),
	apply(event, record) {
		if (event.kind === 'incident.logged') {
			const { incident: id, holder, ...said } = event.data
			return {
				...base(id, event.subject, incidentAudience(holder)),
				...said,
				state: 'open',
				by: event.actor,
				at: event.at,
				receivedAt: event.receivedAt,
				changedAt: when(event),
				amended: 0,
				section: holder,
				assignment: null,
				result: null,
				closedAt: null
			}
		}
		if (!record) return null
		const now = { ...record, changedAt: when(event) }
		switch (event.kind) {
			case 'incident.amended':
				return { ...now, ...event.data.changes, amended: record.amended + 1 }
			case 'incident.closed':
				return { ...now, state: 'closed', result: event.data.result, closedAt: when(event) }
			case 'incident.reopened':
				return { ...now, state: 'open', result: null, closedAt: null }
			case 'assignment.made':
			case 'assignment.returned': {
				const { holder, assignment } = event.data
				const inHand = holder === null ? null : assignment
				return { ...now, audience: incidentAudience(holder), section: holder, assignment: inHand }
			}
			case 'incident.noted':
			case 'assignment.acknowledged':
			case 'assignment.transferred':
			case 'assignment.overdue':
				return now
			default:
				return record
		}
	}
}
