import type { Asked, ChasePlace } from './events/chase'
import type { LeaveKind } from './events/leave'
import type { Inspected } from './events/inspection'
import type { RoomDuty } from './events/room'
import type { PlannedTurn, Unmet } from './events/roster'
import type { SwapState } from './events/swap'
import type { TurnHow } from './events/turn'
import type { Policy } from './escalation/policy'
import type { Channel } from './notice'
import type { RollRules } from './people/rollCall'
import type { Id } from './record'
import type { RosterDue } from './roster/due'
import type { HandoverRules, HandoverSheet } from './roster/handover'
import type { DutyRules } from './roster/seats'
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
/** A seat of the office's own: lead, officer, deputy, driver, standby unless it has set others. */
export type Seat = string

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

/** A line for the logbook, with the names as they were then; null: the duty room need not read it. */
interface Told {
	words: string | null
}

/** Of the chase of an assignment; the section has it in hand. */
interface Chasing extends Incidental {
	chase: Id
	assignment: Id
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
		/** Absent: as it was. Never there in old logs. */
		mail?: string | null | undefined
		disabled: boolean
	}
	'contact.tested': { person: Id; outcome: CallOutcome }
	'duty.ruled': DutyRules
	/**
	 * Without `place`: of the time before rosters. `rest`: what was left of a turn that was taken over while it ran; `at`: since
	 * when it is stood; absent in old logs, where that is its beginning.
	 */
	'turn.set': {
		turn: Id
		seat: Seat
		person: Id
		from: Instant
		to: Instant
		place?: number
		original?: Id
		roster?: Id | null
		rest?: { turn: Id; was: Id; how: TurnHow; swap: Id; at?: Instant } | undefined
	}
	/** `via`: the swap by which the person has it from now on; null: the roster. `swap`: what it changed for. */
	'turn.changed': {
		turn: Id
		was: Id
		person: Id
		original: Id
		how: TurnHow
		swap: Id | null
		via: Id | null
	}
	/** The turn ends at another time; relieved: somebody took over then. */
	'turn.ended': { turn: Id; to: Instant; relieved: boolean }
	/** The roster was published again without it. */
	'turn.dropped': { turn: Id }
	'handover.ruled': HandoverRules
	/** `signed` false: the reliever's command brought the sheet along from a desk that both used without a network. */
	'handover.given': {
		handover: Id
		turn: Id
		seat: Seat
		from: Id
		to: Id
		sheet: HandoverSheet
		writtenAt: Instant
		signed: boolean
	}
	/** The outgoing's own signature has come after all. */
	'handover.signed': { handover: Id }
	'handover.withdrawn': { handover: Id; turn: Id }
	/** `handover` null: nobody handed over, the reliever took over with a reason. */
	'handover.taken': {
		handover: Id | null
		turn: Id
		next: Id
		from: Id
		to: Id
		takenAt: Instant
		reason: string | null
	} & Told
	/** Whoever had the turn was relieved by signature. */
	'turn.relieved': { turn: Id; at: Instant }
	/** The turn is over and nobody has signed. `person`: who was told that they are waited for; absent in old logs. */
	'handover.late': { turn: Id; next: Id; person?: Id }
	'swap.asked': { swap: Id; turn: Id; was: Id; to: Id | null; inReturn: Id | null; reason: string }
	'swap.offered': { swap: Id; turn: Id; to: Id; inReturn: Id | null }
	'swap.agreed': { swap: Id; turn: Id; to: Id; inReturn: Id | null }
	'swap.done': {
		swap: Id
		turn: Id
		to: Id
		inReturn: Id | null
		approvedBy: Id | null
	} & Told
	'swap.ended': {
		swap: Id
		turn: Id
		state: Exclude<SwapState, 'asked' | 'offered' | 'agreed' | 'done'>
		answer: string | null
	} & Told
	/** Not asked for: taken over while it ran, or given by an administrator. */
	'swap.made': { swap: Id; turn: Id; was: Id; to: Id; how: 'take' | 'assign'; reason: string } & Told
	'roster.drafted': {
		roster: Id
		from: string
		to: string
		turns: PlannedTurn[]
		unmet: Unmet[]
		calendarNote: string | null
	}
	'roster.published': { roster: Id } & Told
	/** What is to be published and is not; all of it, each time that changes. */
	'roster.wanted': { due: RosterDue[] }
	'leave.set': {
		leave: Id
		person: Id
		from: Instant
		to: Instant
		kind: LeaveKind
		note: string | null
	} & Told
	'leave.cancelled': { leave: Id; person: Id }
	/** Everybody is sent a test by their channels; `asked`: ids. */
	'rollCall.started': { rollCall: Id; asked: Id[] }
	'rollCall.answered': { rollCall: Id; person: Id }
	'rollCall.ruled': { weekly: RollRules | null }
	'room.set': { room: Id; name: string; group: string | null; phones: string[]; removed: boolean }
	'room.duty': { room: Id; days: RoomDuty[] }
	'inspection.started': {
		inspection: Id
		way: 'draw' | 'list'
		pool: number
		rooms: Omit<Inspected, 'calls'>[]
	}
	'inspection.called': {
		inspection: Id
		room: Id
		outcome: CallOutcome
		who: string | null
		remark: string | null
	}
	'inspection.ended': { inspection: Id; note: string | null }
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
	/** `dueAt`: the limit for 签收 of `assignment`, where it became shorter by this. Absent elsewhere, and in old logs. */
	'incident.amended': Incidental & {
		changes: Partial<Particulars>
		before: Partial<Particulars>
		assignment?: Id
		dueAt?: Instant
	}
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
	/** `waits`: another one has yet to sign as well. `lookAt`: when it is looked whether anything came of it. Absent in old logs. */
	'assignment.acknowledged': Assigning & { waits?: true; lookAt?: Instant }
	'assignment.returned': Assigning & { reason: string }
	'assignment.transferred': Assigning & { to: Id; toName: string; reason: string }
	'assignment.overdue': Assigning & { dueAt: Instant }
	/** `asked`: what was done at once. */
	'chase.began': Assigning & { chase: Id; policy: Policy; asked: Asked[]; place: ChasePlace } & Told
	'chase.asked': Chasing & { asked: Asked; place: ChasePlace } & Told
	/** Nobody has answered any step: an alarm in the duty room that stands until the assignment ends or somebody signs. */
	'chase.alarmed': Chasing & { persons: Id[] } & Told
	/** One has answered, and who else was to sign no longer can: nobody is waited for any more. */
	'chase.settled': Chasing & { nextAt: Instant | null } & Told
	/** Nothing came of 签收: asked again (`asked`); or something did, and it is looked again later. */
	'chase.forgotten': Chasing & { asked: boolean; persons: Id[]; nextAt: Instant | null } & Told
	'callTask.made': Assigning & { task: Id; persons: Id[] }
	/** `told`: 已电话告知, which is an answer; `waits`: another one has yet to answer as well. */
	'callTask.reported': Chasing & {
		task: Id
		person: Id
		outcome: CallOutcome
		told: boolean
		waits: boolean
		nextAt: Instant | null
	} & Told
	/** What became of a notice on one of its channels. `incident` null: it was about none. */
	'notice.tried': {
		notice: Id
		person: Id
		incident: Id | null
		holder: Id | null
		channel: Channel
		outcome: 'sent' | 'failed' | 'expired'
		detail: string
	} & Told
	'policies.set': { policies: Policy[] }
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
