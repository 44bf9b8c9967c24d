import type { Collection, Id, Kept, Key, Records, Snapshot } from './record'

/** A snapshot that knows what has been loaded, and can be layered: what is put above leaves the one below as it was. */
export class Loaded implements Snapshot {
	private readonly records = new Map<Key, Kept | null>()
	private readonly subjects = new Map<Id, Key[]>()

	constructor(private readonly below: Loaded | null = null) {}

	/** The keys that nobody has loaded yet. */
	missing(keys: readonly Key[]): Key[] {
		return keys.filter((key) => !this.knows(key))
	}

	private knows(key: Key): boolean {
		const known = key.startsWith('subject/') ? this.subjects.has(key.slice(8)) : this.records.has(key)
		return known || (this.below?.knows(key) ?? false)
	}

	put(kept: Kept): void {
		this.records.set(keyOf(kept), kept)
	}

	/** The host looked and there is none. */
	putAbsent(key: Key): void {
		this.records.set(key, null)
	}

	/** All that belongs to a subject. */
	putSubject(subject: Id, all: readonly Kept[]): void {
		this.subjects.set(subject, all.map(keyOf))
		for (const kept of all) if (!this.records.has(keyOf(kept))) this.put(kept)
	}

	get<C extends Collection>(collection: C, id: Id): Records[C] | null {
		return (this.find(`${collection}/${id}`)?.record ?? null) as Records[C] | null
	}

	private find(key: Key): Kept | null {
		const own = this.records.get(key)
		return own !== undefined ? own : (this.below?.find(key) ?? null)
	}

	of(subject: Id): readonly Kept[] {
		const keys = this.below ? this.below.of(subject).map(keyOf) : (this.subjects.get(subject) ?? [])
		for (const [key, kept] of this.records)
			if (kept?.record.subject === subject && !keys.includes(key)) keys.push(key)
		return keys.map((key) => this.find(key)!)
	}

	/** A snapshot above this one, for what a command changes. */
	layer(): Loaded {
		return new Loaded(this)
	}

	/** What was put into this layer. */
	changed(): Kept[] {
		return [...this.records.values()].filter((kept) => kept !== null)
	}
}

export function keyOf(kept: Kept): Key {
	return `${kept.collection}/${kept.record.id}`
}
