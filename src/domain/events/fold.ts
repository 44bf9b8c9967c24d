import type { Collection, Id, Records } from '../record'
import type { DutyEvent } from '../event'
import type { Audience } from '../audience'

/** What a fold says of a record; `formerly` is kept by the caller, which knows the record before. */
export type Folded<C extends Collection> = Omit<Records[C], 'formerly'>

/** How events make the records of one collection. Pure: the same events in the same order make the same records. */
export interface Fold<C extends Collection> {
	collection: C
	/** Which records of the collection the event writes. */
	ids(event: DutyEvent): Id[]
	/** The record after the event; the very same object (or null) where the event says nothing of it. */
	apply(event: DutyEvent, record: Records[C] | null): Folded<C> | null
}

/** The fold of a setting: one record, named by the event and replaced whole. */
export function base(id: Id, subject: Id, audience: Audience[]) {
	return { id, subject, audience }
}
