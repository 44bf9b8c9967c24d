import type { Base, Id } from '../record'
import type { IncidentKind } from '../event'
import type { Fold, Fresh } from './fold'
import { minute } from '../instant'

/** 单位: one record. `acknowledgeWithin` in minutes: after that an unanswered assignment is overdue. */
export interface Office extends Base {
	name: string
	catalogue: Id | null
	dutyRoom: Id | null
	acknowledgeWithin: Record<IncidentKind, number>
}

/** Ordinary matters within two hours, urgent ones at once (norms of duty rooms); an office sets its own. */
export const usualLimits: Record<IncidentKind, number> = { incident: 10, matter: 120 }

export function acknowledgeLimit(office: Office | null, kind: IncidentKind): number {
	return (office?.acknowledgeWithin ?? usualLimits)[kind] * minute
}

const blank: Fresh<'office'> = {
	id: 'office',
	subject: 'office',
	audience: ['office'],
	name: '',
	catalogue: null,
	dutyRoom: null,
	acknowledgeWithin: usualLimits
}

export const office: Fold<'office'> = {
	collection: 'office',
	on: ['office.set', 'catalogue.adopted'],
	id: () => 'office',
	make: (event) => ({ ...blank, ...office.change(event, blank as Office) }),
	change(event) {
		switch (event.kind) {
			case 'office.set':
				return { name: event.data.name, acknowledgeWithin: event.data.acknowledgeWithin }
			case 'catalogue.adopted':
				return { catalogue: event.data.catalogue, dutyRoom: event.data.dutyRoom }
			default:
				return null
		}
	}
}
