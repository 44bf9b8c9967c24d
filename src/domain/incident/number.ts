import type { Id } from '../record'
import type { Instant } from '../instant'
import { officeDate } from '../instant'

/** 编号: the office's day and a running number within it, 2026-1122-03. Given by the server when it receives. */
export function incidentNumber(receivedAt: Instant, used: number): string {
	const [year, month, dayOfMonth] = officeDate(receivedAt).split('-')
	return `${year}-${month}${dayOfMonth}-${String(used + 1).padStart(2, '0')}`
}

/** The counter that a number was taken from: one a day. */
export function counterOf(number: string): Id {
	return 'incidents-' + number.slice(0, 9)
}

export function counterAt(receivedAt: Instant): Id {
	return counterOf(incidentNumber(receivedAt, 0))
}
