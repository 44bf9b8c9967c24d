import type { Base, Id } from '../record'
import type { Audience } from '../audience'
import type { EventOf, Facts } from '../event'
import type { Fold } from './fold'
import { sameAudience } from '../audience'

/** What a person may see. Written only when it changes, so that its place in the feed tells since when. */
export interface Rights extends Base {
	person: Id
	sees: Audience[]
}

const idOf = (person: Id) => `${person}r`

function sees({ person, roles, sections, disabled }: Facts['person.set']): Audience[] {
	if (disabled) return []
	const own: Audience[] = ['office', `person:${person}`]
	if (roles.length > 0) own.push('duty')
	if (roles.includes('admin')) own.push('admin')
	for (const section of sections) own.push(`section:${section}`)
	return own
}

export const rights: Fold<'rights'> = {
	collection: 'rights',
	on: ['person.set'],
	id: (event) => idOf((event as EventOf<'person.set'>).data.person),
	make(event) {
		const { data } = event as EventOf<'person.set'>
		const { person } = data
		return {
			id: idOf(person),
			subject: event.subject,
			audience: [`person:${person}`],
			person,
			sees: sees(data)
		}
	},
	change(event, record) {
		const now = sees((event as EventOf<'person.set'>).data)
		return sameAudience(record.sees, now) ? null : { sees: now }
	}
}
