import type { Base, Id } from '../record'
import type { EventOf } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'
import { rollAnswerOf } from '../people/rollToAnswer'

/** 通道点名: everybody is sent a test and answers by opening it. Ids only, for all may see whether they are asked. */
export interface RollCall extends Base {
	startedAt: Instant
	/** Null: by the rules, at its time. */
	by: Id | null
	asked: Id[]
}

/** An answer is a record of its own: a hundred answers must not send the whole list to a hundred phones. */
export interface RollAnswer extends Base {
	rollCall: Id
	person: Id
	at: Instant
}

export const rollCall: Fold<'rollCalls'> = {
	collection: 'rollCalls',
	on: ['rollCall.started'],
	id: (event) => (event as EventOf<'rollCall.started'>).data.rollCall,
	make(event) {
		if (event.kind !== 'rollCall.started') return null
		const { rollCall: id, asked } = event.data
		return { id, subject: id, audience: ['office'], startedAt: when(event), by: event.actor, asked }
	},
	change: () => null
}

export const rollAnswer: Fold<'rollAnswers'> = {
	collection: 'rollAnswers',
	on: ['rollCall.answered'],
	id(event) {
		const { rollCall, person } = (event as EventOf<'rollCall.answered'>).data
		return rollAnswerOf(rollCall, person)
	},
	make(event) {
		if (event.kind !== 'rollCall.answered') return null
		const { rollCall, person } = event.data
		const id = rollAnswerOf(rollCall, person)
		return {
			id,
			subject: rollCall,
			audience: ['duty', `person:${person}`],
			rollCall,
			person,
			at: when(event)
		}
	},
	change: () => null
}
