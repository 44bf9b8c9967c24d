import type { Base, Id } from '../record'
import type { CallOutcome, DutyEvent, EventKind } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'

/** 电话催办: the duty officer is to telephone a section that does not answer. One for each assignment. */
export interface CallTask extends Base {
	incident: Id
	assignment: Id
	section: Id
	sectionName: string
	/** Whom to call, the A person first; numbers and when they were tried are in `contacts`. */
	persons: Id[]
	askedAt: Instant
	/** told: 已电话告知; dropped: it was answered otherwise, closed, or moved on. */
	state: 'open' | 'told' | 'dropped'
	calls: { by: Id | null; at: Instant; person: Id; outcome: CallOutcome }[]
	toldAt: Instant | null
}

export const callTaskOf = (assignment: Id): Id => `${assignment}k`

const kinds = [
	'callTask.made',
	'callTask.reported',
	'chase.settled',
	'assignment.acknowledged',
	'assignment.returned',
	'assignment.transferred',
	'incident.closed'
] as const satisfies EventKind[]

function own(event: DutyEvent, record: CallTask): Partial<CallTask> | null {
	switch (event.kind) {
		case 'callTask.made':
			return { persons: event.data.persons, askedAt: when(event), state: 'open', toldAt: null }
		case 'callTask.reported': {
			const { person, outcome, told, waits } = event.data
			// When it was dialled the phone says; it may tell long after.
			const call = { by: event.actor, at: Math.min(event.at, when(event)), person, outcome }
			const calls = [...record.calls, call]
			return told && !waits ? { calls, state: 'told', toldAt: call.at } : { calls }
		}
		case 'assignment.acknowledged':
			return event.data.waits || record.state !== 'open' ? null : { state: 'dropped' }
		default:
			return record.state === 'open' ? { state: 'dropped' } : null
	}
}

export const callTask: Fold<'callTasks'> = {
	collection: 'callTasks',
	on: kinds,
	id({ data }) {
		if ('task' in data) return data.task
		return 'assignment' in data && data.assignment !== null ? callTaskOf(data.assignment) : null
	},
	make(event) {
		if (event.kind !== 'callTask.made') return null
		const { data } = event
		return {
			id: data.task,
			subject: event.subject,
			audience: ['duty'],
			incident: data.incident,
			assignment: data.assignment,
			section: data.section,
			sectionName: data.sectionName,
			persons: data.persons,
			askedAt: when(event),
			state: 'open',
			calls: [],
			toldAt: null
		}
	},
	change: (event, record) =>
		(kinds as readonly EventKind[]).includes(event.kind) && callTask.id(event) === record.id
			? own(event, record)
			: null
}
