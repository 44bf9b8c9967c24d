import type { Base, Id } from '../record'
import type { CallOutcome, EventOf } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'
import { contactOf } from '../people/contactOf'

/**
 * 联系人: a person's number, a record of its own because leaders' numbers are for the duty room only. The last test says
 * when the number was tried and what came of it (numbers go stale: norms of duty rooms); a new number is untested.
 */
export interface Contact extends Base {
	person: Id
	/** Empty where it was taken back. */
	phone: string
	/** Where notices go by mail; absent or null: nowhere. */
	mail?: string | null
	testedAt?: Instant | null
	testedBy?: Id | null
	outcome?: CallOutcome | null
}

export const contact: Fold<'contacts'> = {
	collection: 'contacts',
	on: ['person.set', 'contact.tested'],
	id: (event) => contactOf((event as EventOf<'person.set' | 'contact.tested'>).data.person),
	make(event) {
		if (event.kind !== 'person.set') return null
		const { person, phone, mail, roles } = event.data
		if (phone === null && !mail) return null
		const audience = roles.includes('leader') ? ('duty' as const) : ('office' as const)
		const made = {
			id: contactOf(person),
			subject: event.subject,
			audience: [audience],
			person,
			phone: phone ?? ''
		}
		return mail ? { ...made, mail } : made
	},
	change(event, record) {
		if (event.kind === 'contact.tested') {
			// It was tried when the phone says, which may be long before it could tell; a fast clock does not count.
			const testedAt = Math.min(event.at, when(event))
			if (record.testedAt && record.testedAt > testedAt) return null
			return { testedAt, testedBy: event.actor, outcome: event.data.outcome }
		}
		// Nothing is deleted: a number that was taken back is seen by nobody, and phones forget it.
		const { data } = event as EventOf<'person.set'>
		const mailNow = data.mail === undefined ? (record.mail ?? null) : data.mail
		const said = { ...event, data: { ...data, mail: mailNow } } as EventOf<'person.set'>
		const {
			audience,
			phone,
			mail = null
		} = (contact.make(said) as Contact | null) ?? {
			audience: [],
			phone: ''
		}
		const now = mail === (record.mail ?? null) ? { audience, phone } : { audience, phone, mail }
		if (phone === record.phone || !record.testedAt) return now
		return { ...now, testedAt: null, testedBy: null, outcome: null }
	}
}
