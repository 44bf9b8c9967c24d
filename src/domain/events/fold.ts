import type { Collection, Id, Records } from '../record'
import type { DutyEvent, EventKind } from '../event'

/** What a fold says of a new record; `formerly` is kept by apply, which knows the record before. */
export type Fresh<C extends Collection> = Omit<Records[C], 'formerly'>

/**
 * How events make and change the records of one collection. Pure: the same events in the same order make the same
 * records. Written out field by field: in goja copying an object costs six times as much as writing one.
 */
export interface Fold<C extends Collection> {
	collection: C
	/** The kinds of events that write records of the collection. */
	on: readonly EventKind[]
	/** Which record of the collection an event of those kinds writes; null: none after all. */
	id(event: DutyEvent): Id | null
	/** The record that begins with the event; null where the event does not begin one. */
	make(event: DutyEvent): Fresh<C> | null
	/** What the event changes on a record that is there; null: nothing. */
	change(event: DutyEvent, record: Records[C]): Partial<Records[C]> | null
}
