import type { Kept, Collection, Id, Key } from '../domain/record'
import type { DutyEvent, Suggestion } from '../domain/event'
import type { Checked, Outcome } from '../domain/decide'
import { apply } from '../domain/apply'
import { actorOf, check, step } from '../domain/decide'
import { keyOf, Loaded } from '../domain/loaded'
import { listOf } from '../domain/commands/onNow'
import { EVERYBODY } from '../domain/events/person'
import { noticeWords } from '../domain/notice'

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

/**
 * What nearly every command looks at and few change, parsed once (a catalogue is 60 KB): as last written, for the loop is
 * the only writer. Incidents and what belongs to them are read anew: keeping them would cost more than reading.
 */
let cache = new Map<Key, Kept | null>()
/** All of a month's turns, and all people: asked for by every step of a chase, and read by the hundred. */
let lists = new Map<Id, Kept[]>()
const cached: Collection[] = ['catalogues', 'counters', 'office', 'people', 'policies', 'sections']
const CACHE_LIMIT = 2_000
const LISTS_LIMIT = 12

/** Called when a group was lost: what is cached may never have been committed. */
export function forget(): void {
	cache = new Map()
	lists = new Map()
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
	const outcome = decideIn(checked, actor, now, prepared)
	if ('refused' in outcome) return outgoing('refused', JSON.stringify(outcome.refused))
	if ('prepare' in outcome) return outgoing('prepare', JSON.stringify(outcome.prepare))
	if ('pending' in outcome) throw new Error(`${name} is pending on the server`)
	const out = outgoing('ok', '')
	const { events, records, done } = outcome
	for (let i = 0; i < events.length; i++)
		out.events.push(events[i]!.kind, events[i]!.subject, JSON.stringify(events[i]!.data))
	for (let i = 0; i < records.length; i++) keep(records[i]!, out.records)
	for (const t of done.timers) out.timers.push(t.id, t.about, t.name, JSON.stringify(t.args), t.dueAt)
	for (const n of done.notices) {
		const { title, body } = noticeWords(n)
		const channels = n.channels === null ? '' : n.channels.join(' ')
		out.notices.push(
			n.id,
			n.person,
			n.kind,
			n.subject,
			n.dueAt,
			n.about ?? '',
			channels,
			n.first ? 1 : 0,
			title,
			body
		)
	}
	out.cancelled = done.cancelled
	return out
}

function decideIn(checked: Checked, actor: Id, now: number, prepared: string): Outcome {
	const loaded: Loaded = new Loaded(null, (key) => load(loaded, key))
	const me = actor === '' ? null : actor
	if (me) load(loaded, `people/${me}`)
	const result = step(checked, loaded, {
		now,
		actor: actorOf(me, loaded),
		host: 'server',
		prepared: prepared === '' ? undefined : (JSON.parse(prepared) as Suggestion | null)
	})
	if ('missing' in result) throw new Error('a host that fetches misses nothing')
	return result
}

/** A stored event, as columns: kind, subject, data (JSON), command, ordinal, actor, at, receivedAt. */
type Stored = [string, Id, string, Id, number, Id, number, number]

/** Applies the stored events of one command again, for `verify`: the records they make, as in Outgoing. */
export function replay(...rows: Stored[]): string[] {
	const events = rows.map(
		([kind, subject, data, command, ordinal, actor, at, receivedAt]) =>
			({
				kind,
				subject,
				data: JSON.parse(data) as unknown,
				command,
				ordinal,
				actor: actor === '' ? null : actor,
				at,
				receivedAt
			}) as DutyEvent
	)
	const loaded: Loaded = new Loaded(null, (key) => load(loaded, key))
	const made = apply(events, loaded)
	if ('missing' in made) throw new Error('a host that fetches misses nothing')
	const records: string[] = []
	for (const kept of made) keep(kept, records)
	return records
}

function load(loaded: Loaded, key: Key): void {
	const slash = key.indexOf('/')
	const id = key.slice(slash + 1)
	if (key.startsWith('subject/')) {
		const list = id.startsWith('all:')
		loaded.putSubject(id, list ? loadList(id) : loadSubject(id), list)
		return
	}
	const kept = loadOne(key, key.slice(0, slash) as Collection, id)
	if (kept) loaded.put(kept)
	else loaded.putAbsent(key)
}

function loadOne(key: Key, collection: Collection, id: Id): Kept | null {
	const known = cache.get(key)
	if (known !== undefined) return known
	const json = host.load(collection, id)
	const kept = json === null ? null : ({ collection, record: JSON.parse(json) as unknown } as Kept)
	if (cached.includes(collection)) remember(key, kept)
	return kept
}

/** What belongs to a month, or all people, as it was last written. */
function loadList(id: Id): Kept[] {
	const known = lists.get(id)
	if (known) return known
	const all = loadSubject(id === EVERYBODY ? id : id.slice('all:'.length))
	if (lists.size >= LISTS_LIMIT) lists = new Map()
	lists.set(id, all)
	return all
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
	if (cached.includes(kept.collection)) remember(keyOf(kept), kept)
	if (kept.collection === 'turns') lists.delete(listOf(subject))
	else if (kept.collection === 'people') lists.delete(EVERYBODY)
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
