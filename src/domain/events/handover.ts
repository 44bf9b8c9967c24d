import type { Base, Id } from '../record'
import type { DutyEvent, EventOf, Seat } from '../event'
import type { HandoverSheet } from '../roster/handover'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'

/** 交接班: one sheet of one turn, signed by who goes and then by who comes. */
export interface Handover extends Base {
	seat: Seat
	/** The turn that ends. */
	turn: Id
	from: Id
	/** Who was to come when it was written; who has come, once it is taken. */
	to: Id
	state: 'given' | 'taken' | 'withdrawn'
	sheet: HandoverSheet
	/** When the outgoing wrote it, by their device. */
	writtenAt: Instant
	givenAt: Instant
	/** Null: the reliever's signature brought the sheet along, the outgoing's own is still on the desk they shared. */
	signedAt: Instant | null
	takenAt: Instant | null
	/** When the server had the reliever's signature; later than takenAt where they signed without a network. */
	takenReceivedAt: Instant | null
	/** The turn that it brought in. */
	next: Id | null
}

type OfHandover = EventOf<'handover.given' | 'handover.signed' | 'handover.withdrawn' | 'handover.taken'>

export const handover: Fold<'handovers'> = {
	collection: 'handovers',
	on: ['handover.given', 'handover.signed', 'handover.withdrawn', 'handover.taken'],
	id: (event) => (event as OfHandover).data.handover,
	make(event: DutyEvent) {
		if (event.kind !== 'handover.given') return null
		const { handover: id, turn, seat, from, to, sheet, writtenAt, signed } = event.data
		return {
			id,
			subject: id,
			audience: ['duty', `person:${from}`, `person:${to}`],
			seat,
			turn,
			from,
			to,
			state: 'given',
			sheet,
			writtenAt,
			givenAt: when(event),
			signedAt: signed ? when(event) : null,
			takenAt: null,
			takenReceivedAt: null,
			next: null
		}
	},
	change(event: DutyEvent) {
		switch (event.kind) {
			case 'handover.signed':
				return { signedAt: when(event) }
			case 'handover.withdrawn':
				return { state: 'withdrawn' }
			case 'handover.taken': {
				const { from, to, takenAt, next } = event.data
				const audience = ['duty', `person:${from}`, `person:${to}`] as const
				return { state: 'taken', to, next, takenAt, takenReceivedAt: when(event), audience: [...audience] }
			}
			default:
				return null
		}
	}
}
