import type { Base } from '../record'
import type { Fold } from './fold'
import { base } from './fold'
import { counterOf } from '../incident/number'

/** How many numbers of a series are used up. Nobody is shown it. */
export interface Counter extends Base {
	used: number
}

export const counter: Fold<'counters'> = {
	collection: 'counters',
	ids(event) {
		if (event.kind !== 'incident.logged' || event.data.number === null) return []
		return [counterOf(event.data.number)]
	},
	apply(event, record) {
		if (event.kind !== 'incident.logged' || event.data.number === null) return record
		const id = counterOf(event.data.number)
		return { ...base(id, id, []), used: (record?.used ?? 0) + 1 }
	}
}
