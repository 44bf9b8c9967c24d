import type { Id } from '../record'
import type { Instant } from '../instant'
import { officeDate } from '../instant'

/** 编号: the office's day and a running number within it, 2026-1122-03. Given by the server when it receives. */
export function incidentNumber(receivedAt: Instant, used: number): string {
	const next = used + 1
	return dayOf(receivedAt) + (next < 10 ? '-0' : '-') + next
}

/** The counter that numbers of a day are taken from. */
export function counterAt(receivedAt: Instant): Id {
	return 'incidents-' + dayOf(receivedAt)
}

/** The counter that a number was taken from. */
export function counterOf(number: string): Id {
	return 'incidents-' + number.slice(0, '2026-1122'.length)
}

/** 2026-1122 */
function dayOf(t: Instant): string {
	const date = officeDate(t)
	return date.slice(0, 7) + date.slice(8)
}
