import type { Id } from './record'
import type { Instant } from './instant'

/** A duty line as it read when it was quoted. `no` is its place among its section's duties, from 1. */
export interface QuotedDuty {
	id: Id
	no: number
	text: string
}

/** What routing proposed: a version of the catalogue, the duty lines that led there, the section (null: the duty room keeps it). */
export interface Suggestion {
	catalogue: Id
	duties: Id[]
	section: Id | null
	/** Shown as 可能 or 存疑: whoever takes it on teaches something. Absent: it was 很可能. */
	doubtful?: true
}

/** 特别重大 1 … 一般 4; null is 未定. */
export type Level = 1 | 2 | 3 | 4
export type Category = '自然灾害' | '事故灾难' | '公共卫生事件' | '社会安全事件' | '其他'
export type IncidentKind = 'incident' | 'matter'
export type Role = 'admin' | 'officer' | 'leader'
/** What came of dialling a number. */
export type CallOutcome = '接通' | '未接' | '占线' | '空号' | '关机'
export type Seat = 'lead' | 'officer' | 'deputy' | 'driver'

/** How a section came by an assignment: it was suggested and accepted, chosen instead, assigned later, passed on, opened again. */
export type How = 'accepted' | 'changed' | 'assigned' | 'transferred'

/** What an officer can say of an incident beside its text; null is "not said". */
export interface Particulars {
	kind: IncidentKind
	text: string
	occurredAt: Instant | null
	place: string | null
	category: Category | null
	level: Level | null
}

/**
 * A duty line as adopted. `printed`: as the document has it, where that differs (Traditional characters); `lines`: where
 * it stood there, from 1, both inclusive. Absent where nobody said.
 */
export interface CatalogueDuty extends QuotedDuty {
	printed?: string
	lines?: [from: number, to: number]
}

export interface CatalogueSection {
	section: Id
	name: string
	/** As the document has the name, where that differs. */
	printed?: string
	aliases: string[]
	duties: CatalogueDuty[]
	tasks: string[]
}

/** The document that a catalogue was read from; the hash is of its bytes, null where this device cannot make one. */
export interface CatalogueSource {
	name: string
	sha256: string | null
}

/** A section that an earlier catalogue had. */
export interface GoneSection {
	section: Id
	name: string
	aliases: string[]
}

/** `holder` is the section that has the incident in hand after the event; null: the duty room. */
interface Incidental {
	incident: Id
	holder: Id | null
}

/** The section's name as it was then: a later catalogue may rename it. */
interface Assigning extends Incidental {
	assignment: Id
	section: Id
	sectionName: string
}

/** What is announced of a photo or file: its bytes follow, and must be just these. */
export interface Described {
	name: string
	/** One of `attachmentTypes`. */
	type: string
	/** Bytes. */
	size: number
	/** Of the bytes, 64 of [0-9a-f]. */
	sha256: string
	/** Pixels; null for what is no image. */
	width: number | null
	height: number | null
	/** When the camera took it, as its phone says; null: not known. */
	takenAt: Instant | null
}

interface Learned {
	lesson: Id
	text: string
	section: Id | null
	instead: Id | null
}

/** The facts. One is written once and never changed; records are made from them, and only from them. */
export interface Facts {
	'office.set': { name: string; acknowledgeWithin: Record<IncidentKind, number> }
	/** `source` and `gone` (all that earlier versions had and this one has not) are absent in old logs. */
	'catalogue.adopted': {
		catalogue: Id
		version: number
		dutyRoom: Id | null
		sections: CatalogueSection[]
		source?: CatalogueSource | null
		gone?: GoneSection[]
	}
	/** `order` null: the catalogue in force has it no more. */
	'section.named': { section: Id; order: number | null; name: string; aliases: string[] }
	'section.staffed': { section: Id; a: Id | null; b: Id | null }
	'person.set': {
		person: Id
		name: string
		roles: Role[]
		sections: Id[]
		title: string | null
		phone: string | null
		disabled: boolean
	}
	'contact.tested': { person: Id; outcome: CallOutcome }
	'turn.set': { turn: Id; seat: Seat; person: Id; from: Instant; to: Instant }
	'incident.logged': Incidental &
		Particulars & {
			number: string | null
			/** The holder's name as it was then. */
			holderName: string | null
			suggestion: Suggestion | null
			/** What routing says now, where the officer's phone still had an older catalogue or none. */
			prepared: Suggestion | null
			/** The section the officer saw no longer exists: nobody is assigned. */
			sectionGone: boolean
		}
	'incident.amended': Incidental & { changes: Partial<Particulars>; before: Partial<Particulars> }
	'incident.noted': Incidental & { text: string }
	'incident.closed': Incidental & { assignment: Id | null; result: string }
	'incident.reopened': Incidental & { assignment: Id | null; dueAt: Instant | null; reason: string }
	'assignment.made': Assigning & {
		how: How
		duties: QuotedDuty[]
		/** True: the duty lines are of a catalogue that has been replaced since. */
		superseded: boolean
		dueAt: Instant | null
	}
	'assignment.acknowledged': Assigning
	'assignment.returned': Assigning & { reason: string }
	'assignment.transferred': Assigning & { to: Id; toName: string; reason: string }
	'assignment.overdue': Assigning & { dueAt: Instant }
	'attachment.added': Incidental & Described & { attachment: Id }
	/** The server has the bytes, and they are as announced. */
	'attachment.arrived': { incident: Id; attachment: Id }
	'log.written': { text: string }
	/** What a decision about an incident teaches: texts like this go to `section` (null: the duty room), not to `instead`. */
	'lesson.made': Incidental & Learned & { confirmed: boolean }
	'lesson.proposed': Learned & { reason: string }
	'lesson.accepted': { lesson: Id }
	'lesson.refused': { lesson: Id; reason: string }
	'lesson.undone': { lesson: Id; reason: string }
}
export type EventKind = keyof Facts

/**
 * A fact with who, when and where it stands in its command. `receivedAt` is the server's clock and null on a phone;
 * `at` is what the device's clock said.
 */
export type DutyEvent = {
	[K in EventKind]: {
		kind: K
		subject: Id
		data: Facts[K]
		command: Id
		ordinal: number
		actor: Id | null
		at: Instant
		receivedAt: Instant | null
	}
}[EventKind]
export type EventOf<K extends EventKind> = Extract<DutyEvent, { kind: K }>

/** The kinds that tell of an incident; each carries who has it in hand. */
export const ofIncident = [
	'incident.logged',
	'incident.amended',
	'incident.noted',
	'incident.closed',
	'incident.reopened',
	'assignment.made',
	'assignment.acknowledged',
	'assignment.returned',
	'assignment.transferred',
	'assignment.overdue',
	'attachment.added'
] as const satisfies EventKind[]
export type OfIncident = EventOf<(typeof ofIncident)[number]>

/** The server's clock where there is one: what counts; else the phone's, until the server has answered. */
export function when(event: { at: Instant; receivedAt: Instant | null }): Instant {
	return event.receivedAt ?? event.at
}

/** After these somebody else has the incident in hand, so everything that belongs to it is seen by others than before. */
export function movesHolder(event: DutyEvent): event is EventOf<'assignment.made' | 'assignment.returned'> {
	return event.kind === 'assignment.made' || event.kind === 'assignment.returned'
}
