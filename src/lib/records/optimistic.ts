import type { Actor, Command } from '../../domain/command'
import type { Id, Kept, Key } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'
import type { Outgoing } from '../outbox/store'
import type { LocalRecords } from './local'
import { actorOf, check, step } from '../../domain/decide'
import { keyOf, Loaded } from '../../domain/loaded'

/** What a command would bring about as far as this phone can tell. */
export type Foreseen = { records: readonly Kept[] } | { refused: Refusal[] } | { pending: true }

/** The records as they will be once what waits has been accepted: decided and applied exactly as on the server. */
export class Ahead {
	readonly changed = new Map<Key, Kept>()
	/** What the server gave, read once: many that wait name the same people, sections and catalogue. */
	private readonly base = new Map<Key, Promise<Kept['record'] | null>>()

	/** `before`: the one whose place it takes; what that had read of the office itself is read at once, for it will be asked for. */
	constructor(
		private readonly local: LocalRecords,
		private readonly now: () => number,
		before: Ahead | null = null
	) {
		for (const key of before?.base.keys() ?? [])
			if (/^(?:catalogues|office|people|sections)\//.test(key)) this.read(key).catch(() => {}) // whoever needs it hears of it
	}

	/** Decides a command above the server's records and what was put before. Changes nothing. */
	async foresee(author: Id, command: Command): Promise<Foreseen> {
		const checked = check(command)
		if ('refused' in checked) return checked
		const loaded = new Loaded()
		await this.load(loaded, [`people/${author}`])
		const actor: Actor = actorOf(author, loaded)
		const context = { now: this.now(), actor, host: 'phone', prepared: null } as const
		for (;;) {
			const result = step(checked, loaded, context)
			if ('missing' in result) await this.load(loaded, result.missing)
			else if ('done' in result) return { records: result.records }
			else if ('refused' in result) return result
			else return { pending: true }
		}
	}

	/** Takes a waiting entry into account. What cannot be foreseen changes nothing: the server will say. */
	async put(entry: Outgoing): Promise<void> {
		const foreseen = await this.foresee(entry.author, entry.command)
		if ('records' in foreseen) for (const kept of foreseen.records) this.changed.set(keyOf(kept), kept)
	}

	private async load(loaded: Loaded, keys: readonly Key[]): Promise<void> {
		await Promise.all(keys.map((key) => this.loadOne(loaded, key)))
	}

	private async loadOne(loaded: Loaded, key: Key): Promise<void> {
		const slash = key.indexOf('/')
		const id = key.slice(slash + 1)
		if (key.startsWith('subject/')) return loaded.putSubject(id, await this.subject(id))
		const record = this.changed.get(key)?.record ?? (await this.read(key))
		if (record) loaded.put({ collection: key.slice(0, slash), record } as Kept)
		else loaded.putAbsent(key)
	}

	private read(key: Key): Promise<Kept['record'] | null> {
		const known = this.base.get(key)
		if (known) return known
		const slash = key.indexOf('/')
		const reading = this.local.get(key.slice(0, slash) as Kept['collection'], key.slice(slash + 1))
		this.base.set(key, reading)
		return reading
	}

	private async subject(id: Id): Promise<Kept[]> {
		const all = new Map((await this.local.of(id)).map((kept) => [keyOf(kept), kept]))
		for (const [key, kept] of this.changed) if (kept.record.subject === id) all.set(key, kept)
		return [...all.values()]
	}
}
