import type { Table } from 'dexie'
import type { AuthRecord } from 'pocketbase'
import type { Id } from '../../domain/record'
import type { PinKey, Sealed } from './pin'

export interface SignInKept {
	token: string
	record: AuthRecord
}

/** Browsers give their cryptography to https and to this machine itself alone. */
export const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined

/** Fetched where a PIN is used: most phones have one person. */
const sealing = () => import('./pin')

/** Somebody who uses this shared device; `sealed` is their sign-in under their PIN, null where they have none. */
export interface KnownPerson {
	person: Id
	username: string
	name: string
	/** When they last came in. */
	usedAt: number
	/** Wrong PINs since the last right one. */
	wrong: number
	sealed: Sealed | null
}

/** The sign-in; or how many tries are left; or that a password is needed. */
export type Opened = SignInKept | { left: number } | { gone: true }

/** The people of a shared device, and their sign-ins under their PINs. */
export class Known {
	/** Whoever came in last: their renewed sign-in can be sealed again without asking for the PIN. */
	private held: { person: Id; key: PinKey } | null = null

	constructor(private readonly table: Table<KnownPerson, Id>) {}

	async people(): Promise<KnownPerson[]> {
		return (await this.table.toArray()).sort((a, b) => b.usedAt - a.usedAt)
	}

	/** `name` null: the office has not said yet what they are called; what was known stays. */
	async remember(person: Id, username: string, name: string | null, now: number): Promise<void> {
		// In one piece: the name may come in while the one without it is still on its way.
		await this.table.db.transaction('rw', this.table, async () => {
			const known = await this.table.get(person)
			const called = name ?? known?.name ?? username
			if (known?.name === called && known.username === username) return
			if (known) await this.table.update(person, { username, name: called })
			else await this.table.put({ person, username, name: called, usedAt: now, wrong: 0, sealed: null })
		})
	}

	/** They came in: they stand first in the list. */
	async came(person: Id, now: number): Promise<void> {
		await this.table.update(person, { usedAt: now })
	}

	async setPin(person: Id, pin: string, kept: SignInKept): Promise<void> {
		const { keyFor, seal } = await sealing()
		const key = await keyFor(pin)
		await this.table.update(person, { sealed: await seal(key, kept), wrong: 0 })
		this.held = { person, key }
	}

	/** Five wrong PINs, one after another, and the kept sign-in is gone. */
	async open(person: Id, pin: string, now: number): Promise<Opened> {
		const { keyFor, unseal, MOST_WRONG } = await sealing()
		// Counted before it is tried: closing the page gives nobody another try.
		const row = await this.table.db.transaction('rw', this.table, async () => {
			const row = await this.table.get(person)
			if (row?.sealed) await this.table.update(person, { wrong: row.wrong + 1 })
			return row
		})
		if (!row?.sealed) return { gone: true }
		const key = await keyFor(pin, row.sealed.salt, row.sealed.rounds)
		const kept = (await unseal(key, row.sealed)) as SignInKept | null
		if (kept) {
			await this.table.update(person, { wrong: 0, usedAt: now })
			this.held = { person, key }
			return kept
		}
		const left = MOST_WRONG - row.wrong - 1
		if (left > 0) return { left }
		await this.table.update(person, { sealed: null, wrong: 0 })
		return { gone: true }
	}

	/** A renewed sign-in takes the place of the older one, where the PIN's key is at hand. */
	async renew(person: Id, kept: SignInKept): Promise<void> {
		const { held } = this
		if (held?.person !== person) return
		const row = await this.table.get(person)
		if (!row?.sealed) return
		const { seal } = await sealing()
		await this.table.update(person, { sealed: await seal(held.key, kept) })
	}

	async forget(person: Id): Promise<void> {
		if (this.held?.person === person) this.held = null
		await this.table.delete(person)
	}
}
