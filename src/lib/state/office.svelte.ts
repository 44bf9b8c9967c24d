import { getContext, setContext } from 'svelte'
import type { Command } from '../../domain/command'
import type { Person } from '../../domain/events/person'
import type { Office } from '../../domain/events/office'
import type { Section } from '../../domain/events/section'
import type { Id } from '../../domain/record'
import { byOrder } from '../../domain/catalogue/byOrder'
import type { Refusal } from '../../domain/refusal'
import type { Outgoing, OutboxStore } from '../outbox/store'
import type { Remote } from '../remote/remote'
import type { Seat } from '../../domain/event'
import { handoverOf, type HandoverRules } from '../../domain/roster/handover'
import { rulesOf, seatName, type DutyRules } from '../../domain/roster/seats'
import { newId } from '../outbox/newId'
import { deviceId } from '../remote/devices'
import { LocalRecords } from '../records/local'
import { pull } from '../records/pull'
import { View } from '../records/view'
import { Written } from '../records/written'
import { lastShown, type Shown } from './lastShown'
import { Live } from './live.svelte'
import { Photos } from './photos.svelte'
import { Sync } from './sync.svelte'

/** How doing something ended on this phone. */
export type Done = { kept: Id } | { refused: Refusal[] }

/** The office as the signed-in person has it on this phone, and the one way to change it. */
export class OfficeState {
	readonly person: Id
	readonly local: LocalRecords
	readonly outbox: OutboxStore
	readonly written: Written
	readonly sync: Sync
	readonly photos: Photos
	/** What the first screen showed last, when the app was closed; null: it waits for the databases. */
	readonly last: Shown | null
	readonly #people: Live<Map<Id, Person>>
	readonly #sections: Live<Map<Id, Section>>
	readonly #outgoing: Live<Outgoing[]>
	readonly #office: Live<Office | null>

	constructor(person: Id, remote: Remote, outbox: OutboxStore) {
		this.person = person
		this.local = new LocalRecords(person)
		this.outbox = outbox
		this.written = new Written(this.local, outbox, Date.now)
		this.photos = new Photos(this, remote)
		this.sync = new Sync({
			person,
			outbox,
			uploads: this.photos,
			post: (author, entries) => remote.post(author, entries),
			pull: (stop) => pull(this.local, (since, limit) => remote.changes(person, since, limit, stop)),
			listen: (changed) => remote.listen(changed)
		})
		const last = (this.last = lastShown(person))
		const all = async <C extends 'people' | 'sections'>(of: C) => byId(await this.local.table(of).toArray())
		this.#people = new Live(() => all('people'), new Map(), last ? byId(last.people) : undefined)
		this.#sections = new Live(() => all('sections'), new Map(), last ? byId(last.sections) : undefined)
		this.#outgoing = new Live(() => this.outbox.all(), [])
		// With what waits: its rules are rewritten whole, and a second change must not undo the first.
		this.#office = this.live((view) => view.get('office', 'office'), null, last?.office ?? undefined)
	}

	/** What every screen names: people, sections, the office itself; and what this phone wrote. */
	get readings(): readonly { readonly ready: boolean }[] {
		const named = [this.#people, this.#sections, this.#office]
		return this.last ? named : [...named, this.#outgoing]
	}

	get office(): Office | null {
		return this.#office.current
	}

	/** Its rules have been read: before that the usual ones stand there, which nobody is to save. */
	get rulesKnown(): boolean {
		return this.#office.ready
	}

	get people(): Map<Id, Person> {
		return this.#people.current
	}

	get sections(): Map<Id, Section> {
		return this.#sections.current
	}

	/** Those of the catalogue in force, in its order: what can be given something new. */
	get standing(): Section[] {
		return [...this.sections.values()].filter((s) => s.order !== null).sort(byOrder)
	}

	/** All that waits or was answered on this phone, of everybody who uses it. */
	get outgoing(): Outgoing[] {
		return this.#outgoing.current
	}

	get mine(): Outgoing[] {
		return this.outgoing.filter((e) => e.author === this.person)
	}

	/** What this person did or chose that no server has yet; a file counts once, with its announcement. */
	get waiting(): number {
		const commands = this.mine.filter((e) => e.state === 'waiting' && e.command.name !== 'attachment.add')
		return commands.length + this.photos.waiting.length
	}

	get me(): Person | null {
		return this.people.get(this.person) ?? null
	}

	get onDutySide(): boolean {
		return (this.me?.roles.length ?? 0) > 0
	}

	/** The office's seats and how turns change hands. */
	get duty(): DutyRules {
		return rulesOf(this.#office.current)
	}

	/** 交接班: which seats hand over by signature, and how. */
	get handover(): HandoverRules {
		return handoverOf(this.#office.current)
	}

	seatName(seat: Seat): string {
		return seatName(this.#office.current, seat)
	}

	nameOf(person: Id | null): string {
		if (person === null) return '系统'
		return this.people.get(person)?.name ?? '（不在名单上）'
	}

	/** A query over records and what was written above them; answers again when either changes. */
	live<T>(query: (view: View) => Promise<T>, initial: T, known?: T): Live<T> {
		return new Live(async () => query(await View.open(this.written)), initial, known)
	}

	/**
	 * Does something as the signed-in person: refused here and now where this phone can tell, else kept durably and sent.
	 * Rejects with StorageFull when the phone cannot keep it.
	 */
	async act(
		name: string,
		args: unknown,
		more: Partial<Pick<Command, 'id' | 'after' | 'retryOf'>> = {}
	): Promise<Done> {
		const command: Command = { id: newId(), name, args, at: Date.now(), device: deviceId(), ...more }
		const { foreseen, waiting } = await this.written.foresee(command)
		if ('refused' in foreseen) return foreseen
		const builtOn = namedIn(args, waiting)
		if (builtOn.length > 0) command.after = [...new Set([...(command.after ?? []), ...builtOn])]
		await this.outbox.add(this.person, command, Date.now())
		this.sync.wake()
		return { kept: command.id }
	}
}

/** Waiting commands whose making these arguments name: without them this one makes no sense. */
function namedIn(args: unknown, waiting: readonly Outgoing[]): Id[] {
	const named = Object.values(args as Record<string, unknown>).filter((v) => typeof v === 'string')
	const ids = waiting.map((e) => e.id)
	return ids.filter((id) => named.some((value) => value.length > 15 && value.startsWith(id)))
}

function byId<R extends { id: Id }>(records: R[]): Map<Id, R> {
	return new Map(records.map((record) => [record.id, record]))
}

const KEY = Symbol('office')
export const provideOffice = (office: () => OfficeState) => setContext(KEY, office)
/** The office of whoever is signed in; only screens inside the signed-in part may ask. */
export const useOffice = (): OfficeState => getContext<() => OfficeState>(KEY)()
