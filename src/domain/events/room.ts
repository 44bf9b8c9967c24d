import type { Base } from '../record'
import type { EventOf } from '../event'
import type { Fold } from './fold'
import { ROOMS } from '../roster/rooms'

/** Who a lower duty room says is there on a date. */
export interface RoomDuty {
	/** 2026-11-24. */
	date: string
	who: string
	phone: string | null
}

/** 下级值班室: of a township or a bureau, as the duty room calls it. Seen by the duty side. */
export interface Room extends Base {
	name: string
	/** 乡镇, 部门 … in the office's words; null: not sorted. */
	group: string | null
	phones: string[]
	/** Its own roster, as it was sent in; by date. */
	duty: RoomDuty[]
	/** No longer called, and not drawn. */
	removed: boolean
}

export const room: Fold<'rooms'> = {
	collection: 'rooms',
	on: ['room.set', 'room.duty'],
	id: (event) => (event as EventOf<'room.set' | 'room.duty'>).data.room,
	make(event) {
		if (event.kind !== 'room.set') return null
		const { room: id, name, group, phones, removed } = event.data
		return { id, subject: ROOMS, audience: ['duty'], name, group, phones, duty: [], removed }
	},
	change(event, record) {
		if (event.kind === 'room.set') {
			const { name, group, phones, removed } = event.data
			return { name, group, phones, removed }
		}
		if (event.kind !== 'room.duty') return null
		const { days } = event.data
		// What was sent in later counts for its own dates.
		const kept = record.duty.filter((d) => !days.some((day) => day.date === d.date))
		return { duty: [...kept, ...days].sort((a, b) => (a.date < b.date ? -1 : 1)) }
	}
}
