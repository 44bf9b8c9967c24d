import { day } from '../instant'

/** Days since 1970-01-01 of a date (2026-11-24); NaN when it is none, as 2026-02-29. */
export function dayNumber(date: string): number {
	if (!/^\d{4}-\d\d-\d\d$/.test(date)) return NaN
	const number = Date.parse(date + 'T00:00:00Z') / day
	return Number.isInteger(number) && dateOf(number) === date ? number : NaN
}

/** The date of a day number. */
export function dateOf(number: number): string {
	return new Date(number * day).toISOString().slice(0, 10)
}

/** Sunday is 0. */
export function weekdayOf(number: number): number {
	return (((number + 4) % 7) + 7) % 7
}
