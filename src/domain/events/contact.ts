import type { Base, Id } from '../record'
import type { EventOf } from '../event'
import type { Fold } from './fold'

/** 联系人: a person's number, a record of its own because leaders' numbers are for the duty room only. */
export interface Contact extends Base {
	person: Id
	phone: string
}

const idOf = (person: Id) => `${person}c`

export const contact: Fold<'contacts'> = {
	collection: 'contacts',
	on: ['person.set'],
	id(event) {
		const { person, phone } = (event as EventOf<'person.set'>).data
		return phone === null ? null : idOf(person)
	},
	make(event) {
		const { person, phone, roles } = (event as EventOf<'person.set'>).data
		if (phone === null) return null
		const audience = roles.includes('leader') ? ('duty' as const) : ('office' as const)
		return { id: idOf(person), subject: event.subject, audience: [audience], person, phone }
	},
	change: (event) => contact.make(event)
}
