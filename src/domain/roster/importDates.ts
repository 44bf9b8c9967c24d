import { dateOf, dayNumber, weekdayOf } from './dates'

/** First and last date of what a cell names, both inclusive. */
export interface Dates {
	from: string
	to: string
}

/** What a date without a year or month is of: 2026-03; null: not known. */
export type Of = string | null

const YMD = /^(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?/
const MD = /^(\d{1,2})\s*(?:月|[/.-])\s*(\d{1,2})\s*[日号]?/
const D = /^(\d{1,2})\s*[日号]?/
const SERIAL = /^\d{5}(?:\.0+)?$/
const BETWEEN = /^\s*(?:[-–—~～至到]+)\s*/
const TRAIL = /[（(【]?\s*(?:星期|周|礼拜)\s*[一二三四五六日天]\s*[)）】]?/g
const CLOCK = /\s+\d{1,2}:\d\d(?::\d\d)?$/
/** 1899-12-30, day 0 of the spreadsheets. */
const EPOCH = -25569

const pad = (n: number) => `${n < 10 ? '0' : ''}${n}`

function real(year: number, month: number, of: number): string | null {
	const date = `${year}-${pad(month)}-${pad(of)}`
	return Number.isNaN(dayNumber(date)) ? null : date
}

interface Read {
	date: string
	rest: string
}

/** The date that a text begins with; `near`: what year and month it is of where it does not say. */
function begin(text: string, near: Of): Read | null {
	let found = YMD.exec(text)
	if (found) {
		const date = real(Number(found[1]), Number(found[2]), Number(found[3]))
		return date === null ? null : { date, rest: text.slice(found[0].length) }
	}
	if (near === null) return null
	const year = Number(near.slice(0, 4))
	found = MD.exec(text)
	if (found) {
		const month = Number(found[1])
		// A sheet of December runs into January, one of January begins in December.
		const of = Number(near.slice(5))
		const turned = of === 12 && month === 1 ? 1 : of === 1 && month === 12 ? -1 : 0
		const date = real(year + turned, month, Number(found[2]))
		return date === null ? null : { date, rest: text.slice(found[0].length) }
	}
	found = D.exec(text)
	const date = found && real(year, Number(near.slice(5)), Number(found[1]))
	return date ? { date, rest: text.slice(found![0].length) } : null
}

/** The dates a cell names, in any of the ways offices write them, a range too; null: none, or one that is not. */
export function datesIn(cell: string, of: Of): Dates | null {
	const text = cell
		.replace(TRAIL, '')
		.replace(/[\s\u3000]+/g, ' ')
		.trim()
		.replace(CLOCK, '')
	if (SERIAL.test(text)) {
		const n = Number(text) + EPOCH
		const date = dateOf(n)
		return date >= '2000-01-01' && date < '2100-01-01' ? { from: date, to: date } : null
	}
	const first = begin(text, of)
	if (!first) return null
	if (first.rest.trim() === '') return { from: first.date, to: first.date }
	const mark = BETWEEN.exec(first.rest)
	if (!mark) return null
	const last = begin(first.rest.slice(mark[0].length), first.date.slice(0, 7))
	if (!last || last.rest.trim() !== '' || last.date < first.date) return null
	return { from: first.date, to: last.date }
}

/** Sunday is 0; null: the cell names no day of the week. */
export function weekdayIn(cell: string): number | null {
	const found = /(?:星期|周|礼拜|^)\s*([一二三四五六日天])/.exec(cell.trim())
	return found ? '日一二三四五六'.indexOf(found[1] === '天' ? '日' : found[1]!) : null
}

export const weekdayOfDate = (date: string): number => weekdayOf(dayNumber(date))
