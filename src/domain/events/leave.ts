import type { Base, Id } from '../record'
import type { EventOf } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'

export const leaveKinds = ['休假', '出差', '外出', '培训'] as const
export type LeaveKind = (typeof leaveKinds)[number]

/** 休假、外出报备: somebody is away. Where somebody is, is not for everybody: only they and the duty room see it. */
export interface Leave extends Base {
	person: Id
	from: Instant
	/** Not included. */
	to: Instant
	kind: LeaveKind
	note: string | null
	cancelled: boolean
}

/** What all leaves of somebody belong to. */
export const leavesOf = (person: Id): Id => `leave:${person}`

export const leave: Fold<'leaves'> = {
	collection: 'leaves',
	on: ['leave.set', 'leave.cancelled'],
	id: (event) => (event as EventOf<'leave.set' | 'leave.cancelled'>).data.leave,
	make(event) {
		if (event.kind !== 'leave.set') return null
		const { leave: id, person, from, to, kind, note } = event.data
		const audience = ['duty', `person:${person}`] as const
		return {
			id,
			subject: leavesOf(person),
			audience: [...audience],
			person,
			from,
			to,
			kind,
			note,
			cancelled: false
		}
	},
	change(event, record) {
		if (event.kind === 'leave.cancelled') return { cancelled: true }
		if (event.kind !== 'leave.set' || event.data.person !== record.person) return null
		const { from, to, kind, note } = event.data
		return { from, to, kind, note, cancelled: false }
	}
}
