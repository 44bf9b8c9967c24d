import type { DayEdit, Kind } from '$domain/roster/calendar'
import { dateOf, dayNumber } from '$domain/roster/dates'

/** Days in a row of which the office says the same. Dates both inclusive. */
export interface DayGroup {
	from: string
	to: string
	kind: Kind
	name: string
}

/** Longer is no holiday, but a slip of the hand. */
export const MOST_DAYS = 60

export function groupsOf(days: readonly DayEdit[]): DayGroup[] {
	const groups: DayGroup[] = []
	for (const { date, kind, name } of [...days].sort((a, b) => (a.date < b.date ? -1 : 1))) {
		const last = groups.at(-1)
		const follows = last && dayNumber(last.to) + 1 === dayNumber(date)
		if (follows && last.kind === kind && last.name === (name ?? '')) last.to = date
		else groups.push({ from: date, to: date, kind, name: name ?? '' })
	}
	return groups
}

/** The days with what a group says, instead of what another said before; null: without it. */
export function withGroup(days: readonly DayEdit[], was: DayGroup | null, group: DayGroup | null): DayEdit[] {
	const within = (date: string, g: DayGroup | null) => g !== null && date >= g.from && date <= g.to
	const kept = days.filter(({ date }) => !within(date, was) && !within(date, group))
	if (group)
		for (let n = dayNumber(group.from); n <= dayNumber(group.to); n++)
			kept.push({ date: dateOf(n), kind: group.kind, name: group.name || null })
	return kept.sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** Why the dates of a group cannot be; '' where they can. */
export function wrongDates({ from, to }: Pick<DayGroup, 'from' | 'to'>): string {
	if (!Number.isFinite(dayNumber(from)) || !Number.isFinite(dayNumber(to))) return '请写明起止日期'
	if (to < from) return '止早于起'
	return dayNumber(to) - dayNumber(from) >= MOST_DAYS ? `一次至多 ${MOST_DAYS} 天` : ''
}
