import type { Table } from 'dexie'
import type { AuthRecord } from 'pocketbase'
import type { Id } from '../../domain/record'
import { keyFor, MOST_WRONG, seal, unseal, type PinKey, type Sealed } from './pin'

export interface SignInKept {
	token: string
	record: AuthRecord
}

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

	async remember(person: Id, username: string, name: string, now: number): Promise<void> {
		const known = await this.table.get(person)
		if (known?.name === name && known.username === username) return
		if (known) await this.table.update(person, { username, name })
		else await this.table.put({ person, username, name, usedAt: now, wrong: 0, sealed: null })
	}

	/** They came in: they stand first in the list. */
	async came(person: Id, now: number): Promise<void> {
		await this.table.update(person, { usedAt: now })
	}

	async setPin(person: Id, pin: string, kept: SignInKept): Promise<void> {
		const key = await keyFor(pin)
		await this.table.update(person, { sealed: await seal(key, kept), wrong: 0 })
		this.held = { person, key }
	}

	/** Five wrong PINs, one after another, and the kept sign-in is gone. */
	async open(person: Id, pin: string, now: number): Promise<Opened> {
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
		if (this.held?.person !== person) return
		const row = await this.table.get(person)
		if (row?.sealed) await this.table.update(person, { sealed: await seal(this.held.key, kept) })
	}

	async forget(person: Id): Promise<void> {
		if (this.held?.person === person) this.held = null
		await this.table.delete(person)
	}
}
