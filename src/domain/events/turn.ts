import type { Base, Id } from '../record'
import type { Seat } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { base } from './fold'

/** 班次: who stands on which seat, from an instant to another (the end not included). */
export interface Turn extends Base {
	seat: Seat
	person: Id
	from: Instant
	to: Instant
}

export const turn: Fold<'turns'> = {
	collection: 'turns',
	ids: (event) => (event.kind === 'turn.set' ? [event.data.turn] : []),
	apply(event, record) {
		if (event.kind !== 'turn.set') return record
		const { turn: id, seat, person, from, to } = event.data
		return { ...base(id, event.subject, ['office']), seat, person, from, to }
	}
}
