import type { Collection, Id, Kept, Key, Rec, Records, Snapshot } from './record'
import type { DutyEvent } from './event'
import type { Fold } from './events/fold'
import { formerAudience } from './audience'
import { movesHolder } from './event'
import { assignment } from './events/assignment'
import { catalogue } from './events/catalogue'
import { contact } from './events/contact'
import { counter } from './events/counter'
import { entry } from './events/entry'
import { incident } from './events/incident'
import { office } from './events/office'
import { person } from './events/person'
import { rights } from './events/rights'
import { section } from './events/section'
import { turn } from './events/turn'

const folds: { [C in Collection]: Fold<C> } = {
	assignments: assignment,
	catalogues: catalogue,
	contacts: contact,
	counters: counter,
	entries: entry,
	incidents: incident,
	office,
	people: person,
	rights,
	sections: section,
	turns: turn
}
const collections = Object.keys(folds) as Collection[]

/** What apply must see: the records the event writes, and all that belongs to its subject where the holder moves. */
export function reads(event: DutyEvent): Key[] {
	const keys: Key[] = movesHolder(event) ? [`subject/${event.subject}`] : []
	for (const collection of collections)
		for (const id of folds[collection].ids(event)) keys.push(`${collection}/${id}`)
	return keys
}

/** The records that the event changes, as they are after it. The only maker of records: on phone, server and in verify. */
export function apply(event: DutyEvent, snapshot: Snapshot): Kept[] {
	const changed: Kept[] = []
	const done = new Set<Id>()
	const one = <C extends Collection>(collection: C, id: Id) => {
		if (done.has(id)) return
		done.add(id)
		const before = snapshot.get(collection, id)
		const after = applyTo(event, collection, before)
		if (after && after !== before) changed.push({ collection, record: after } as Kept)
	}
	for (const collection of collections) for (const id of folds[collection].ids(event)) one(collection, id)
	if (movesHolder(event))
		for (const { collection, record } of snapshot.of(event.subject)) one(collection, record.id)
	return changed
}

function applyTo<C extends Collection>(event: DutyEvent, collection: C, before: Records[C] | null) {
	const after = (folds[collection] as Fold<C>).apply(event, before)
	if (after === null || after === before) return before
	return { ...after, formerly: formerAudience(after.audience, before as Rec | null) } as Records[C]
}
