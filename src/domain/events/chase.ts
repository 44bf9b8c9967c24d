import type { Base, Id } from '../record'
import type { DutyEvent, EventKind } from '../event'
import type { Policy, Whom } from '../escalation/policy'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { assignmentAudience } from '../audience'
import { movesHolder, when } from '../event'

/** Once that a step was carried out. `nobody`: it reached nobody, and the next one followed at once. */
export interface Asked {
	at: Instant
	step: number
	whom: Whom[]
	persons: Id[]
	/** Said again, as the step has it. */
	again: boolean
	nobody: boolean
}

/** Where a chase stands. */
export interface ChasePlace {
	/** The next step; as many as there are: only the alarm is left. */
	step: number
	/** When the step before it was due, and how often it has been said. */
	stepAt: Instant
	said: number
	/** The deadline that runs: of a step, the alarm, or of looking whether anything came of 签收. Null: none. */
	nextAt: Instant | null
	/** Who has been asked where each is to sign. */
	must: Id[]
}

/**
 * 催办: one for each assignment, until somebody answers.
 *
 *     began ──▶ waiting ──签收、电话告知──▶ answered ─(no progress: asked again)
 *                  │                          ▲  │
 *                  └─all steps done─▶ alarmed─┘  └─退回、转办、办结─▶ ended
 */
export interface Chase extends Base, ChasePlace {
	incident: Id
	assignment: Id
	section: Id
	/** As it stood when it was handed over. */
	policy: Policy
	state: 'waiting' | 'answered' | 'alarmed' | 'ended'
	/** The command that began it: its deadlines are told apart by it. */
	began: Id
	asked: Asked[]
	/** 签收, or told by telephone. */
	answered: { person: Id; at: Instant }[]
	alarmedAt: Instant | null
	/** When it was last asked again after 签收 without progress, and how often. */
	forgottenAt: Instant | null
	forgotten: number
}

export const chaseOf = (assignment: Id): Id => `${assignment}q`

const kinds = [
	'chase.began',
	'chase.asked',
	'chase.alarmed',
	'chase.settled',
	'chase.forgotten',
	'callTask.reported',
	'assignment.acknowledged',
	'assignment.returned',
	'assignment.transferred',
	'incident.closed'
] as const satisfies EventKind[]

function answer(record: Chase, person: Id | null, at: Instant): Chase['answered'] {
	if (person === null || record.answered.some((a) => a.person === person)) return record.answered
	return [...record.answered, { person, at }]
}

function own(event: DutyEvent, record: Chase): Partial<Chase> | null {
	const at = when(event)
	switch (event.kind) {
		case 'chase.began':
			return { ...chase.make(event), formerly: record.formerly }
		case 'chase.asked':
			return { ...event.data.place, asked: [...record.asked, event.data.asked] }
		case 'chase.alarmed':
			return { state: 'alarmed', nextAt: null, alarmedAt: at }
		case 'chase.settled':
			return { state: 'answered', nextAt: event.data.nextAt }
		case 'chase.forgotten': {
			const { asked, nextAt } = event.data
			return asked ? { nextAt, forgottenAt: at, forgotten: record.forgotten + 1 } : { nextAt }
		}
		case 'callTask.reported': {
			const { told, person, waits, nextAt } = event.data
			if (!told) return null
			const answered = answer(record, person, at)
			return waits ? { answered } : { answered, state: 'answered', nextAt }
		}
		case 'assignment.acknowledged': {
			const answered = answer(record, event.actor, at)
			if (event.data.waits) return { answered }
			return { answered, state: 'answered', nextAt: event.data.lookAt ?? null }
		}
		case 'assignment.returned':
		case 'assignment.transferred':
		case 'incident.closed':
			return { state: 'ended', nextAt: null }
		default:
			return null
	}
}

export const chase: Fold<'chases'> = {
	collection: 'chases',
	on: kinds,
	id({ data }) {
		if ('chase' in data) return data.chase
		return 'assignment' in data && data.assignment !== null ? chaseOf(data.assignment) : null
	},
	make(event) {
		if (event.kind !== 'chase.began') return null
		const { data } = event
		return {
			id: data.chase,
			subject: event.subject,
			audience: assignmentAudience(data.section, data.holder),
			incident: data.incident,
			assignment: data.assignment,
			section: data.section,
			policy: data.policy,
			state: 'waiting',
			began: event.command,
			step: data.place.step,
			stepAt: data.place.stepAt,
			said: data.place.said,
			nextAt: data.place.nextAt,
			must: data.place.must,
			asked: data.asked,
			answered: [],
			alarmedAt: null,
			forgottenAt: null,
			forgotten: 0
		}
	},
	change(event, record) {
		const named = chase.id(event) === record.id
		const changes = named ? own(event, record) : null
		if (!movesHolder(event)) return changes
		return { ...changes, audience: assignmentAudience(record.section, event.data.holder) }
	}
}
