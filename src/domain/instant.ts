/** Milliseconds since 1970-01-01T00:00Z. The office's clock is +08:00, which has no summer time. */
export type Instant = number

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

const OFFICE = 8 * hour

/** 2026-11-22T02:14:00+08:00 */
export function officeISO(t: Instant): string {
	return new Date(t + OFFICE).toISOString().slice(0, 19) + '+08:00'
}

let lastDay = NaN
let lastDate = ''

/** 2026-11-22. The last day's is remembered: it is asked for again and again, and slow to make. */
export function officeDate(t: Instant): string {
	const number = Math.floor((t + OFFICE) / day)
	if (number !== lastDay) {
		lastDate = officeISO(t).slice(0, 10)
		lastDay = number
	}
	return lastDate
}

/** 02:14 */
export function officeTime(t: Instant): string {
	return officeISO(t).slice(11, 16)
}

/** Sunday is 0. */
export function officeWeekday(t: Instant): number {
	return new Date(t + OFFICE).getUTCDay()
}

/** The instant of a wall clock reading: officeInstant('2026-11-22', '08:30'). */
export function officeInstant(date: string, time: string): Instant {
	return Date.parse(`${date}T${time}:00Z`) - OFFICE
}
