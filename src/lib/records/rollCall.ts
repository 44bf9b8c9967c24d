import type { Contact } from '../../domain/events/contact'
import type { RollAnswer, RollCall } from '../../domain/events/rollCall'
import type { Id } from '../../domain/record'
import type { RollRules } from '../../domain/people/rollCall'
import type { View } from './view'
import { latestRoll } from '../../domain/people/rollToAnswer'

/** The last roll call as far as this phone knows it; `call` null: there was none. */
export interface Rolled {
	call: RollCall | null
	answers: RollAnswer[]
	contacts: Map<Id, Contact>
	weekly: RollRules | null
}

export const noRoll: Rolled = { call: null, answers: [], contacts: new Map(), weekly: null }

export async function lastRoll(view: View): Promise<Rolled> {
	const [calls, answers, contacts, office] = await Promise.all([
		view.all('rollCalls'),
		view.all('rollAnswers'),
		view.all('contacts'),
		view.get('office', 'office')
	])
	const call = latestRoll(calls)
	return {
		call,
		answers: answers.filter((a) => a.rollCall === call?.id),
		contacts: new Map(contacts.map((c) => [c.person, c])),
		weekly: office?.rollCall ?? null
	}
}
