import type { Base, Id } from '../record'
import type { OfIncident, Particulars, Suggestion } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { incidentAudience } from '../audience'
import { ofIncident, when } from '../event'

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
	/** How many files were added; absent: none. */
	attached?: number
	result: string | null
	closedAt: Instant | null
}

export const incident: Fold<'incidents'> = {
	collection: 'incidents',
	on: ofIncident,
	id: (event) => (event as OfIncident).data.incident,
	make(event) {
		if (event.kind !== 'incident.logged') return null
		const { data } = event
		return {
			id: data.incident,
			subject: event.subject,
			audience: incidentAudience(data.holder),
			number: data.number,
			kind: data.kind,
			text: data.text,
			occurredAt: data.occurredAt,
			place: data.place,
			category: data.category,
			level: data.level,
			state: 'open',
			section: data.holder,
			assignment: null,
			by: event.actor,
			at: event.at,
			receivedAt: event.receivedAt,
			changedAt: when(event),
			amended: 0,
			suggestion: data.suggestion,
			prepared: data.prepared,
			sectionGone: data.sectionGone,
			result: null,
			closedAt: null
		}
	},
	change(event, record) {
		const changedAt = when(event)
		switch (event.kind) {
			case 'incident.amended':
				return { ...event.data.changes, amended: record.amended + 1, changedAt }
			case 'attachment.added':
				return { attached: (record.attached ?? 0) + 1, changedAt }
			case 'incident.closed':
				return { state: 'closed', result: event.data.result, closedAt: changedAt, changedAt }
			case 'incident.reopened':
				return { state: 'open', result: null, closedAt: null, changedAt }
			case 'assignment.made':
			case 'assignment.returned': {
				const { holder, assignment } = event.data
				const inHand = holder === null ? null : assignment
				return { audience: incidentAudience(holder), section: holder, assignment: inHand, changedAt }
			}
			default:
				return { changedAt }
		}
	}
}
