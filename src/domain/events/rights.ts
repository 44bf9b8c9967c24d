import type { Base, Id } from '../record'
import type { Audience } from '../audience'
import type { Facts } from '../event'
import type { Fold } from './fold'
import { sameAudience } from '../audience'
import { base } from './fold'

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
	for (const section of sections) own.push(`section:${section}`)
	return own
}

export const rights: Fold<'rights'> = {
	collection: 'rights',
	ids: (event) => (event.kind === 'person.set' ? [idOf(event.data.person)] : []),
	apply(event, record) {
		if (event.kind !== 'person.set') return record
		const now = sees(event.data)
		if (record && sameAudience(record.sees, now)) return record
		const { person } = event.data
		return { ...base(idOf(person), event.subject, [`person:${person}`]), person, sees: now }
	}
}
