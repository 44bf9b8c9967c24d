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
	id: (event) => idOf((event as EventOf<'person.set'>).data.person),
	make(event) {
		const { person, phone, roles } = (event as EventOf<'person.set'>).data
		if (phone === null) return null
		const audience = roles.includes('leader') ? ('duty' as const) : ('office' as const)
		return { id: idOf(person), subject: event.subject, audience: [audience], person, phone }
	},
	// Nothing is deleted: a number that was taken back is seen by nobody, and phones forget it.
	change: (event) => contact.make(event) ?? { audience: [], phone: '' }
}
