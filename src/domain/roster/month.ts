import type { Turn } from '../events/turn'
import type { Id, Key, Snapshot } from '../record'
import { day, officeDate, type Instant } from '../instant'

/** What the turns that begin in a month belong to: m202611. */
export function monthOf(t: Instant): Id {
	return 'm' + officeDate(t).slice(0, 4) + officeDate(t).slice(5, 7)
}

/** No turn is longer: a week, and the day on which it hands over. */
const LONGEST = 8 * day

/** The months in which turns may begin that run at any time from one instant to another, or within `margin` of it. */
export function monthsAround(from: Instant, to: Instant, margin = 0): Id[] {
	const months: Id[] = []
	const last = monthOf(to + margin)
	for (let t = from - margin - LONGEST; ; t += 27 * day) {
		const month = monthOf(t)
		if (month > last) return months
		if (!months.includes(month)) months.push(month)
		if (month === last) return months
	}
}

export function needMonths(keys: Key[], months: readonly Id[]): Key[] {
	for (let i = 0; i < months.length; i++) keys.push(`subject/${months[i]!}`)
	return keys
}

/** The turns of some months that stand. */
export function turnsOf(snapshot: Snapshot, months: readonly Id[]): Turn[] {
	const turns: Turn[] = []
	for (let m = 0; m < months.length; m++) {
		const kept = snapshot.of(months[m]!)
		for (let i = 0; i < kept.length; i++) {
			const one = kept[i]!
			if (one.collection === 'turns' && !one.record.dropped) turns.push(one.record)
		}
	}
	return turns
}
