import type { Command } from '../../domain/command'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { Refusal } from '../../domain/refusal'

/** A command on its way to the server, with what became of it. */
export interface Outgoing {
	/** Order of writing, from 1; given by the store. */
	order: number
	id: Id
	/** Who acted. It goes up under this person's sign-in and no other. */
	author: Id
	command: Command
	addedAt: Instant
	state: 'waiting' | 'accepted' | 'refused'
	/** When accepted: the last event the server wrote for it. */
	seq: number | null
	refusals: Refusal[] | null
	settledAt: Instant | null
}

/** A text being written, kept at every pause. One a person. */
export interface Draft<Content = unknown> {
	author: Id
	content: Content
	savedAt: Instant
}

/** The phone has no room: the entry was not kept, what the person typed must stay on the screen. */
export class StorageFull extends Error {
	override name = 'StorageFull'
}

/**
 * Where entries wait. Every implementation passes the suite in store.suite.ts:
 * - `add` resolves when the entry would survive the phone losing power, and rejects with StorageFull when there is no room;
 * - an id is added once: adding it again changes nothing;
 * - lists come in the order of writing;
 * - `settle` and `drop` of an unknown id do nothing; what is settled stays settled;
 * - who watches hears of every change of the entries, those made by other tabs too, and of its own before it is told that it is done.
 */
export interface OutboxStore {
	add(author: Id, command: Command, now: Instant): Promise<void>
	all(): Promise<Outgoing[]>
	/** Those of one person that have not been answered. */
	waiting(author: Id): Promise<Outgoing[]>
	/** In one piece: what hangs on the list looks once. */
	settle(answers: readonly Settled[], now: Instant): Promise<void>
	/** Takes an answered entry away: its person has seen it. A waiting one stays. */
	drop(id: Id): Promise<void>
	saveDraft(draft: Draft): Promise<void>
	draft(author: Id): Promise<Draft | null>
	dropDraft(author: Id): Promise<void>
	/** Gives back what ends it. */
	watch(changed: () => void): () => void
	/** The service worker has written here, unheard: everybody who reads reads again. */
	changedElsewhere(): void
}
export type Settled = { id: Id; seq: number } | { id: Id; refusals: Refusal[] }

/** How many answered entries a person can look back on. */
export const LOOK_BACK = 200

/** What the server has of one person goes, as their records do; what waits, was refused or is being written stays. */
export async function forgetSent(outbox: OutboxStore, author: Id): Promise<void> {
	for (const entry of await outbox.all())
		if (entry.author === author && entry.state === 'accepted') await outbox.drop(entry.id)
}

/** A waiting entry that builds on a refused one is held back: it would make no sense. */
export function heldBack(entry: Outgoing, all: readonly Outgoing[]): boolean {
	return (entry.command.after ?? []).some((id) =>
		all.some((e) => e.id === id && (e.state === 'refused' || (e.state === 'waiting' && heldBack(e, all))))
	)
}
