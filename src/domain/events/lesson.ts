import type { Audience } from '../audience'
import type { Base, Id } from '../record'
import type { DutyEvent, EventOf } from '../event'
import type { Instant } from '../instant'
import type { Fold, Fresh } from './fold'
import { incidentAudience } from '../audience'
import { movesHolder, when } from '../event'

/**
 * What routing learns: a text of this kind belongs to this section.
 *
 *     a decision of the duty room or a section ──▶ inForce ──undone, or the section returned it──▶ undone
 *     proposed ──accepted──▶ inForce
 *         └──refused──▶ refused
 *
 * An incident has one lesson, the last decision's: a new decision takes the place of the one before. It carries words
 * of the incident, so it is seen by whoever sees the incident, and moves with it. A proposal is seen by the duty side
 * and its author; once accepted also by the sections it names.
 */
export interface Lesson extends Base {
	/** The incident that taught it; null: it was proposed. */
	incident: Id | null
	text: string
	/** Where it belongs; null: the duty room keeps it. */
	section: Id | null
	/** What routing or somebody before had said; null: nothing else, or not known. */
	instead: Id | null
	state: 'proposed' | 'inForce' | 'refused' | 'undone'
	/** The section has taken it on (签收), or had been suggested: it counts for more. */
	confirmed: boolean
	by: Id | null
	at: Instant
	/** The proposer's reason. */
	why: string | null
	/** Who accepted, refused or undid it, and what for. */
	answeredBy: Id | null
	answeredAt: Instant | null
	answer: string | null
}

type Told = EventOf<
	'lesson.made' | 'lesson.proposed' | 'lesson.accepted' | 'lesson.refused' | 'lesson.undone'
>
type Decision = EventOf<'assignment.acknowledged' | 'assignment.returned'>

/** An incident's lesson. */
export function lessonOf(incident: Id): Id {
	return `${incident}l`
}

export const lesson: Fold<'lessons'> = {
	collection: 'lessons',
	on: [
		'lesson.made',
		'lesson.proposed',
		'lesson.accepted',
		'lesson.refused',
		'lesson.undone',
		'assignment.acknowledged',
		'assignment.returned'
	],
	id: (event) =>
		'lesson' in event.data ? (event as Told).data.lesson : lessonOf((event as Decision).data.incident),
	make(event) {
		if (event.kind === 'lesson.made') {
			const { lesson: id, incident, holder, confirmed } = event.data
			return fresh(event, { id, incident, audience: incidentAudience(holder), state: 'inForce', confirmed })
		}
		if (event.kind !== 'lesson.proposed') return null
		const { lesson: id, reason } = event.data
		const audience: Audience[] = event.actor === null ? ['duty'] : ['duty', `person:${event.actor}`]
		return {
			...fresh(event, { id, incident: null, audience, state: 'proposed', confirmed: true }),
			why: reason
		}
	},
	change(event, record) {
		switch (event.kind) {
			case 'lesson.made':
				return anew(event, record)
			case 'lesson.accepted':
				return { state: 'inForce', audience: concerned(record), ...answered(event, null) }
			case 'lesson.refused':
				return { state: 'refused', ...answered(event, event.data.reason) }
			case 'lesson.undone':
				return { state: 'undone', ...answered(event, event.data.reason) }
			case 'assignment.acknowledged':
				return taught(event, record) ? { confirmed: true } : null
			default:
				return moved(event, record)
		}
	}
}

function fresh(
	event: EventOf<'lesson.made' | 'lesson.proposed'>,
	own: Pick<Lesson, 'id' | 'incident' | 'audience' | 'state' | 'confirmed'>
): Fresh<'lessons'> {
	const { text, section, instead } = event.data
	return {
		id: own.id,
		subject: event.subject,
		audience: own.audience,
		incident: own.incident,
		text,
		section,
		instead,
		state: own.state,
		confirmed: own.confirmed,
		by: event.actor,
		at: when(event),
		why: null,
		answeredBy: null,
		answeredAt: null,
		answer: null
	}
}

/** A new decision about the same incident. */
function anew(event: EventOf<'lesson.made'>, record: Lesson): Partial<Lesson> {
	const { text, section, instead, confirmed, holder } = event.data
	// Where nothing else was suggested, it was the decision before this one that was wrong.
	const before = record.section === section ? null : record.section
	return {
		audience: incidentAudience(holder),
		text,
		section,
		instead: instead ?? before,
		state: 'inForce',
		confirmed,
		by: event.actor,
		at: when(event),
		answeredBy: null,
		answeredAt: null,
		answer: null
	}
}

function answered(event: DutyEvent, answer: string | null) {
	return { answeredBy: event.actor, answeredAt: when(event), answer }
}

/** The sections it names, beside those who saw it. */
function concerned({ audience, section, instead }: Lesson): Audience[] {
	const all = [...audience]
	for (const id of [section, instead]) {
		if (id !== null && !all.includes(`section:${id}`)) all.push(`section:${id}`)
	}
	return all
}

/** The decision is about the section that the lesson names. */
function taught(event: Decision, record: Lesson): boolean {
	return record.state === 'inForce' && record.section === event.data.section
}

/** It goes where its incident goes; what a section returns was no lesson. */
function moved(event: DutyEvent, record: Lesson): Partial<Lesson> | null {
	if (!movesHolder(event) || record.incident === null) return null
	const audience = incidentAudience(event.data.holder)
	if (event.kind === 'assignment.made' || !taught(event, record)) return { audience }
	return { audience, state: 'undone', ...answered(event, event.data.reason) }
}
