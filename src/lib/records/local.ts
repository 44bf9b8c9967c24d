import Dexie, { type Table } from 'dexie'
import type { Collection, Id, Kept, Records } from '../../domain/record'
import { ROOMS } from '../../domain/roster/rooms'
import type { Change } from '../remote/remote'
import { whenChanged } from '../outbox/changes'

/** The collections that phones keep, with the fields they are looked up by. What is not listed is not kept. */
const schema = {
	assignments: 'id, subject, section',
	attachments: 'id, subject',
	callTasks: 'id, subject, state',
	catalogues: 'id',
	chases: 'id, subject, state',
	contacts: 'id, person',
	entries: 'id, subject, incident',
	handovers: 'id, state, turn',
	incidents: 'id, state, changedAt',
	inspections: 'id',
	leaves: 'id, subject',
	lessons: 'id, subject, state',
	office: 'id',
	people: 'id',
	policies: 'id',
	rollAnswers: 'id, rollCall',
	rollCalls: 'id, startedAt',
	rooms: 'id, subject',
	rosters: 'id',
	sections: 'id',
	swaps: 'id, state',
	turns: 'id, to, subject'
} as const satisfies Partial<Record<Collection, string>>
export type Held = keyof typeof schema

const held = Object.keys(schema) as Held[]
/** Names what is kept: an app that keeps more than the one before it must read the feed anew. */
const KEEPS = held.join(' ')
const holds = (collection: string): collection is Held => collection in schema

/** What belongs to an incident, itself included. */
const ofIncidents = [
	'incidents',
	'assignments',
	'attachments',
	'callTasks',
	'chases',
	'entries',
	'lessons'
] as const satisfies Held[]

/** What a subject has that is no incident. */
function kindOf(subject: Id): 'turns' | 'leaves' | 'rooms' | null {
	if (/^m\d{6}$/.test(subject)) return 'turns'
	return subject.startsWith('leave:') ? 'leaves' : subject === ROOMS ? 'rooms' : null
}

/** How far this phone has read the feed, and of which log. */
export interface Cursor {
	since: number
	log: string
}

/**
 * What one person may see, as the server last gave it: nothing in here was made on the phone. One database a person,
 * for two people on one phone see different things.
 */
export class LocalRecords {
	private readonly db: Dexie
	private removed = false

	constructor(readonly person: Id) {
		this.db = new Dexie(`zhiban-records-${person}`, { cache: 'disabled' })
		this.db.version(2).stores({ ...schema, cursor: 'key' })
		this.db.open().catch(() => {}) // at once, for somebody will ask soon; who asks hears why it does not open
	}

	table<C extends Held>(collection: C): Table<Records[C], Id> {
		return this.db.table(collection)
	}

	/**
	 * Asks outside of a liveQuery. Whoever asks when the records are being removed gets no answer, ever: the person has
	 * left, and what asked has gone with the screens. (A liveQuery falls silent by itself.)
	 */
	async read<T>(ask: () => PromiseLike<T>): Promise<T> {
		try {
			return await ask()
		} catch (error) {
			if (this.removed && error instanceof Dexie.DatabaseClosedError) return new Promise(() => {})
			throw error
		}
	}

	/** Of no log ('') where an older app left out what this one keeps: then pull starts over. */
	async cursor(): Promise<Cursor | null> {
		const cursor = () => this.db.table<Cursor & { keeps?: string }>('cursor').get('cursor')
		const kept = await this.read(cursor)
		return kept ? { since: kept.since, log: kept.keeps === KEEPS ? kept.log : '' } : null
	}

	/** Calls back when pages of the feed were stored, in any tab. Gives back what ends it. */
	watch(changed: () => void): () => void {
		return whenChanged(this.db.name, 'cursor', changed)
	}

	/** Stores pages of the feed and how far they lead, in one piece. `anew`: everything kept before goes. */
	async store(changes: readonly Change[], cursor: Cursor, anew = false): Promise<void> {
		const tables = [...held, 'cursor']
		await this.db.transaction('rw', tables, async () => {
			if (anew) for (const name of held) await this.db.table(name).clear()
			for (const name of held) {
				const own = changes.filter((c) => c.collection === name)
				if (own.length === 0) continue
				const gone = own.filter((c) => c.record === null).map((c) => c.id)
				const kept = own.filter((c) => c.record !== null).map((c) => c.record)
				if (gone.length > 0) await this.db.table(name).bulkDelete(gone)
				if (kept.length > 0) await this.db.table(name).bulkPut(kept)
			}
			await this.db.table('cursor').put({ key: 'cursor', keeps: KEEPS, ...cursor })
		})
	}

	async get<C extends Collection>(collection: C, id: Id): Promise<Records[C] | null> {
		if (!holds(collection)) return null
		return (await this.read(() => this.db.table<Records[C]>(collection).get(id))) ?? null
	}

	/** All that belongs to a subject. */
	of(subject: Id): Promise<Kept[]> {
		return this.read(() => this.allOf(subject))
	}

	private async allOf(subject: Id): Promise<Kept[]> {
		const all: Kept[] = []
		const kind = kindOf(subject)
		if (kind !== null) {
			const records = await this.db.table(kind).where({ subject }).toArray()
			return records.map((record) => ({ collection: kind, record }) as Kept)
		}
		for (const collection of ofIncidents) {
			const table = this.db.table(collection)
			const records =
				collection === 'incidents' ? [await table.get(subject)] : await table.where({ subject }).toArray()
			for (const record of records) if (record) all.push({ collection, record } as Kept)
		}
		return all
	}

	close(): void {
		this.db.close()
	}

	/** Forgets everything of this person, at signing out. */
	async remove(): Promise<void> {
		this.removed = true
		await this.db.delete()
	}
}
