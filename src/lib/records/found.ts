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
		if (entry.text !== null && !repeats)
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

/** Whole tables at once: a first reading. */
async function all(view: View, ids: ReadonlySet<Id>): Promise<Bundle[]> {
	const { local } = view
	const [incidents, assignments, entries] = await Promise.all([
		local.table('incidents').toArray(),
		local.table('assignments').toArray(),
		local.table('entries').toArray()
	])
	const bundles = new Map<
		Id,
		{ incident: Incident; assignments: Assignment[]; entries: Entry[]; ahead: false }
	>()
	for (const incident of incidents)
		if (ids.has(incident.id) && !view.isAhead('incidents', incident.id))
			bundles.set(incident.id, { incident, assignments: [], entries: [], ahead: false })
	for (const a of assignments) bundles.get(a.incident)?.assignments.push(a)
	for (const e of entries) if (e.incident !== null) bundles.get(e.incident)?.entries.push(e)
	const own = await each(
		view,
		view.aheadIn('incidents').filter((id) => ids.has(id))
	)
	return [...bundles.values(), ...own]
}
