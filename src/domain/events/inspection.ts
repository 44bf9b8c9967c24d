import type { Base, Id } from '../record'
import type { CallOutcome, EventOf } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'

export interface InspectionCall {
	at: Instant
	by: Id | null
	outcome: CallOutcome
	/** Who answered; null: nobody, or not asked. */
	who: string | null
	remark: string | null
}

/** A duty room of an inspection as it was when it began; the last of its calls counts, the others stay to be read. */
export interface Inspected {
	room: Id
	name: string
	phone: string | null
	/** Who should be there by the room's own roster; null: it sent none in. */
	expected: string | null
	calls: InspectionCall[]
}

/** 抽查、点名 of lower duty rooms. */
export interface Inspection extends Base {
	way: 'draw' | 'list'
	/** Out of how many it was drawn. */
	pool: number
	rooms: Inspected[]
	state: 'open' | 'done'
	beganAt: Instant
	by: Id | null
	endedAt: Instant | null
	/** What the circular says besides the calls: 要求. */
	note: string | null
}

type Told = EventOf<'inspection.started' | 'inspection.called' | 'inspection.ended'>

export const inspection: Fold<'inspections'> = {
	collection: 'inspections',
	on: ['inspection.started', 'inspection.called', 'inspection.ended'],
	id: (event) => (event as Told).data.inspection,
	make(event) {
		if (event.kind !== 'inspection.started') return null
		const { inspection: id, way, pool, rooms } = event.data
		const began = { beganAt: when(event), by: event.actor, endedAt: null, note: null }
		const list = rooms.map((r) => ({ ...r, calls: [] }))
		return { id, subject: id, audience: ['duty'], way, pool, rooms: list, state: 'open', ...began }
	},
	change(event, record) {
		if (event.kind === 'inspection.ended')
			return { state: 'done', endedAt: when(event), note: event.data.note }
		if (event.kind !== 'inspection.called') return null
		const { room, outcome, who, remark } = event.data
		// When it was dialled the phone says; it may tell long after.
		const call = { at: Math.min(event.at, when(event)), by: event.actor, outcome, who, remark }
		return { rooms: record.rooms.map((r) => (r.room === room ? { ...r, calls: [...r.calls, call] } : r)) }
	}
}
