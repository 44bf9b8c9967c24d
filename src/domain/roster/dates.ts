import { day } from '../instant'

/** Days since 1970-01-01 of a date (2026-11-24); NaN when it is none, as 2026-02-29. */
export function dayNumber(date: string): number {
	if (!/^\d{4}-\d\d-\d\d$/.test(date)) return NaN
	const [year, month, of] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))]
	if (month < 1 || month > 12 || of < 1 || of > lengthOf(year, month)) return NaN
	return Date.UTC(year, month - 1, of) / day
}

function lengthOf(year: number, month: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The date of a day number. */
export function dateOf(number: number): string {
	const date = new Date(number * day)
	const month = date.getUTCMonth() + 1
	const of = date.getUTCDate()
	return `${date.getUTCFullYear()}-${month < 10 ? '0' : ''}${month}-${of < 10 ? '0' : ''}${of}`
}

/** Sunday is 0. */
export function weekdayOf(number: number): number {
	return (((number + 4) % 7) + 7) % 7
}
