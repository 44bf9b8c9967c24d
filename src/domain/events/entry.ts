import type { Base, Id } from '../record'
import type { DutyEvent, EventKind, Particulars, QuotedDuty } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { incidentAudience } from '../audience'
import { movesHolder } from '../event'
import { minute } from '../instant'
import { base } from './fold'

/** 日志条目: one line of the logbook, and of its incident's timeline. Lines are added, never changed. */
export interface Entry extends Base {
	incident: Id | null
	kind: EventKind
	by: Id | null
	at: Instant
	receivedAt: Instant | null
	/** The device's clock was ahead of the server's by more than two minutes. */
	ahead: boolean
	text: string | null
	section: Id | null
	sectionName: string | null
	/** The section it went on to (转办). */
	toName: string | null
	duties: QuotedDuty[]
	superseded: boolean
	changes: Partial<Particulars> | null
	before: Partial<Particulars> | null
}

const AHEAD = 2 * minute

/** What an event adds to the logbook; null where it is no business of the logbook. */
function said(event: DutyEvent): Partial<Entry> | null {
	switch (event.kind) {
		case 'incident.logged':
		case 'incident.noted':
		case 'log.written':
			return { text: event.data.text }
		case 'incident.amended':
			return { changes: event.data.changes, before: event.data.before }
		case 'incident.closed':
			return { text: event.data.result }
		case 'incident.reopened':
			return { text: event.data.reason }
		case 'assignment.made': {
			const { section, sectionName, duties, superseded } = event.data
			return { section, sectionName, duties, superseded }
		}
		case 'assignment.acknowledged':
		case 'assignment.overdue':
			return { section: event.data.section, sectionName: event.data.sectionName }
		case 'assignment.returned':
			return { section: event.data.section, sectionName: event.data.sectionName, text: event.data.reason }
		case 'assignment.transferred': {
			const { section, sectionName, toName, reason } = event.data
			return { section, sectionName, toName, text: reason }
		}
		default:
			return null
	}
}

export function entryId(event: { command: Id; ordinal: number }): Id {
	return `${event.command}e${event.ordinal}`
}

export const entry: Fold<'entries'> = {
	collection: 'entries',
	ids: (event) => (said(event) ? [entryId(event)] : []),
	apply(event, record) {
		const of = 'holder' in event.data ? event.data : { incident: null, holder: null }
		if (record) return movesHolder(event) ? { ...record, audience: incidentAudience(of.holder) } : record
		const line = said(event)
		if (!line) return null
		return {
			...base(entryId(event), event.subject, incidentAudience(of.holder)),
			incident: of.incident,
			kind: event.kind,
			by: event.actor,
			at: event.at,
			receivedAt: event.receivedAt,
			ahead: event.receivedAt !== null && event.at > event.receivedAt + AHEAD,
			text: null,
			section: null,
			sectionName: null,
			toName: null,
			duties: [],
			superseded: false,
			changes: null,
			before: null,
			...line
		}
	}
}
