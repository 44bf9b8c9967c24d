import type { Collection, Id, Kept, Key, Rec, Records, Snapshot } from './record'

/** A snapshot that knows what has been loaded, and can be layered: what is put above leaves the one below as it was. */
export class Loaded implements Snapshot {
	private readonly records = new Map<Key, Kept | null>()
	private readonly subjects = new Map<Id, readonly Kept[]>()
	/** What was made or changed in this layer, in order: nobody else holds these objects. */
	private readonly owned: Kept[] = []

	/**
	 * `fetch` is for a host that can load at once: what is missing is asked for, and put, as soon as it is needed. Without
	 * it the host is told what is missing, loads it and begins again.
	 */
	constructor(
		private readonly below: Loaded | null = null,
		private readonly fetch: ((key: Key) => void) | null = null
	) {}

	/** Makes sure of keys: 'ready', 'fetched' where some had to be fetched first, or those that are missing. */
	need(keys: readonly Key[]): 'ready' | 'fetched' | Key[] {
		const missing: Key[] = []
		for (let i = 0; i < keys.length; i++) if (!this.knows(keys[i]!)) missing.push(keys[i]!)
		if (missing.length === 0) return 'ready'
		if (!this.fetch) return missing
		for (let i = 0; i < missing.length; i++) this.fetch(missing[i]!)
		return 'fetched'
	}

	private knows(key: Key): boolean {
		if (this.records.has(key)) return true
		if (key.startsWith('subject/') && this.subjects.has(key.slice('subject/'.length))) return true
		return this.below !== null && this.below.knows(key)
	}

	put(kept: Kept): void {
		this.records.set(keyOf(kept), kept)
	}

	/** The host looked and there is none. */
	putAbsent(key: Key): void {
		this.records.set(key, null)
	}

	/** All that belongs to a subject. `list`: to be read through only, no record of it is to be looked up. */
	putSubject(subject: Id, all: readonly Kept[], list = false): void {
		this.subjects.set(subject, all)
		if (list) return
		// What was absent a moment ago may have come in since: a phone reads while it is given pages of the feed.
		for (const kept of all) if (!this.records.get(keyOf(kept))) this.put(kept)
	}

	get<C extends Collection>(collection: C, id: Id): Records[C] | null {
		const kept = this.find(`${collection}/${id}`)
		return kept === null ? null : (kept.record as Records[C])
	}

	private find(key: Key): Kept | null {
		const own = this.records.get(key)
		if (own !== undefined) return own
		return this.below === null ? null : this.below.find(key)
	}

	of(subject: Id): readonly Kept[] {
		// Nothing is changed here: the very list that was put.
		if (this.below === null && this.owned.length === 0) return this.subjects.get(subject) ?? []
		const below = this.subjects.get(subject) ?? (this.below ? this.below.of(subject) : [])
		const all: Kept[] = []
		for (let i = 0; i < below.length; i++) all.push(this.find(keyOf(below[i]!))!)
		for (let i = 0; i < this.owned.length; i++) {
			const kept = this.owned[i]!
			if (kept.record.subject === subject && !all.includes(kept)) all.push(kept)
		}
		return all
	}

	/** A snapshot above this one, for what a command changes. */
	layer(): Loaded {
		return new Loaded(this)
	}

	/** Puts a record that was made for this layer. */
	putOwn(kept: Kept): void {
		this.put(kept)
		this.owned.push(kept)
	}

	/** The record as an object that this layer may change: a copy, but for one made or copied here before. */
	own(collection: Collection, record: Rec): Rec {
		for (let i = 0; i < this.owned.length; i++) if (this.owned[i]!.record === record) return record
		const copy = { collection, record: { ...record } } as Kept
		this.putOwn(copy)
		return copy.record
	}

	/** What was made or changed in this layer. */
	changed(): readonly Kept[] {
		return this.owned
	}
}

export function keyOf(kept: Kept): Key {
	return `${kept.collection}/${kept.record.id}`
}
