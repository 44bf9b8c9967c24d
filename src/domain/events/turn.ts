import type { Base, Id } from '../record'
import type { EventOf, Seat } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'

/** 班次: who stands on which seat, from an instant to another (the end not included). */
export interface Turn extends Base {
	seat: Seat
	person: Id
	from: Instant
	to: Instant
}

export const turn: Fold<'turns'> = {
	collection: 'turns',
	on: ['turn.set'],
	id: (event) => (event as EventOf<'turn.set'>).data.turn,
	make(event) {
		const { turn: id, seat, person, from, to } = (event as EventOf<'turn.set'>).data
		return { id, subject: event.subject, audience: ['office'], seat, person, from, to }
	},
	change: (event) => turn.make(event)
}
