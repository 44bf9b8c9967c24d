import type { Base, Id } from '../record'
import type { Role } from '../event'
import type { Fold } from './fold'
import { base } from './fold'

/** 人员, as everybody in the office may see them. Numbers are in contacts, rights in rights. */
export interface Person extends Base {
	name: string
	title: string | null
	roles: Role[]
	sections: Id[]
	disabled: boolean
}

export const person: Fold<'people'> = {
	collection: 'people',
	ids: (event) => (event.kind === 'person.set' ? [event.data.person] : []),
	apply(event, record) {
		if (event.kind !== 'person.set') return record
		const { person: id, name, title, roles, sections, disabled } = event.data
		return { ...base(id, event.subject, ['office']), name, title, roles, sections, disabled }
	}
}
