import type { Kept, Collection, Id, Key } from '../domain/record'
import type { DutyEvent, Suggestion } from '../domain/event'
import type { Checked, Missing, Outcome } from '../domain/decide'
import { apply, reads } from '../domain/apply'
import { actorOf, check, step } from '../domain/decide'
import { keyOf, Loaded } from '../domain/loaded'

/**
 * The server bundle: what the duty loop calls. Everything crosses as strings and numbers, records as their JSON.
 * The host keeps what a group of commands has changed but not yet committed, so `load` always answers with the latest.
 */
interface Host {
	/** The JSON of a record, or null. */
	load(collection: string, id: string): string | null
	/** [collection, JSON, collection, JSON, …] of all that belongs to a subject. */
	loadSubject(subject: string): string[]
}
declare const host: Host

/** What the loop stores. Lists are flat because every object crossing costs: see the host for their columns. */
export interface Outgoing {
	status: 'ok' | 'refused' | 'prepare'
	/** JSON: of the refusals, or of what is to be prepared. */
	body: string
	events: string[]
	records: string[]
	timers: (string | number)[]
	cancelled: string[]
	notices: (string | number | null)[]
}

/** More rounds than any rule needs; a rule that keeps asking is broken. */
const ROUNDS = 8

/** Records as last written, so that hot ones (a catalogue is 60 KB) are parsed once. The loop is the only writer. */
let cache = new Map<Key, Kept | null>()
const CACHE_LIMIT = 4_000

/** Called when a group was lost: what is cached may never have been committed. */
export function forget(): void {
	cache = new Map()
}

/** Decides a command. `actor` '' is the server itself; `prepared` is JSON, '' where nobody has been asked yet. */
export function run(
	id: Id,
	name: string,
	args: string,
	at: number,
	device: string,
	actor: Id,
	now: number,
	prepared: string
): Outgoing {
	const checked = check({ id, name, args: JSON.parse(args) as unknown, at, device })
	if ('refused' in checked) return outgoing('refused', JSON.stringify(checked.refused))
	const outcome = decideIn(new Loaded(), checked, actor, now, prepared)
	if ('refused' in outcome) return outgoing('refused', JSON.stringify(outcome.refused))
	if ('prepare' in outcome) return outgoing('prepare', JSON.stringify(outcome.prepare))
	if ('pending' in outcome) throw new Error(`${name} is pending on the server`)
	const out = outgoing('ok', '')
	for (const event of outcome.events) out.events.push(event.kind, event.subject, JSON.stringify(event.data))
	for (const kept of outcome.records) keep(kept, out.records)
	for (const t of outcome.done.timers) out.timers.push(t.id, t.about, t.name, JSON.stringify(t.args), t.dueAt)
	for (const n of outcome.done.notices) out.notices.push(n.id, n.person, n.kind, n.subject, n.dueAt)
	out.cancelled = outcome.done.cancelled
	return out
}

function decideIn(loaded: Loaded, checked: Checked, actor: Id, now: number, prepared: string): Outcome {
	const me = actor === '' ? null : actor
	if (me) load(loaded, [`people/${me}`])
	const context = {
		now,
		actor: actorOf(me, loaded),
		host: 'server',
		prepared: prepared === '' ? undefined : (JSON.parse(prepared) as Suggestion | null)
	} as const
	for (let round = 0; round < ROUNDS; round++) {
		const result: Outcome | Missing = step(checked, loaded, context)
		if (!('missing' in result)) return result
		load(loaded, result.missing)
	}
	throw new Error(`${checked.command.name} asks for more and more records`)
}

/** Applies a stored event, for `verify`: the records it changes, as flat [collection, id, subject, audience, formerly, JSON]. */
export function replay(
	kind: string,
	subject: Id,
	data: string,
	command: Id,
	ordinal: number,
	actor: Id,
	at: number,
	receivedAt: number
): string[] {
	const event = {
		kind,
		subject,
		data: JSON.parse(data) as unknown,
		command,
		ordinal,
		actor: actor === '' ? null : actor,
		at,
		receivedAt
	} as DutyEvent
	const loaded = new Loaded()
	load(loaded, reads(event))
	const records: string[] = []
	for (const kept of apply(event, loaded)) keep(kept, records)
	return records
}

function load(loaded: Loaded, keys: readonly Key[]): void {
	for (const key of keys) {
		const slash = key.indexOf('/')
		const id = key.slice(slash + 1)
		if (key.startsWith('subject/')) loaded.putSubject(id, loadSubject(id))
		else {
			const kept = loadOne(key, key.slice(0, slash) as Collection, id)
			if (kept) loaded.put(kept)
			else loaded.putAbsent(key)
		}
	}
}

function loadOne(key: Key, collection: Collection, id: Id): Kept | null {
	const cached = cache.get(key)
	if (cached !== undefined) return cached
	const json = host.load(collection, id)
	const kept = json === null ? null : ({ collection, record: JSON.parse(json) as unknown } as Kept)
	remember(key, kept)
	return kept
}

function loadSubject(id: Id): Kept[] {
	const flat = host.loadSubject(id)
	const all: Kept[] = []
	for (let i = 0; i < flat.length; i += 2)
		all.push({ collection: flat[i], record: JSON.parse(flat[i + 1]!) as unknown } as Kept)
	return all
}

function keep(kept: Kept, records: string[]): void {
	const { id, subject, audience, formerly } = kept.record
	remember(keyOf(kept), kept)
	records.push(
		kept.collection,
		id,
		subject,
		audience.join(' '),
		formerly.join(' '),
		JSON.stringify(kept.record)
	)
}

function remember(key: Key, kept: Kept | null): void {
	if (cache.size >= CACHE_LIMIT) cache = new Map()
	cache.set(key, kept)
}

function outgoing(status: Outgoing['status'], body: string): Outgoing {
	return { status, body, events: [], records: [], timers: [], cancelled: [], notices: [] }
}
