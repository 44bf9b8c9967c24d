import type { Base } from '../record'
import type { CatalogueSection, EventOf } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'

/** 职责目录: one adopted version. It never changes; the office names the one in force. */
export interface Catalogue extends Base {
	version: number
	adoptedAt: Instant
	sections: CatalogueSection[]
}

export const catalogue: Fold<'catalogues'> = {
	collection: 'catalogues',
	on: ['catalogue.adopted'],
	id: (event) => (event as EventOf<'catalogue.adopted'>).data.catalogue,
	make(event) {
		const { catalogue: id, version, sections } = (event as EventOf<'catalogue.adopted'>).data
		return { id, subject: event.subject, audience: ['office'], version, adoptedAt: when(event), sections }
	},
	change: () => null
}
