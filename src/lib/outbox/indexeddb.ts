import Dexie, { type Table } from 'dexie'
import type { Draft, Outgoing, OutboxStore, Settled } from './store'
import type { Command } from '../../domain/command'
import type { Id } from '../../domain/record'
import { anyMayHaveChanged, whenChanged } from './changes'
import { LOOK_BACK, StorageFull } from './store'

/** Entries in IndexedDB, one database for all who use this phone. */
export class IndexedDbOutbox implements OutboxStore {
	private readonly db: Dexie & {
		entries: Table<Outgoing, number, Omit<Outgoing, 'order'>>
		drafts: Table<Draft, Id>
	}

	constructor(name = 'zhiban-outbox') {
		// Chromium commits are relaxed by default: an entry could be lost with the battery. Strict waits for the disk.
		// Without Dexie's cache: it would show an entry as kept before its transaction is complete.
		this.db = new Dexie(name, {
			chromeTransactionDurability: 'strict',
			cache: 'disabled'
		}) as IndexedDbOutbox['db']
		this.db.version(1).stores({ entries: '++order, &id, author, state', drafts: 'author' })
	}

	async add(author: Id, command: Command, now: number): Promise<void> {
		const entry = {
			id: command.id,
			author,
			command,
			addedAt: now,
			state: 'waiting',
			seq: null,
			refusals: null,
			settledAt: null
		} as const
		// One request, and Dexie commits at once: somebody is waiting. It resolves when the transaction is complete.
		await orStorageFull(() => this.db.entries.add(entry).catch('ConstraintError', () => {}))
	}

	all(): Promise<Outgoing[]> {
		return this.db.entries.orderBy('order').toArray()
	}

	waiting(author: Id): Promise<Outgoing[]> {
		return this.db.entries
			.where({ author })
			.filter((e) => e.state === 'waiting')
			.sortBy('order')
	}

	async settle(answers: readonly Settled[], now: number): Promise<void> {
		await orStorageFull(() =>
			this.db.transaction('rw', this.db.entries, async () => {
				for (const answer of answers)
					await this.db.entries
						.where({ id: answer.id })
						.filter((e) => e.state === 'waiting')
						.modify(
							'seq' in answer
								? { state: 'accepted', seq: answer.seq, settledAt: now }
								: { state: 'refused', refusals: answer.refusals, settledAt: now }
						)
				const orders = await this.db.entries.where({ state: 'accepted' }).primaryKeys()
				if (orders.length > LOOK_BACK) await this.db.entries.bulkDelete(orders.slice(0, -LOOK_BACK))
			})
		)
	}

	async drop(id: Id): Promise<void> {
		await this.db.entries
			.where({ id })
			.filter((e) => e.state !== 'waiting')
			.delete()
	}

	async saveDraft(draft: Draft): Promise<void> {
		await orStorageFull(() => this.db.drafts.put(draft))
	}

	async draft(author: Id): Promise<Draft | null> {
		return (await this.db.drafts.get(author)) ?? null
	}

	async dropDraft(author: Id): Promise<void> {
		await this.db.drafts.delete(author)
	}

	watch(changed: () => void): () => void {
		return whenChanged(this.db.name, 'entries', changed)
	}

	changedElsewhere(): void {
		anyMayHaveChanged()
	}

	close(): void {
		this.db.close()
	}
}

/** Names the one failure that a person can do something about. */
export async function orStorageFull<T>(write: () => PromiseLike<T>): Promise<T> {
	try {
		return await write()
	} catch (error) {
		if (isQuota(error)) throw new StorageFull('手机存储已满', { cause: error })
		throw error
	}
}

function isQuota(error: unknown): boolean {
	for (let e = error as { name?: string; inner?: unknown } | null; e; e = (e.inner ?? null) as typeof e)
		if (e.name === 'QuotaExceededError') return true
	return false
}
