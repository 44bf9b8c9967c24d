import type { Assignment } from '../../domain/events/assignment'
import type { Attachment } from '../../domain/events/attachment'
import type { Entry } from '../../domain/events/entry'
import type { Incident } from '../../domain/events/incident'
import type { Id } from '../../domain/record'
import type { View } from './view'
import { withFilesTogether } from '../../domain/incident/attachments'
import { phonesOf } from './desk'

/** The A or B person of the section in hand, with the number to dial where the reader may have it. */
export interface Answers {
	letter: 'A' | 'B'
	person: Id
	phone: string | null
}

/** Everything this person may see of one incident. */
export interface Dossier {
	incident: Incident
	/** The one that has it in hand. */
	assignment: Assignment | null
	/** Every section that has or had it, as far as this person may see; the latest last. */
	assignments: Assignment[]
	/** Latest last; files that were added together in one line. */
	entries: Entry[]
	/** In the order of adding. */
	attachments: Attachment[]
	/** Who answers for the section in hand, the A person first. */
	answers: Answers[]
	/** Something of it is on this phone alone. */
	ahead: boolean
	aheadEntries: Set<Id>
}

export async function dossier(view: View, id: Id): Promise<Dossier | null> {
	const [incident, entries, assignments, attachments] = await Promise.all([
		view.get('incidents', id),
		view.entriesOf(id),
		view.assignmentsOf(id),
		view.attachmentsOf(id)
	])
	if (!incident) return null
	const section = incident.section === null ? null : await view.get('sections', incident.section)
	entries.sort((a, b) => (a.receivedAt ?? a.at) - (b.receivedAt ?? b.at) || (a.id < b.id ? -1 : 1))
	assignments.sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1))
	attachments.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
	const staff = [
		{ letter: 'A' as const, person: section?.a ?? null },
		{ letter: 'B' as const, person: section?.b ?? null }
	]
	const answers = staff.flatMap(({ letter, person }) => (person === null ? [] : [{ letter, person }]))
	const phones = await phonesOf(
		view,
		answers.map((a) => a.person)
	)
	return {
		incident,
		assignment: assignments.find((a) => a.id === incident.assignment) ?? null,
		assignments,
		entries: withFilesTogether(entries),
		attachments,
		answers: answers.map((a) => ({ ...a, phone: phones.get(a.person) ?? null })),
		ahead: view.isAhead('incidents', id),
		aheadEntries: new Set(entries.filter((e) => view.isAhead('entries', e.id)).map((e) => e.id))
	}
}

/** What is left to a section of an incident that it gave away: its own last assignment. */
export async function givenAway(view: View, incident: Id, person: Id): Promise<Assignment | null> {
	const me = await view.get('people', person)
	const all = await view.assignmentsOf(incident)
	const own = all.filter((a) => me?.sections.includes(a.section))
	own.sort((a, b) => b.madeAt - a.madeAt)
	return own.find((a) => a.state === 'transferred' || a.state === 'returned') ?? null
}

/** Sections that incidents were last passed on to, by name, the most frequent first. */
export async function oftenPassedTo(view: View, person: Id): Promise<string[]> {
	const me = await view.get('people', person)
	const wide = (me?.roles.length ?? 0) > 0
	const all = wide
		? await view.local.table('assignments').toArray()
		: await view.assignmentsOfSections(me?.sections ?? [])
	const counts = new Map<string, number>()
	for (const { toName } of all) if (toName) counts.set(toName, (counts.get(toName) ?? 0) + 1)
	return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name)
}
