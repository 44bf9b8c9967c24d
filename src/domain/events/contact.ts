import type { Base, Id } from '../record'
import type { Fold } from './fold'
import { base } from './fold'

/** 联系人: a person's number, under an id of its own because leaders' numbers are for the duty room only. */
export interface Contact extends Base {
	person: Id
	phone: string
}

const idOf = (person: Id) => `${person}c`

export const contact: Fold<'contacts'> = {
	collection: 'contacts',
	ids: (event) => (event.kind === 'person.set' && event.data.phone !== null ? [idOf(event.data.person)] : []),
	apply(event, record) {
		if (event.kind !== 'person.set' || event.data.phone === null) return record
		const { person, phone, roles } = event.data
		return {
			...base(idOf(person), event.subject, [roles.includes('leader') ? 'duty' : 'office']),
			person,
			phone
		}
	}
}
