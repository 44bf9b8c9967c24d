import type { Base } from '../record'
import type { EventOf } from '../event'
import type { Fold } from './fold'
import { counterOf } from '../incident/number'

/** How many numbers of a series are used up. Nobody is shown it. */
export interface Counter extends Base {
	used: number
}

export const counter: Fold<'counters'> = {
	collection: 'counters',
	on: ['incident.logged'],
	id(event) {
		const { number } = (event as EventOf<'incident.logged'>).data
		return number === null ? null : counterOf(number)
	},
	make(event) {
		const id = counter.id(event)
		return id === null ? null : { id, subject: id, audience: [], used: 1 }
	},
	change: (_, record) => ({ used: record.used + 1 })
}
