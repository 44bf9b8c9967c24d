import type { Person } from '../../domain/events/person'
import type { Section } from '../../domain/events/section'
import type { Turn } from '../../domain/events/turn'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { View } from './view'
import { byOrder } from '../../domain/catalogue/byOrder'

/** Somebody of the office as an administrator sees them. */
export interface Member {
	person: Person
	/** Where they belong, and whether they are its A or B person. */
	places: { section: Section; as: 'A' | 'B' | null }[]
	/** A part of it is still on this phone alone. */
	ahead: boolean
}

/** Everybody of the office, those who were disabled too. */
export async function roll(view: View): Promise<Member[]> {
	const [people, sections] = await Promise.all([view.all('people'), view.all('sections')])
	sections.sort(byOrder)
	return people.map((person) => ({
		person,
		places: sections
			.map((section) => ({ section, as: asIn(section, person.id) }))
			.filter(({ section, as }) => as !== null || person.sections.includes(section.id)),
		ahead: view.isAhead('people', person.id)
	}))
}

function asIn(section: Section, person: Id): 'A' | 'B' | null {
	return section.a === person ? 'A' : section.b === person ? 'B' : null
}

/** What hangs on a person, beside the account. */
export interface Ties {
	phone: string | null
	mail: string | null
	/** Turns that are not over, the next first. */
	turns: Turn[]
	/** How many incidents are in the hands of the person's sections. */
	open: number
}

export async function tiesOf(view: View, person: Id, now: Instant): Promise<Ties> {
	const who = await view.get('people', person)
	const contact = (await view.all('contacts')).find((c) => c.person === person)
	const later = await view.local.table('turns').where('to').above(now).toArray()
	const turns = later.filter((t) => t.person === person)
	const open = (await view.openIncidents()).filter((i) => i.section && who?.sections.includes(i.section))
	return {
		phone: contact?.phone || null,
		mail: contact?.mail ?? null,
		turns: turns.sort((a, b) => a.from - b.from),
		open: open.length
	}
}
