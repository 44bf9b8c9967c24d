import type { Table } from 'dexie'
import type { Assignment } from '../../domain/events/assignment'
import type { Entry } from '../../domain/events/entry'
import type { Incident } from '../../domain/events/incident'
import type { Id } from '../../domain/record'
import type { View } from './view'
import type { Found, Said } from './search'
import { officeDate } from '../../domain/instant'
import { entryWord, levelOf } from '../../domain/incident/words'
import { fold } from './fold'

/** An incident and what belongs to it. */
export interface Bundle {
	incident: Incident
	assignments: readonly Assignment[]
	entries: readonly Entry[]
	ahead: boolean
}

/** What the office's own rules wrote: nobody looks for their words. */
const own = /^(?:chase|notice)\./

/** All that an incident can be found by, made once. */
export function foundOf(bundle: Bundle, nameOf: (person: Id | null) => string): Found {
	const { incident, assignments, entries, ahead } = bundle
	const at = incident.receivedAt ?? incident.at
	const said: Said[] = [{ word: '情况', text: incident.text }]
	if (incident.place !== null) said.push({ word: '地点', text: incident.place })
	if (incident.number !== null) said.push({ word: '编号', text: incident.number })
	const names = new Set<string>()
	for (const a of assignments) names.add(a.sectionName)
	const people = new Set<Id>()
	if (incident.by !== null) people.add(incident.by)
	for (const entry of entries) {
		if (entry.by !== null) people.add(entry.by)
		if (entry.toName !== null) names.add(entry.toName)
		const repeats = entry.kind === 'incident.logged' && entry.text === incident.text
		if (entry.text !== null && !repeats && !own.test(entry.kind))
			said.push({ word: entryWord[entry.kind] ?? '经过', text: entry.text })
	}
	if (names.size > 0) said.push({ word: '科室', text: [...names].join('、') })
	if (people.size > 0) said.push({ word: '人员', text: [...people].map(nameOf).join('、') })
	const more = [incident.category ?? '', levelOf(incident)]
	return {
		incident,
		assignment: assignments.find((a) => a.id === incident.assignment) ?? null,
		ahead,
		at,
		day: officeDate(at),
		said,
		hay: fold([...said.map((s) => s.text), ...more].join('\n'))
	}
}

/** What an index was when it last looked. */
export interface Seen {
	/** Every incident it has. */
	ids: ReadonlySet<Id>
	/** Those that this phone had changed by itself: they may have been taken back. */
	ahead: ReadonlySet<Id>
	/** The latest change among them. */
	changedAt: number
}

/** What has come since, and what is left. */
export interface News {
	ids: Set<Id>
	ahead: Set<Id>
	bundles: Bundle[]
	names: Map<Id, string>
}

const PIECE = 1_000
/** So many new ones are read one by one; more than that at once. */
const FEW = 50

/**
 * What an index has to learn. Every event moves its incident's `changedAt` and takes it from the server's one clock, so
 * only what is new, changed since, or written on this phone is read again.
 */
export async function newsSince(view: View, seen: Seen): Promise<News> {
	const table = view.local.table('incidents')
	const [keys, changed, people] = await Promise.all([
		table.toCollection().primaryKeys(),
		table.where('changedAt').aboveOrEqual(seen.changedAt).toArray(),
		view.local.table('people').toArray()
	])
	const ahead = new Set(view.aheadIn('incidents'))
	const ids = new Set([...keys, ...ahead])
	const wanted = new Set([...changed.map((i) => i.id), ...ahead])
	for (const id of ids) if (!seen.ids.has(id)) wanted.add(id)
	for (const id of seen.ahead) if (ids.has(id)) wanted.add(id)
	const bundles = wanted.size > FEW ? await all(view, wanted) : await each(view, [...wanted])
	return { ids, ahead, bundles, names: new Map(people.map((p) => [p.id, p.name])) }
}

/**
 * The newest, to be shown while the others are read. Whatever was received after the earliest change among the last
 * `most` is among them; older ones are left out, so that nothing moves when the others come.
 */
export async function newest(view: View, most: number): Promise<News> {
	const last = await view.local.table('incidents').orderBy('changedAt').reverse().limit(most).toArray()
	const complete = last.length < most ? -Infinity : (last.at(-1)?.changedAt ?? -Infinity)
	const ids = last.filter((i) => (i.receivedAt ?? i.at) > complete).map((i) => i.id)
	const ahead = new Set(view.aheadIn('incidents'))
	const [people, bundles] = await Promise.all([
		view.local.table('people').toArray(),
		each(view, [...new Set([...ids, ...ahead])])
	])
	return { ids: new Set(ids), ahead, bundles, names: new Map(people.map((p) => [p.id, p.name])) }
}

/** A table in pieces: one answer with everything would hold the screen up while it is taken apart. */
async function inPieces<T extends { id: Id }>(table: Table<T, Id>, take: (record: T) => void): Promise<void> {
	let after = ''
	for (;;) {
		const piece = await table.where('id').above(after).limit(PIECE).toArray()
		for (const record of piece) take(record)
		if (piece.length < PIECE) return
		after = piece[PIECE - 1]!.id
	}
}

function each(view: View, ids: readonly Id[]): Promise<Bundle[]> {
	const bundles = ids.map(async (id): Promise<Bundle[]> => {
		const [incident, assignments, entries] = await Promise.all([
			view.get('incidents', id),
			view.assignmentsOf(id),
			view.entriesOf(id)
		])
		return incident ? [{ incident, assignments, entries, ahead: view.isAhead('incidents', id) }] : []
	})
	return Promise.all(bundles).then((b) => b.flat())
}

/** Whole tables: a first reading. */
async function all(view: View, ids: ReadonlySet<Id>): Promise<Bundle[]> {
	const { local } = view
	const bundles = new Map<
		Id,
		{ incident: Incident; assignments: Assignment[]; entries: Entry[]; ahead: boolean }
	>()
	await inPieces(local.table('incidents'), (incident) => {
		if (ids.has(incident.id) && !view.isAhead('incidents', incident.id))
			bundles.set(incident.id, { incident, assignments: [], entries: [], ahead: false })
	})
	await inPieces(local.table('assignments'), (a) => bundles.get(a.incident)?.assignments.push(a))
	await inPieces(local.table('entries'), (e) => {
		if (e.incident !== null) bundles.get(e.incident)?.entries.push(e)
	})
	const own = view.aheadIn('incidents').filter((id) => ids.has(id))
	return [...bundles.values(), ...(await each(view, own))]
}
