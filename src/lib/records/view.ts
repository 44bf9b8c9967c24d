import type { Assignment } from '../../domain/events/assignment'
import type { Attachment } from '../../domain/events/attachment'
import type { CallTask } from '../../domain/events/callTask'
import type { Chase } from '../../domain/events/chase'
import type { Entry } from '../../domain/events/entry'
import type { Handover } from '../../domain/events/handover'
import type { Incident } from '../../domain/events/incident'
import type { Lesson } from '../../domain/events/lesson'
import type { Turn } from '../../domain/events/turn'
import type { Id, Key, Records } from '../../domain/record'
import { day, type Instant } from '../../domain/instant'
import type { Held, LocalRecords } from './local'
import type { Ahead } from './optimistic'
import type { Written } from './written'

/** One person's records as the screens show them: the server's, and above them what this phone has written since. */
export class View {
	private constructor(
		readonly local: LocalRecords,
		/** Null: nothing waits, so nothing is ahead of the server. */
		private readonly ahead: Ahead | null
	) {}

	/** Inside a liveQuery this observes both databases. Throws Later where what waits is still to be worked out. */
	static async open(written: Written): Promise<View> {
		return new View(written.local, await written.inSight())
	}

	async get<C extends Held>(collection: C, id: Id): Promise<Records[C] | null> {
		return this.above<C>(`${collection}/${id}`) ?? (await this.local.get(collection, id))
	}

	/** Several at once (one by one, fifty take a slow phone a tenth of a second); those that are not here are left out. */
	async named<C extends Held>(collection: C, ids: readonly Id[]): Promise<Map<Id, Records[C]>> {
		const found = new Map<Id, Records[C]>()
		for (const record of await this.local.table(collection).bulkGet([...ids]))
			if (record) found.set(record.id, record)
		for (const id of ids) {
			const above = this.above<C>(`${collection}/${id}`)
			if (above) found.set(id, above)
		}
		return found
	}

	/** Is this record of the phone's own making still unknown to the server, or changed since? */
	isAhead(collection: Held, id: Id): boolean {
		return this.ahead?.changed.has(`${collection}/${id}`) ?? false
	}

	/** Ids of the records that this phone has made or changed by itself. */
	aheadIn(collection: Held): Id[] {
		const changed = [...(this.ahead?.changed.values() ?? [])]
		return changed.filter((kept) => kept.collection === collection).map((kept) => kept.record.id)
	}

	/** All of a collection: for those of the office itself, which has hundreds at the most. */
	all<C extends Held>(collection: C): Promise<Records[C][]> {
		return this.merge(collection, this.local.table(collection).toArray(), () => true)
	}

	openIncidents(): Promise<Incident[]> {
		const base = this.local.table('incidents').where({ state: 'open' }).toArray()
		return this.merge('incidents', base, (i) => i.state === 'open')
	}

	/** The latest closed ones. */
	closedIncidents(limit: number): Promise<Incident[]> {
		const closed = this.local.table('incidents').orderBy('changedAt').reverse()
		const base = closed.filter((i) => i.state === 'closed').limit(limit)
		return this.merge('incidents', base.toArray(), (i) => i.state === 'closed')
	}

	closedSince(t: Instant): Promise<Incident[]> {
		const recent = this.local.table('incidents').where('changedAt').aboveOrEqual(t)
		const base = recent.filter((i) => i.state === 'closed').toArray()
		return this.merge('incidents', base, (i) => i.state === 'closed' && i.changedAt >= t)
	}

	assignmentsOf(incident: Id): Promise<Assignment[]> {
		const base = this.local.table('assignments').where({ subject: incident }).toArray()
		return this.merge('assignments', base, (a) => a.subject === incident)
	}

	/** Of these incidents, those that a section has given back. */
	async givenBack(incidents: readonly Id[]): Promise<Set<Id>> {
		if (incidents.length === 0) return new Set()
		const wanted = new Set(incidents)
		const base = this.local
			.table('assignments')
			.where('subject')
			.anyOf([...incidents])
			.filter((a) => a.state === 'returned')
			.toArray()
		const back = await this.merge('assignments', base, (a) => wanted.has(a.subject) && a.state === 'returned')
		return new Set(back.map((a) => a.subject))
	}

	assignmentsOfSections(sections: readonly Id[]): Promise<Assignment[]> {
		const base = this.local
			.table('assignments')
			.where('section')
			.anyOf([...sections])
			.toArray()
		return this.merge('assignments', base, (a) => sections.includes(a.section))
	}

	entriesOf(incident: Id): Promise<Entry[]> {
		const base = this.local.table('entries').where({ subject: incident }).toArray()
		return this.merge('entries', base, (e) => e.subject === incident)
	}

	attachmentsOf(incident: Id): Promise<Attachment[]> {
		const base = this.local.table('attachments').where({ subject: incident }).toArray()
		return this.merge('attachments', base, (a) => a.subject === incident)
	}

	handoversIn(state: Handover['state']): Promise<Handover[]> {
		return this.inState('handovers', state)
	}

	chasesIn(state: Chase['state']): Promise<Chase[]> {
		return this.inState('chases', state)
	}

	callTasksIn(state: CallTask['state']): Promise<CallTask[]> {
		return this.inState('callTasks', state)
	}

	/** Turns that are not over for longer than any turn lasts: who is on duty may be one of the last ones. */
	turnsAround(now: Instant): Promise<Turn[]> {
		const from = now - 8 * day
		const base = this.local.table('turns').where('to').above(from).toArray()
		return this.merge('turns', base, (t) => t.to > from)
	}

	lessonsIn(state: Lesson['state']): Promise<Lesson[]> {
		return this.inState('lessons', state)
	}

	private inState<C extends 'callTasks' | 'chases' | 'handovers' | 'lessons'>(
		collection: C,
		state: Records[C]['state']
	): Promise<Records[C][]> {
		const base = this.local.table(collection).where({ state }).toArray()
		return this.merge(collection, base, (record) => record.state === state)
	}

	private above<C extends Held>(key: Key): Records[C] | null {
		return (this.ahead?.changed.get(key)?.record ?? null) as Records[C] | null
	}

	private async merge<C extends Held>(
		collection: C,
		base: PromiseLike<Records[C][]>,
		belongs: (record: Records[C]) => boolean
	): Promise<Records[C][]> {
		const all = new Map((await base).map((record) => [record.id, record]))
		for (const kept of this.ahead?.changed.values() ?? []) {
			if (kept.collection !== collection) continue
			const record = kept.record as Records[C]
			if (belongs(record)) all.set(record.id, record)
			else all.delete(record.id)
		}
		return [...all.values()]
	}
}
