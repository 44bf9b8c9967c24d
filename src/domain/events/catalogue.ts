import type { Base } from '../record'
import type { CatalogueSection } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'
import { base } from './fold'

/** 职责目录: one adopted version. It never changes; the office names the one in force. */
export interface Catalogue extends Base {
	version: number
	adoptedAt: Instant
	sections: CatalogueSection[]
}

export const catalogue: Fold<'catalogues'> = {
	collection: 'catalogues',
	ids: (event) => (event.kind === 'catalogue.adopted' ? [event.data.catalogue] : []),
	apply(event, record) {
		if (event.kind !== 'catalogue.adopted') return record
		const { catalogue: id, version, sections } = event.data
		return { ...base(id, event.subject, ['office']), version, adoptedAt: when(event), sections }
	}
}
