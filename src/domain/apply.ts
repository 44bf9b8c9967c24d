import type { Collection, Id, Kept, Key, Rec } from './record'
import type { DutyEvent, EventKind } from './event'
import type { Fold } from './events/fold'
import type { Loaded } from './loaded'
import { formerAudience, sameAudience } from './audience'
import { movesHolder } from './event'
import { assignment } from './events/assignment'
import { attachment } from './events/attachment'
import { callTask } from './events/callTask'
import { catalogue } from './events/catalogue'
import { chase } from './events/chase'
import { contact } from './events/contact'
import { counter } from './events/counter'
import { entry } from './events/entry'
import { handover } from './events/handover'
import { incident } from './events/incident'
import { inspection } from './events/inspection'
import { leave } from './events/leave'
import { lesson } from './events/lesson'
import { office } from './events/office'
import { person } from './events/person'
import { policies } from './events/policies'
import { rights } from './events/rights'
import { rollAnswer, rollCall } from './events/rollCall'
import { room } from './events/room'
import { roster } from './events/roster'
import { section } from './events/section'
import { swap } from './events/swap'
import { turn } from './events/turn'

const folds: { [C in Collection]: Fold<C> } = {
	assignments: assignment,
	attachments: attachment,
	callTasks: callTask,
	catalogues: catalogue,
	chases: chase,
	contacts: contact,
	counters: counter,
	entries: entry,
	handovers: handover,
	incidents: incident,
	inspections: inspection,
	leaves: leave,
	lessons: lesson,
	office,
	people: person,
	policies,
	rights,
	rollAnswers: rollAnswer,
	rollCalls: rollCall,
	rooms: room,
	rosters: roster,
	sections: section,
	swaps: swap,
	turns: turn
}

/** The folds that an event of a kind concerns. */
const concerned = new Map<EventKind, Fold<Collection>[]>()
for (const fold of Object.values(folds) as Fold<Collection>[])
	for (const kind of fold.on) concerned.set(kind, [...(concerned.get(kind) ?? []), fold])

/**
 * What apply must see: the records the event writes, and all that belongs to its subject where the holder moves. What
 * carries the command's own id is made by that command: nobody needs to look whether it is there already.
 */
function reads(event: DutyEvent, keys: Key[]): void {
	const all = concerned.get(event.kind)!
	for (let i = 0; i < all.length; i++) {
		const id = all[i]!.id(event)
		if (id !== null && !id.startsWith(event.command)) keys.push(`${all[i]!.collection}/${id}`)
	}
	if (movesHolder(event) && !event.subject.startsWith(event.command)) keys.push(`subject/${event.subject}`)
}

/**
 * Applies the events of one command: the records they change, as they are afterwards; those in `loaded` stay as they
 * were. Says what must be loaded first where something is missing. The only maker of records: on phone, server and in
 * verify.
 */
export function apply(events: readonly DutyEvent[], loaded: Loaded): readonly Kept[] | { missing: Key[] } {
	const keys: Key[] = []
	for (let i = 0; i < events.length; i++) reads(events[i]!, keys)
	const need = loaded.need(keys)
	if (Array.isArray(need)) return { missing: need }
	const layer = loaded.layer()
	for (let i = 0; i < events.length; i++) applyOne(events[i]!, layer)
	return layer.changed()
}

function applyOne(event: DutyEvent, to: Loaded): void {
	const done: Id[] = []
	const all = concerned.get(event.kind)!
	for (let i = 0; i < all.length; i++) {
		const fold = all[i]!
		const id = fold.id(event)
		if (id === null) continue
		done.push(id)
		const before = to.get(fold.collection, id)
		if (before) change(event, fold, before, to)
		else begin(event, fold, to)
	}
	// Of what the same command has just made, everything was made for the holder it names.
	if (!movesHolder(event) || event.subject.startsWith(event.command)) return
	const rest = to.of(event.subject)
	for (let i = 0; i < rest.length; i++) {
		const { collection, record } = rest[i]!
		if (!done.includes(record.id)) change(event, folds[collection] as Fold<Collection>, record, to)
	}
}

function begin(event: DutyEvent, fold: Fold<Collection>, to: Loaded): void {
	const record = fold.make(event) as Rec | null
	if (record === null) return
	record.formerly = []
	to.putOwn({ collection: fold.collection, record } as Kept)
}

function change(event: DutyEvent, fold: Fold<Collection>, before: Rec, to: Loaded): void {
	const changes = fold.change(event, before as never)
	if (changes === null) return
	const { audience } = changes
	if (audience && !sameAudience(audience, before.audience))
		changes.formerly = formerAudience(audience, before)
	Object.assign(to.own(fold.collection, before), changes)
}
