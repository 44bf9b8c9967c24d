import type { Turn } from '../events/turn'
import type { Id, Key, Kept, Snapshot } from '../record'
import type { Instant } from '../instant'
import { EVERYBODY } from '../events/person'
import { handoverOf } from '../roster/handover'
import { monthsAround } from '../roster/month'
import { onDuty } from '../roster/onDuty'

/** A month's turns as a list that is only read through, never looked up in: 300 steps due at once read the same one. */
export const listOf = (month: Id): Id => `all:${month}`

/** Adds the turns around a moment, and how the office hands over. */
export function needNow(keys: Key[], now: Instant): void {
	keys.push('office/office')
	const months = monthsAround(now, now)
	for (let i = 0; i < months.length; i++) keys.push(`subject/${listOf(months[i]!)}`)
}

/** Adds besides who stands then, and `by`, who is asked where the office has no roster. */
export function needOnNow(keys: Key[], by: Id | null, loaded: Snapshot, now: Instant): void {
	needNow(keys, now)
	if (by) keys.push(`people/${by}`)
	const on = onNow(loaded, now) ?? []
	for (let i = 0; i < on.length; i++) keys.push(`people/${on[i]!.person}`)
}

let last: {
	lists: (readonly Kept[])[]
	signs: readonly string[]
	from: Instant
	until: Instant
	on: Turn[]
} | null = null

/**
 * Who is on duty now, by `onDuty`; null: the office has no roster. The answer is kept while the turns are the same ones and no
 * instant has passed that any of them tells of.
 */
export function onNow(snapshot: Snapshot, now: Instant): Turn[] | null {
	const lists = monthsAround(now, now).map((month) => snapshot.of(listOf(month)))
	const signs = handoverOf(snapshot.get('office', 'office')).seats
	const same = last !== null && last.signs === signs && last.lists.length === lists.length
	if (same && last!.from <= now && now < last!.until && lists.every((l, i) => l === last!.lists[i]))
		return last!.on
	const turns: Turn[] = []
	let until = Infinity
	for (let m = 0; m < lists.length; m++)
		for (let i = 0; i < lists[m]!.length; i++) {
			const one = lists[m]![i]!
			if (one.collection !== 'turns' || one.record.dropped) continue
			turns.push(one.record)
			const { from, to, tookOverAt, relievedAt } = one.record
			for (const t of [from, to, tookOverAt, relievedAt]) if (t && t > now && t < until) until = t
		}
	if (turns.length === 0) return null // nor are they where they have not been loaded yet: nothing to keep
	const on = onDuty(turns, now, { handover: signs })
	last = { lists, signs, from: now, until, on }
	return on
}

let leading: { list: readonly Kept[]; ids: Id[] } | null = null

/** All who may lead. */
export function leadersOf(snapshot: Snapshot): Id[] {
	const list = snapshot.of(EVERYBODY)
	if (leading?.list === list) return leading.ids
	const ids: Id[] = []
	for (let i = 0; i < list.length; i++) {
		const one = list[i]!
		if (one.collection === 'people' && !one.record.disabled && one.record.roles.includes('leader'))
			ids.push(one.record.id)
	}
	leading = { list, ids: ids.sort() }
	return ids
}
