import type { Assignment } from './events/assignment'
import type { Attachment } from './events/attachment'
import type { CallTask } from './events/callTask'
import type { Catalogue } from './events/catalogue'
import type { Chase } from './events/chase'
import type { Contact } from './events/contact'
import type { Counter } from './events/counter'
import type { Entry } from './events/entry'
import type { Handover } from './events/handover'
import type { Incident } from './events/incident'
import type { Inspection } from './events/inspection'
import type { Leave } from './events/leave'
import type { Lesson } from './events/lesson'
import type { Office } from './events/office'
import type { Person } from './events/person'
import type { Policies } from './events/policies'
import type { Rights } from './events/rights'
import type { RollAnswer, RollCall } from './events/rollCall'
import type { Room } from './events/room'
import type { Roster } from './events/roster'
import type { Section } from './events/section'
import type { Swap } from './events/swap'
import type { Turn } from './events/turn'
import type { Audience } from './audience'

/** A command's id is 15 of [a-z0-9]; what the command makes carries it, followed by an ordinal. */
export type Id = string

/**
 * What every record has. `subject` is the record it belongs to (an incident's assignments and entries name the
 * incident); `formerly` are audiences that could once see it: they get null for it.
 */
export interface Base {
	id: Id
	subject: Id
	audience: Audience[]
	formerly: Audience[]
}

export interface Records {
	assignments: Assignment
	attachments: Attachment
	callTasks: CallTask
	catalogues: Catalogue
	chases: Chase
	contacts: Contact
	counters: Counter
	entries: Entry
	handovers: Handover
	incidents: Incident
	inspections: Inspection
	leaves: Leave
	lessons: Lesson
	office: Office
	people: Person
	policies: Policies
	rights: Rights
	rollAnswers: RollAnswer
	rollCalls: RollCall
	rooms: Room
	rosters: Roster
	sections: Section
	swaps: Swap
	turns: Turn
}
export type Collection = keyof Records
export type Rec = Records[Collection]

/** Names one record, or everything that belongs to a subject. */
export type Key = `${Collection}/${Id}` | `subject/${Id}`

/** A record together with where it is kept. */
export type Kept = { [C in Collection]: { collection: C; record: Records[C] } }[Collection]

/** What a command may look at. Both sides fill it with what `needs` names; null is "there is none here". */
export interface Snapshot {
	get<C extends Collection>(collection: C, id: Id): Records[C] | null
	of(subject: Id): readonly Kept[]
}
