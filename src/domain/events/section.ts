import type { Base, Id } from '../record'
import type { EventOf } from '../event'
import type { Fold } from './fold'

/**
 * 科室, with its A and B person (AB角). `order` is its place in the catalogue in force, from 1; null: it was abolished, and
 * keeps its name, its people and what it has in hand.
 */
export interface Section extends Base {
	order: number | null
	name: string
	aliases: string[]
	a: Id | null
	b: Id | null
}

export const section: Fold<'sections'> = {
	collection: 'sections',
	on: ['section.named', 'section.staffed'],
	id: (event) => (event as EventOf<'section.named' | 'section.staffed'>).data.section,
	make(event) {
		if (event.kind !== 'section.named') return null
		const { section: id, order, name, aliases } = event.data
		return { id, subject: event.subject, audience: ['office'], order, name, aliases, a: null, b: null }
	},
	change(event) {
		if (event.kind === 'section.staffed') return { a: event.data.a, b: event.data.b }
		const { order, name, aliases } = (event as EventOf<'section.named'>).data
		return { order, name, aliases }
	}
}
