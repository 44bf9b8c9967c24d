import type { Base, Id } from '../record'
import type { IncidentKind } from '../event'
import type { Fold, Fresh } from './fold'
import type { HandoverRules } from '../roster/handover'
import type { RollRules } from '../people/rollCall'
import type { RosterDue } from '../roster/due'
import type { DutyRules } from '../roster/seats'
import { minute } from '../instant'

/** 单位: one record. `acknowledgeWithin` in minutes: after that an unanswered assignment is overdue. */
export interface Office extends Base {
	name: string
	catalogue: Id | null
	dutyRoom: Id | null
	acknowledgeWithin: Record<IncidentKind, number>
	/** Its seats and how turns change hands; absent: as usual. */
	duty?: DutyRules
	/** Which seats hand over by signature, and how; absent: none. */
	handover?: HandoverRules
	/** Rosters that are to be published and are not; absent: nobody has looked yet. */
	rostersDue?: RosterDue[]
	/** When the channels are tested by themselves; absent or null: never. */
	rollCall?: RollRules | null
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
	on: ['office.set', 'catalogue.adopted', 'duty.ruled', 'handover.ruled', 'roster.wanted', 'rollCall.ruled'],
	id: () => 'office',
	make: (event) => ({ ...blank, ...office.change(event, blank as Office) }),
	change(event) {
		switch (event.kind) {
			case 'office.set':
				return { name: event.data.name, acknowledgeWithin: event.data.acknowledgeWithin }
			case 'catalogue.adopted':
				return { catalogue: event.data.catalogue, dutyRoom: event.data.dutyRoom }
			case 'duty.ruled': {
				const { seats, restHours, consent, foot, plan } = event.data
				const duty: DutyRules = { seats, restHours, consent }
				if (foot) duty.foot = foot
				if (plan) duty.plan = plan
				return { duty }
			}
			case 'handover.ruled': {
				const { seats, lateMinutes, equipment } = event.data
				return { handover: { seats, lateMinutes, equipment } }
			}
			case 'rollCall.ruled':
				return { rollCall: event.data.weekly }
			case 'roster.wanted':
				return { rostersDue: event.data.due }
			default:
				return null
		}
	}
}
