import type { Base, Id } from '../record'
import type { EventOf, Seat } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { when } from '../event'

/** A turn as a roster has it. */
export interface PlannedTurn {
	seat: Seat
	place: number
	person: Id
	from: Instant
	to: Instant
}

/** What the planner could not fill, and why. */
export interface Unmet {
	date: string
	seat: Seat
	reason: string
}

/** 值班表 of a period, dates both inclusive, as it was drafted: seen by administrators; published, its turns are for all. */
export interface Roster extends Base {
	from: string
	to: string
	turns: PlannedTurn[]
	unmet: Unmet[]
	calendarNote: string | null
	state: 'draft' | 'published'
	draftedAt: Instant
	draftedBy: Id | null
	/** When it was last published; a draft made anew keeps it. */
	publishedAt: Instant | null
}

export const roster: Fold<'rosters'> = {
	collection: 'rosters',
	on: ['roster.drafted', 'roster.published'],
	id: (event) => (event as EventOf<'roster.drafted' | 'roster.published'>).data.roster,
	make(event) {
		if (event.kind !== 'roster.drafted') return null
		const { roster: id, from, to, turns, unmet, calendarNote } = event.data
		const drafted = { draftedAt: when(event), draftedBy: event.actor, publishedAt: null }
		const draft = { from, to, turns, unmet, calendarNote, state: 'draft' as const, ...drafted }
		return { id, subject: event.subject, audience: ['admin'], ...draft }
	},
	change(event) {
		if (event.kind === 'roster.published') return { state: 'published', publishedAt: when(event) }
		if (event.kind !== 'roster.drafted') return null
		const { from, to, turns, unmet, calendarNote } = event.data
		const drafted = { draftedAt: when(event), draftedBy: event.actor }
		return { from, to, turns, unmet, calendarNote, state: 'draft', ...drafted }
	}
}
