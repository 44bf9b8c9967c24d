import type { Person } from '../events/person'
import type { Section } from '../events/section'
import type { Turn } from '../events/turn'
import type { Id } from '../record'
import type { Whom } from './policy'

/** What is known when a step is carried out, of its moment: whoever stands in since then is asked, not who stood before. */
export interface Present {
	section: Pick<Section, 'id' | 'a' | 'b'> | null
	/** Who is on duty. Null: the office has no roster, and nobody can say. */
	on(): readonly Turn[] | null
	person(id: Id): Person | null
	/** All who may lead. */
	leaders(): readonly Id[]
	/** Who wrote the incident down. */
	by: Id | null
}

/** Who has the section's things in hand and may sign for them. */
export function canSign(person: Person | null, section: Id): boolean {
	return person !== null && !person.disabled && person.sections.includes(section)
}

/** Who stands duty, leads it or administers sees every incident. */
export function seesAll(person: Person | null): boolean {
	return person !== null && !person.disabled && person.roles.length > 0
}

/** Who is asked now. Never who is stopped, who may not see the incident, or who is off duty where duty is asked. */
export function reach(whom: Whom, now: Present): Id[] {
	switch (whom) {
		case 'a':
			return ofSection(now, now.section && now.section.a)
		case 'b':
			return ofSection(now, now.section && now.section.b)
		case 'officer':
		case 'call':
			return onSeats(now, ['officer', 'deputy'])
		case 'lead':
			return onSeats(now, ['lead'])
		case 'leads':
			return [...now.leaders()]
	}
}

function ofSection({ section, person }: Present, id: Id | null): Id[] {
	if (section === null || id === null) return []
	const one = person(id)
	return canSign(one, section.id) || seesAll(one) ? [id] : []
}

function onSeats(now: Present, seats: readonly string[]): Id[] {
	const on = now.on()
	if (on === null)
		return seats.includes('officer') && now.by !== null && seesAll(now.person(now.by)) ? [now.by] : []
	const found: Id[] = []
	for (let s = 0; s < seats.length; s++)
		for (let i = 0; i < on.length; i++) {
			const { seat, person } = on[i]!
			if (seat === seats[s] && !found.includes(person) && seesAll(now.person(person))) found.push(person)
		}
	return found
}
