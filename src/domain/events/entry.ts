import type { Base, Id } from '../record'
import type { DutyEvent, EventKind, Particulars } from '../event'
import type { Instant } from '../instant'
import type { Fold, Fresh } from './fold'
import { incidentAudience } from '../audience'
import { movesHolder, ofIncident } from '../event'
import { minute } from '../instant'

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
	changes: Partial<Particulars> | null
	before: Partial<Particulars> | null
	/** The type of the file that was added; absent on lines of other kinds. */
	type?: string
}

const AHEAD = 2 * minute

/** What was said with the event, in words. */
function textOf(event: DutyEvent): string | null {
	switch (event.kind) {
		case 'incident.logged':
		case 'incident.noted':
		case 'log.written':
			return event.data.text
		case 'attachment.added':
			return event.data.name
		case 'swap.done':
		case 'swap.ended':
		case 'swap.made':
		case 'roster.published':
		case 'leave.set':
		case 'handover.taken':
		case 'chase.began':
		case 'chase.asked':
		case 'chase.alarmed':
		case 'chase.settled':
		case 'chase.forgotten':
		case 'callTask.reported':
		case 'notice.tried':
			return event.data.words
		case 'incident.closed':
			return event.data.result
		case 'incident.reopened':
		case 'assignment.returned':
		case 'assignment.transferred':
			return event.data.reason
		default:
			return null
	}
}

/** What changed on the roster, where the duty room should read it. */
const ofRoster = [
	'swap.done',
	'swap.ended',
	'swap.made',
	'roster.published',
	'leave.set',
	'handover.taken'
] as const satisfies EventKind[]

/** Who was asked to answer for an incident, and by what: on its timeline. */
const ofChase = [
	'chase.began',
	'chase.asked',
	'chase.alarmed',
	'chase.settled',
	'chase.forgotten',
	'callTask.reported',
	'notice.tried'
] as const satisfies EventKind[]

export function entryId(event: { command: Id; ordinal: number }): Id {
	return `${event.command}e${event.ordinal}`
}

export const entry: Fold<'entries'> = {
	collection: 'entries',
	on: [...ofIncident, 'log.written', ...ofRoster, ...ofChase],
	id(event) {
		// Handed over in the act of logging or passing on: that line tells it.
		if (event.kind === 'assignment.made' && event.ordinal > 1) return null
		return 'words' in event.data && event.data.words === null ? null : entryId(event)
	},
	make(event) {
		const of = 'holder' in event.data ? event.data : null
		const loose = of === null && 'words' in event.data
		const about = 'sectionName' in event.data ? event.data : null
		const logged = event.kind === 'incident.logged' ? event.data : null
		const amended = event.kind === 'incident.amended' ? event.data : null
		const line: Fresh<'entries'> = {
			id: entryId(event),
			subject: loose ? entryId(event) : event.subject,
			audience: incidentAudience(of ? of.holder : null),
			incident: of ? of.incident : null,
			kind: event.kind,
			by: event.actor,
			at: event.at,
			receivedAt: event.receivedAt,
			ahead: event.receivedAt !== null && event.at > event.receivedAt + AHEAD,
			text: textOf(event),
			section: logged ? logged.holder : about ? about.section : null,
			sectionName: logged ? logged.holderName : about ? about.sectionName : null,
			toName: event.kind === 'assignment.transferred' ? event.data.toName : null,
			changes: amended ? amended.changes : null,
			before: amended ? amended.before : null
		}
		if (event.kind === 'attachment.added') line.type = event.data.type
		return line
	},
	change: (event) => (movesHolder(event) ? { audience: incidentAudience(event.data.holder) } : null)
}
