import type { Assignment } from '../../domain/events/assignment'
import type { Attachment } from '../../domain/events/attachment'
import type { Entry } from '../../domain/events/entry'
import type { Incident } from '../../domain/events/incident'
import type { Id } from '../../domain/record'
import type { View } from './view'
import { withFilesTogether } from '../../domain/incident/attachments'
import { phoneOf } from './desk'

/** Everything this person may see of one incident. */
export interface Dossier {
	incident: Incident
	/** The one that has it in hand. */
	assignment: Assignment | null
	/** Latest last; files that were added together in one line. */
	entries: Entry[]
	/** In the order of adding. */
	attachments: Attachment[]
	/** The A person of the section in hand, and the number to dial. */
	answers: Id | null
	phone: string | null
	/** Something of it is on this phone alone. */
	ahead: boolean
	aheadEntries: Set<Id>
}

export async function dossier(view: View, id: Id): Promise<Dossier | null> {
	const incident = await view.get('incidents', id)
	if (!incident) return null
	const entries = await view.entriesOf(id)
	entries.sort((a, b) => (a.receivedAt ?? a.at) - (b.receivedAt ?? b.at) || (a.id < b.id ? -1 : 1))
	const attachments = await view.attachmentsOf(id)
	attachments.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
	const section = incident.section === null ? null : await view.get('sections', incident.section)
	const answers = section?.a ?? section?.b ?? null
	const assignment = incident.assignment ? await view.get('assignments', incident.assignment) : null
	const aheadEntries = new Set(entries.filter((e) => view.isAhead('entries', e.id)).map((e) => e.id))
	return {
		incident,
		assignment,
		entries: withFilesTogether(entries),
		attachments,
		answers,
		phone: answers === null ? null : await phoneOf(view, answers),
		ahead: view.isAhead('incidents', id),
		aheadEntries
	}
}
