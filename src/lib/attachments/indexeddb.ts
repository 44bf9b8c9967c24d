import Dexie, { type Table } from 'dexie'
import type { AttachmentStore, Chosen, Waiting } from './store'
import type { Id } from '../../domain/record'
import { NEW } from './store'
import { orStorageFull } from '../outbox/indexeddb'

/** Files in IndexedDB, one database for all who use this phone. Bytes lie apart: lists are read often, they are not. */
export class IndexedDbAttachments implements AttachmentStore {
	private readonly db: Dexie & {
		files: Table<Waiting, number, Omit<Waiting, 'order'>>
		bytes: Table<{ id: Id; bytes: Blob }, Id>
	}

	constructor(name = 'zhiban-attachments') {
		this.db = new Dexie(name, { chromeTransactionDurability: 'strict' }) as IndexedDbAttachments['db']
		this.db.version(1).stores({ files: '++order, &id, author, state', bytes: 'id' })
	}

	async choose(file: Chosen, bytes: Blob): Promise<void> {
		const fresh = { incident: null, state: 'chosen', reason: null } as const
		await orStorageFull(() =>
			this.db.transaction('rw', this.db.files, this.db.bytes, async () => {
				if ((await this.db.files.where({ id: file.id }).count()) > 0) return
				await this.db.bytes.put({ id: file.id, bytes })
				await this.db.files.add({ ...file, ...fresh })
			})
		)
	}

	all(): Promise<Waiting[]> {
		return this.db.files.orderBy('order').toArray()
	}

	async bytes(id: Id): Promise<Blob | null> {
		return (await this.db.bytes.get(id))?.bytes ?? null
	}

	async queue(author: Id, place: string, incident: Id): Promise<void> {
		await orStorageFull(() =>
			this.db.files
				.where({ state: 'chosen' })
				.filter((f) => f.author === author && f.place === place)
				.modify({ state: 'waiting', incident })
		)
	}

	async refuse(id: Id, reason: string): Promise<void> {
		await this.db.files
			.where({ id })
			.filter((f) => f.state === 'waiting')
			.modify({ state: 'refused', reason })
	}

	async giveBack(id: Id, fresh: Id): Promise<void> {
		await orStorageFull(() =>
			this.db.transaction('rw', this.db.files, this.db.bytes, async () => {
				const file = await this.db.files.where({ id }).first()
				const kept = await this.db.bytes.get(id)
				if (file?.state !== 'waiting' || !kept) return
				await this.db.files.put({ ...file, id: fresh, place: NEW, state: 'chosen' })
				await this.db.bytes.put({ id: fresh, bytes: kept.bytes })
				await this.db.bytes.delete(id)
			})
		)
	}

	async arrived(id: Id): Promise<void> {
		await this.db.transaction('rw', this.db.files, this.db.bytes, async () => {
			await this.db.files.where({ id }).delete()
			await this.db.bytes.delete(id)
		})
	}

	async remove(id: Id): Promise<void> {
		await this.db.transaction('rw', this.db.files, this.db.bytes, async () => {
			const file = await this.db.files.where({ id }).first()
			if (!file || file.state === 'waiting') return
			await this.db.files.delete(file.order)
			await this.db.bytes.delete(id)
		})
	}

	close(): void {
		this.db.close()
	}
}
