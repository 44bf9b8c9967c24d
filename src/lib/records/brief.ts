import type { Brief } from '../../domain/incident/brief'
import type { Id } from '../../domain/record'
import type { Item, OnDuty } from './desk'
import type { Dossier } from './dossier'
import type { View } from './view'
import { brief, bySeriousness } from '../../domain/incident/brief'
import { day, type Instant } from '../../domain/instant'
import { itemsOf, onDuty } from './desk'
import { dossier } from './dossier'

/** What a leader has to know of: all that is open, and what was closed since a turn ago. */
export interface Briefs {
	items: Item[]
	/** Of these nobody has answered: everybody was asked. */
	alarmed: ReadonlySet<Id>
	since: Instant
}

/**
 * From the beginning of the turn before this one on: a leader who reads just after the change of turns wants the night
 * that has ended.
 */
export async function briefs(view: View, now: Instant): Promise<Briefs> {
	const turns = await view.local
		.table('turns')
		.where('to')
		.above(now - 3 * day)
		.toArray()
	const begun = [...new Set(turns.map((t) => t.from).filter((from) => from <= now))].sort((a, b) => b - a)
	const since = begun[1] ?? begun[0] ?? now - day
	const [open, closed, alarms] = await Promise.all([
		view.openIncidents(),
		view.closedSince(since),
		view.chasesIn('alarmed')
	])
	const items = await itemsOf(view, [...open, ...closed].sort(bySeriousness))
	return { items, alarmed: new Set(alarms.map((c) => c.incident)), since }
}

/** One page of an incident, with who is to be rung. */
export interface OnePage {
	dossier: Dossier
	brief: Brief
	/** Who sits by the duty telephone now. */
	officer: OnDuty | null
}

export async function onePage(view: View, id: Id, now: Instant): Promise<OnePage | null> {
	const found = await dossier(view, id)
	if (!found) return null
	const seats = await onDuty(view, now)
	return {
		dossier: found,
		brief: brief(found.incident, found.assignment, found.entries, now),
		officer: seats.find((s) => s.turn.seat === 'officer') ?? seats[0] ?? null
	}
}
