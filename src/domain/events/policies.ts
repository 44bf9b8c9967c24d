import type { Base, Id } from '../record'
import type { EventOf } from '../event'
import type { Policy } from '../escalation/policy'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'

/** 催办规则: one record. An office without one keeps to `usualPolicies`. */
export interface Policies extends Base {
	/** The first that fits counts. */
	policies: Policy[]
	setAt: Instant
	setBy: Id | null
}

export const POLICIES = 'policies'

export const policies: Fold<'policies'> = {
	collection: 'policies',
	on: ['policies.set'],
	id: () => POLICIES,
	make(event) {
		const own = (event as EventOf<'policies.set'>).data.policies
		const setAt = when(event)
		return { id: POLICIES, subject: POLICIES, audience: ['office'], policies: own, setAt, setBy: event.actor }
	},
	change(event) {
		return {
			policies: (event as EventOf<'policies.set'>).data.policies,
			setAt: when(event),
			setBy: event.actor
		}
	}
}
