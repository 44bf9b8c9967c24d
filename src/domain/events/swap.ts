import type { Audience } from '../audience'
import type { Base, Id } from '../record'
import type { DutyEvent, EventOf } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'

/**
 * asked: waits for the other (or for anybody) · offered: somebody would do it for a turn in return, the asker has to say ·
 * agreed: the two are at one, a leader has to say · done. All others are ends: overtaken is when the turn became another's
 * in the meantime.
 */
export type SwapState =
	| 'asked'
	| 'offered'
	| 'agreed'
	| 'done'
	| 'declined'
	| 'refused'
	| 'withdrawn'
	| 'expired'
	| 'overtaken'
	| 'undone'

export const openStates: readonly SwapState[] = ['asked', 'offered', 'agreed']

/** 换班, 替班: how a turn came, or was to come, from one person to another. Kept whatever became of it. */
export interface Swap extends Base {
	/** Asked for between two; taken while it ran; given by an administrator. */
	kind: 'swap' | 'take' | 'assign'
	turn: Id
	/** Whose turn it is. */
	was: Id
	/** Null: anybody who may. */
	to: Id | null
	/** A turn of the other's that goes the other way. */
	inReturn: Id | null
	reason: string
	state: SwapState
	by: Id | null
	askedAt: Instant
	answeredAt: Instant | null
	/** The leader or administrator who agreed. */
	approvedBy: Id | null
	/** What was said when it ended otherwise, and by whom (null: the server). */
	answer: string | null
	endedBy: Id | null
	endedAt: Instant | null
}

/** The pool is read by everybody; what is between two by those two and the duty room. */
function audienceOf(was: Id, to: Id | null): Audience[] {
	return to === null ? ['office'] : ['duty', `person:${was}`, `person:${to}`]
}

type OfSwap = EventOf<
	'swap.asked' | 'swap.offered' | 'swap.agreed' | 'swap.done' | 'swap.ended' | 'swap.made'
>

export const swap: Fold<'swaps'> = {
	collection: 'swaps',
	on: ['swap.asked', 'swap.offered', 'swap.agreed', 'swap.done', 'swap.ended', 'swap.made'],
	id: (event) => (event as OfSwap).data.swap,
	make(event: DutyEvent) {
		if (event.kind !== 'swap.asked' && event.kind !== 'swap.made') return null
		const { swap: id, turn, was, to, reason } = event.data
		const made = event.kind === 'swap.made'
		return {
			id,
			subject: id,
			audience: audienceOf(was, to),
			kind: made ? event.data.how : 'swap',
			turn,
			was,
			to,
			inReturn: made ? null : event.data.inReturn,
			reason,
			state: made ? 'done' : 'asked',
			by: event.actor,
			askedAt: when(event),
			answeredAt: made ? when(event) : null,
			approvedBy: null,
			answer: null,
			endedBy: null,
			endedAt: made ? when(event) : null
		}
	},
	change(event: DutyEvent, record) {
		switch (event.kind) {
			case 'swap.offered':
			case 'swap.agreed': {
				const { to, inReturn } = event.data
				const state = event.kind === 'swap.offered' ? 'offered' : 'agreed'
				return { state, to, inReturn, answeredAt: when(event), audience: audienceOf(record.was, to) }
			}
			case 'swap.done': {
				const { to, inReturn, approvedBy } = event.data
				const answeredAt = record.answeredAt ?? when(event)
				const audience = audienceOf(record.was, to)
				return { state: 'done', to, inReturn, approvedBy, answeredAt, endedAt: when(event), audience }
			}
			case 'swap.ended': {
				const { state, answer } = event.data
				// What nobody took up is no longer everybody's business.
				const audience = record.to === null ? audienceOf(record.was, record.was) : record.audience
				return { state, answer, endedBy: event.actor, endedAt: when(event), audience }
			}
			default:
				return null
		}
	}
}
