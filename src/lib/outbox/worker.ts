import type { Answer } from './send'
import type { Command } from '../../domain/command'
import type { Id } from '../../domain/record'
import type { Outgoing } from './store'

/**
 * The sign-in and the outbox as the service worker reaches them, without Dexie: it must be up at once when the phone wakes
 * it, and needs four requests of all that. The databases are the app's: here none is made or changed in shape.
 */
const SIGN_IN = 'zhiban-signin'
const OUTBOX = 'zhiban-outbox'

export interface SignedIn {
	token: string
	person: Id
}

/** Who is signed in on this device; null: nobody, or it is locked. */
export async function signedIn(): Promise<SignedIn | null> {
	type Row = { token: string; record: { id: Id } | null } | undefined
	const row = await within(SIGN_IN, 'signin', 'readonly', (store) => answer<Row>(store.get('signin')))
	return row?.record ? { token: row.token, person: row.record.id } : null
}

/** Resolves when the entry would survive the phone losing power. */
export async function keep(author: Id, command: Command, now: number): Promise<void> {
	const state = { state: 'waiting', seq: null, refusals: null, settledAt: null } as const
	const entry: Omit<Outgoing, 'order'> = { id: command.id, author, command, addedAt: now, ...state }
	const order = await within(OUTBOX, 'entries', 'readwrite', (store) => answer<number>(store.add(entry)))
	if (order === undefined) throw new Error('no outbox')
}

export async function entriesOf(author: Id): Promise<Outgoing[]> {
	const all = await within(OUTBOX, 'entries', 'readonly', (store) => answer<Outgoing[]>(store.getAll()))
	return (all ?? []).filter((entry) => entry.author === author)
}

/** As the app settles them; what asks to be tried again stays. */
export async function settle(answers: readonly Answer[], now: number): Promise<void> {
	await within(OUTBOX, 'entries', 'readwrite', async (store) => {
		for (const given of answers) {
			if ('retry' in given) continue
			const entry = await answer<Outgoing | undefined>(store.index('id').get(given.id))
			if (entry?.state !== 'waiting') continue
			const settled = given.ok
				? { state: 'accepted', seq: given.seq }
				: { state: 'refused', refusals: given.refusals }
			await answer(store.put({ ...entry, ...settled, settledAt: now }))
		}
	})
}

/** Takes an answered entry away: its person has been told. */
export async function drop(id: Id): Promise<void> {
	await within(OUTBOX, 'entries', 'readwrite', async (store) => {
		const order = await answer<IDBValidKey | undefined>(store.index('id').getKey(id))
		if (order !== undefined) await answer(store.delete(order))
	})
}

/** Works in one transaction, and resolves when that is on the disk; undefined where the app has made no such database yet. */
async function within<T>(
	name: string,
	table: string,
	mode: IDBTransactionMode,
	work: (store: IDBObjectStore) => Promise<T>
): Promise<T | undefined> {
	const db = await open(name)
	if (!db) return undefined
	try {
		const transaction = db.transaction(table, mode, { durability: 'strict' })
		const complete = new Promise<void>((resolve, reject) => {
			transaction.oncomplete = () => resolve()
			transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
		})
		const [result] = await Promise.all([work(transaction.objectStore(table)), complete])
		return result
	} finally {
		db.close()
	}
}

function open(name: string): Promise<IDBDatabase | null> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name)
		let made = false
		request.onupgradeneeded = () => {
			made = true
			request.transaction!.abort()
		}
		request.onsuccess = () => resolve(request.result)
		request.onerror = () => (made ? resolve(null) : reject(request.error ?? new Error(name)))
	})
}

function answer<T>(request: IDBRequest): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result as T)
		request.onerror = () => reject(request.error ?? new Error('no answer'))
	})
}
