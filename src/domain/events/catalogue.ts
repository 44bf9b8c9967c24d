import type { Base, Id } from '../record'
import type { CatalogueSection, CatalogueSource, EventOf, GoneSection } from '../event'
import type { Instant } from '../instant'
import type { Fold, Fresh } from './fold'
import { when } from '../event'

/** 职责目录: one adopted version. It never changes; the office names the one in force. */
export interface Catalogue extends Base {
	version: number
	adoptedAt: Instant
	sections: CatalogueSection[]
	/** What follows is absent in versions of before it was written down; `adoptedBy` null is the server. */
	adoptedBy?: Id | null
	source?: CatalogueSource | null
	gone?: GoneSection[]
}

export const catalogue: Fold<'catalogues'> = {
	collection: 'catalogues',
	on: ['catalogue.adopted'],
	id: (event) => (event as EventOf<'catalogue.adopted'>).data.catalogue,
	make(event) {
		const { data } = event as EventOf<'catalogue.adopted'>
		const { catalogue: id, version, sections, source, gone } = data
		const adoptedAt = when(event)
		const made: Fresh<'catalogues'> = {
			id,
			subject: event.subject,
			audience: ['office'],
			version,
			adoptedAt,
			sections
		}
		// What old events do not say, the records of old logs do not have.
		if (source !== undefined) Object.assign(made, { source, adoptedBy: event.actor })
		if (gone !== undefined) made.gone = gone
		return made
	},
	change: () => null
}
