import type { Contact } from '../../domain/events/contact'
import type { CallTask } from '../../domain/events/callTask'
import type { Incident } from '../../domain/events/incident'
import type { Id } from '../../domain/record'
import type { View } from './view'
import { contactOf } from '../../domain/people/contactOf'
import { inTurn } from '../../domain/escalation/calling'

/** Somebody to be telephoned, with what became of it so far. */
export interface Callee {
	person: Id
	letter: 'A' | 'B' | null
	/** Null: no number is known here. */
	contact: Contact | null
	last: CallTask['calls'][number] | null
}

/** 电话催办 as the duty room has it before it. */
export interface Calling {
	task: CallTask
	incident: Incident | null
	/** Whom to dial, the next one first. */
	callees: Callee[]
	/** Every step was gone through and nobody has answered. */
	alarmed: boolean
	/** A call noted down here that the server does not know yet. */
	ahead: boolean
}

/** What nobody has done yet, of one incident or of all; the longest waiting first. */
export async function callings(view: View, incident: Id | null): Promise<Calling[]> {
	const open = await view.callTasksIn('open')
	const own = open.filter((task) => incident === null || task.incident === incident)
	const all = await Promise.all(own.map((task) => calling(view, task)))
	return all.sort((a, b) => a.task.askedAt - b.task.askedAt)
}

async function calling(view: View, task: CallTask): Promise<Calling> {
	const [incident, section, contacts, chases] = await Promise.all([
		view.get('incidents', task.incident),
		view.get('sections', task.section),
		view.named('contacts', task.persons.map(contactOf)),
		view.chasesIn('alarmed')
	])
	const numbered = (person: Id) => (contacts.get(contactOf(person))?.phone ?? '') !== ''
	const callees = inTurn(task, numbered).map((person): Callee => {
		const letter = person === section?.a ? 'A' : person === section?.b ? 'B' : null
		const contact = numbered(person) ? contacts.get(contactOf(person))! : null
		return { person, letter, contact, last: task.calls.findLast((c) => c.person === person) ?? null }
	})
	return {
		task,
		incident,
		callees,
		alarmed: chases.some((c) => c.assignment === task.assignment),
		ahead: view.isAhead('callTasks', task.id)
	}
}
