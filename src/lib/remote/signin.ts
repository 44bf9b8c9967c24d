import Dexie, { type Table } from 'dexie'
import { BaseAuthStore, type AuthRecord } from 'pocketbase'

interface Kept {
	key: 'signin'
	token: string
	record: AuthRecord
}

/**
 * Who is signed in on this phone, kept where a dying battery cannot take it: localStorage reaches the disk only seconds
 * later, and without its sign-in a phone that wakes up offline could not even show what waits on it.
 */
export class KeptSignIn extends BaseAuthStore {
	private writing: PromiseLike<unknown> = Promise.resolve()

	private constructor(private readonly table: Table<Kept, string>) {
		super()
	}

	static async open(): Promise<KeptSignIn> {
		const db = new Dexie('zhiban-signin', { chromeTransactionDurability: 'strict' })
		db.version(1).stores({ signin: 'key' })
		const store = new KeptSignIn(db.table('signin'))
		const kept = await store.table.get('signin')
		if (kept) BaseAuthStore.prototype.save.call(store, kept.token, kept.record)
		return store
	}

	/** Resolves when the last change is on the disk. */
	get kept(): PromiseLike<unknown> {
		return this.writing
	}

	override save(token: string, record?: AuthRecord): void {
		super.save(token, record)
		this.writing = this.table.put({ key: 'signin', token, record: record ?? null })
	}

	override clear(): void {
		super.clear()
		this.writing = this.table.delete('signin')
	}
}
