import type { Described } from '../../domain/event'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'

/** A photo or file on its way from this phone to the server. */
export interface Waiting extends Described {
	/** Order of choosing, from 1; given by the store. */
	order: number
	/** Becomes the id of its attachment.add, so that announcing it twice is announcing it once. */
	id: Id
	/** It goes up under this person's sign-in and no other. */
	author: Id
	/** Where it was chosen: the draft of a new entry (NEW), or an incident's page. */
	place: string
	/** Null while it is only chosen; of what was given back still the refused one. */
	incident: Id | null
	/** chosen ─queue─▶ waiting ─▶ gone, when the server has it; or refused. */
	state: 'chosen' | 'waiting' | 'refused'
	reason: string | null
	/** A small picture of it; null for what is no image, or none that this phone can read. */
	thumb: Blob | null
	chosenAt: Instant
}

/** The place of what is chosen for an entry that is still being written. */
export const NEW = 'new'

/** The id of the attachment that a waiting file becomes. */
export const attachmentOf = (file: Pick<Waiting, 'id'>): Id => `${file.id}1`

export type Chosen = Omit<Waiting, 'order' | 'incident' | 'state' | 'reason'>

/**
 * Where photos and files wait with their bytes. Every implementation passes the suite in store.suite.ts:
 * - `choose` resolves when file and bytes would survive the phone losing power, and rejects with StorageFull when there
 *   is no room;
 * - lists come in the order of choosing;
 * - `queue` moves all that one person has chosen at a place, or nothing;
 * - `giveBack` of what does not wait does nothing;
 * - bytes stay until `arrived` or `remove`; what waits cannot be removed.
 */
export interface AttachmentStore {
	choose(file: Chosen, bytes: Blob): Promise<void>
	all(): Promise<Waiting[]>
	bytes(id: Id): Promise<Blob | null>
	/** What was chosen is to go up, with this incident. */
	queue(author: Id, place: string, incident: Id): Promise<void>
	refuse(id: Id, reason: string): Promise<void>
	/** The entry it was to go up with was refused: it is among what is chosen for a new one again, under a fresh id. */
	giveBack(id: Id, fresh: Id): Promise<void>
	/** The server has it. */
	arrived(id: Id): Promise<void>
	remove(id: Id): Promise<void>
}
