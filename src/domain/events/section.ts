import type { Base, Id } from '../record'
import type { Fold } from './fold'
import { base } from './fold'

/** 科室, with its A and B person (AB角). `order` is its place in the catalogue, from 1. */
export interface Section extends Base {
	order: number
	name: string
	aliases: string[]
	a: Id | null
	b: Id | null
}

export const section: Fold<'sections'> = {
	collection: 'sections',
	ids: (event) =>
		event.kind === 'section.named' || event.kind === 'section.staffed' ? [event.data.section] : [],
	apply(event, record) {
		switch (event.kind) {
			case 'section.named': {
				const { section: id, order, name, aliases } = event.data
				return {
					...base(id, event.subject, ['office']),
					order,
					name,
					aliases,
					a: record?.a ?? null,
					b: record?.b ?? null
				}
			}
			case 'section.staffed':
				return record && { ...record, a: event.data.a, b: event.data.b }
			default:
				return record
		}
	}
}
