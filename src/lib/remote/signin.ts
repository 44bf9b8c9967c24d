import Dexie, { type Table } from 'dexie'
import { BaseAuthStore, type AuthRecord } from 'pocketbase'
import { Known, type KnownPerson, type SignInKept } from './known'

interface Row extends SignInKept {
	key: 'signin'
}

/**
 * Who is signed in on this phone, kept where a dying battery cannot take it: localStorage reaches the disk only seconds
 * later, and without its sign-in a phone that wakes up offline could not even show what waits on it.
 *
 * Locked (on a shared device) it is in memory alone, so that what waits still goes up; on the disk only what PINs seal.
 */
export class KeptSignIn extends BaseAuthStore {
	/** Another tab changed who is signed in. */
	changedElsewhere = (): void => {}
	readonly known: Known
	private readonly table: Table<Row, string>
	private readonly tabs = new BroadcastChannel('zhiban-signin')
	private writing: PromiseLike<unknown> = Promise.resolve()
	private locked = false

	private constructor(db: Dexie) {
		super()
		this.table = db.table('signin')
		this.known = new Known(db.table<KnownPerson, string>('known'))
		this.tabs.onmessage = () => void this.lookAgain()
	}

	static async open(): Promise<KeptSignIn> {
		const db = new Dexie('zhiban-signin', { chromeTransactionDurability: 'strict' })
		db.version(1).stores({ signin: 'key' })
		db.version(2).stores({ signin: 'key', known: 'person' })
		const store = new KeptSignIn(db)
		const kept = await store.table.get('signin')
		if (kept) BaseAuthStore.prototype.save.call(store, kept.token, kept.record)
		return store
	}

	/** Resolves when the last change is on the disk; rejects where the phone could not keep it. */
	get kept(): PromiseLike<unknown> {
		return this.writing
	}

	override save(token: string, record?: AuthRecord): void {
		super.save(token, record)
		const kept = { token, record: record ?? null }
		this.write(async () => {
			if (!this.locked) await this.table.put({ key: 'signin', ...kept })
			if (record) await this.known.renew(record.id, kept)
		})
	}

	override clear(): void {
		super.clear()
		this.locked = false
		this.write(() => this.table.delete('signin'))
	}

	lock(): void {
		this.locked = true
		this.write(() => this.table.delete('signin'))
	}

	unlock(): void {
		if (!this.locked) return
		this.locked = false
		this.save(this.token, this.record)
	}

	private write(change: () => PromiseLike<unknown>): void {
		// One that failed does not keep the next from the disk: that may be the one that erases.
		this.writing = this.writing.then(change, change).then(() => this.tabs.postMessage('changed'))
		this.writing.then(undefined, (error: unknown) => console.error('the sign-in on the disk', error))
	}

	private async lookAgain(): Promise<void> {
		const kept = await this.table.get('signin')
		if (kept?.record?.id === this.record?.id && !this.locked) {
			if (kept && kept.token !== this.token) super.save(kept.token, kept.record)
		} else if (kept || !this.locked) this.changedElsewhere()
	}
}
