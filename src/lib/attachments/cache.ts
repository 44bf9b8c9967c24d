import Dexie, { type Table } from 'dexie'
import type { Id } from '../../domain/record'

interface Seen {
	id: Id
	full: Blob | null
	thumb: Blob | null
	bytes: number
	at: number
}

/** Bytes kept of what was looked at, so that it can be looked at again without a network. */
const ROOM = 80 * 1024 * 1024

/** What one person has looked at: goes with that person's records. The server has all of it, so the oldest may go. */
export class SeenFiles {
	private readonly db: Dexie & { seen: Table<Seen, Id> }

	constructor(person: Id) {
		this.db = new Dexie(`zhiban-files-${person}`) as SeenFiles['db']
		this.db.version(1).stores({ seen: 'id, at' })
	}

	async get(id: Id): Promise<{ full: Blob | null; thumb: Blob | null } | null> {
		return (await this.db.seen.get(id)) ?? null
	}

	/** Keeps it if there is room; a full phone is no reason to fail, for the bytes are in hand. */
	async put(id: Id, full: Blob | null, thumb: Blob | null): Promise<void> {
		try {
			await this.db.seen.put({
				id,
				full,
				thumb,
				bytes: (full?.size ?? 0) + (thumb?.size ?? 0),
				at: Date.now()
			})
			await this.shorten()
		} catch (error) {
			if (!(error instanceof Dexie.DexieError)) throw error
		}
	}

	/** Forgets what this person may no longer see. */
	async keepOnly(visible: (id: Id) => Promise<boolean>): Promise<void> {
		for (const id of await this.db.seen.toCollection().primaryKeys())
			if (!(await visible(id))) await this.db.seen.delete(id)
	}

	async remove(): Promise<void> {
		await this.db.delete()
	}

	private async shorten(): Promise<void> {
		const latest = await this.db.seen.orderBy('at').reverse().toArray()
		let bytes = 0
		const gone = latest.filter((s) => (bytes += s.bytes) > ROOM).map((s) => s.id)
		if (gone.length > 0) await this.db.seen.bulkDelete(gone)
	}
}
