import type { CatalogueSection } from '../../domain/event'
import type { Contact } from '../../domain/events/contact'
import type { Person } from '../../domain/events/person'
import type { Section } from '../../domain/events/section'
import type { Turn } from '../../domain/events/turn'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { View } from './view'
import { officeDate } from '../../domain/instant'

/** Somebody who can be called. */
export interface Line {
	person: Person
	/** Null: no number, or not one for this phone. */
	contact: Contact | null
	/** Leaders' numbers are on the phones of the duty side only. */
	withheld: boolean
	/** The names of the sections, in the catalogue's order. */
	sections: string[]
}

/** A section as the catalogue in force has it. */
export interface Post {
	section: Section
	/** Null where the catalogue in force does not have it. */
	adopted: CatalogueSection | null
	a: Line | null
	b: Line | null
	/** Everybody of it, A and B first. */
	people: Line[]
}

export interface Directory {
	/** The duty room first, then as the catalogue has them. */
	posts: Post[]
	leaders: Line[]
	/** Who is of no section and no leader. */
	others: Line[]
	dutyRoom: Post | null
	lines: Map<Id, Line>
	/** Turns that are not over for long; who is on duty is told by the clock. */
	turns: Turn[]
}

export const noDirectory: Directory = {
	posts: [],
	leaders: [],
	others: [],
	dutyRoom: null,
	lines: new Map(),
	turns: []
}

/** Everybody who is not disabled, by section. `reader` is who looks, `now` decides which turns are worth keeping. */
export async function directory(view: View, reader: Id, now: Instant): Promise<Directory> {
	const [people, contacts, sections, office, turns] = await Promise.all([
		view.all('people'),
		view.all('contacts'),
		view.all('sections'),
		view.get('office', 'office'),
		view.turnsAround(now)
	])
	const adopted = office?.catalogue ? await view.get('catalogues', office.catalogue) : null
	const numbers = new Map(contacts.filter((c) => c.phone !== '').map((c) => [c.person, c]))
	const onDutySide = people.some((p) => p.id === reader && p.roles.length > 0)
	// Sections that a later catalogue no longer has are left out unless somebody is still of them.
	const posts = sections
		.map((section) => post(section, adopted?.sections.find((s) => s.section === section.id) ?? null))
		.sort((a, b) => rank(a) - rank(b))
	const lines = new Map(
		people.filter((p) => !p.disabled).map((person) => [person.id, line(person, numbers.get(person.id))])
	)

	function post(section: Section, adopted: CatalogueSection | null): Post {
		return { section, adopted, a: null, b: null, people: [] }
	}
	function rank({ section, adopted }: Post): number {
		if (section.id === office?.dutyRoom) return 0
		return adopted ? (section.order ?? 1000) : 1000
	}
	function line(person: Person, contact: Contact | undefined): Line {
		const of = posts.filter((p) => person.sections.includes(p.section.id))
		return {
			person,
			contact: contact ?? null,
			withheld: !contact && !onDutySide && person.roles.includes('leader'),
			sections: of.map((p) => p.section.name)
		}
	}

	for (const p of posts) {
		p.a = (p.section.a && lines.get(p.section.a)) || null
		p.b = (p.section.b && lines.get(p.section.b)) || null
		const own = [...lines.values()].filter((l) => l.person.sections.includes(p.section.id))
		p.people = [...new Set([p.a, p.b, ...own].filter((l) => l !== null))]
	}
	const leaders = [...lines.values()].filter((l) => l.person.roles.includes('leader'))
	const placed = new Set([...leaders, ...posts.flatMap((p) => p.people)])
	return {
		posts: posts.filter((p) => p.adopted !== null || p.people.length > 0),
		leaders,
		others: [...lines.values()].filter((l) => !placed.has(l)),
		dutyRoom: posts.find((p) => p.section.id === office?.dutyRoom) ?? null,
		lines,
		turns
	}
}

/** When a number was last tried and what came of it, as the directory says it: 11-20 通, 从未测试. */
export function testWords(
	contact: Contact,
	now: Instant
): { words: string; tone: 'plain' | 'ok' | 'soon' | 'late' } {
	const { testedAt, outcome } = contact
	if (!testedAt || !outcome) return { words: '从未测试', tone: 'plain' }
	const date = officeDate(testedAt)
	const when = date.slice(0, 4) === officeDate(now).slice(0, 4) ? date.slice(5) : date
	if (outcome === '接通') return { words: `${when} 通`, tone: 'ok' }
	return { words: `${when} ${outcome}`, tone: outcome === '空号' ? 'late' : 'soon' }
}
