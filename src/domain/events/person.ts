import type { Base, Id } from '../record'
import type { EventOf, Role } from '../event'
import type { Fold } from './fold'

/** 人员, as everybody in the office may see them. Numbers are in contacts, rights in rights. */
export interface Person extends Base {
	name: string
	title: string | null
	roles: Role[]
	sections: Id[]
	disabled: boolean
}

/** As a subject: all people. Only the server has them so. */
export const EVERYBODY = 'all:people'

export const person: Fold<'people'> = {
	collection: 'people',
	on: ['person.set'],
	id: (event) => (event as EventOf<'person.set'>).data.person,
	make(event) {
		const { person: id, name, title, roles, sections, disabled } = (event as EventOf<'person.set'>).data
		return { id, subject: event.subject, audience: ['office'], name, title, roles, sections, disabled }
	},
	change: (event) => person.make(event)
}
