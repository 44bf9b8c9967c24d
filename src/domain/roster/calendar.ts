import { dateOf, dayNumber, weekdayOf } from './dates'
import { festivals } from './festivals'
import { notices, type Notice } from './notices'

/** 工作日 (调休上班日也算), 周末, 法定节假日 (国务院放假安排里的一天), 除夕和初一. */
export type Kind = 'weekday' | 'weekend' | 'holiday' | 'eve'
export const KINDS: readonly Kind[] = ['weekday', 'weekend', 'holiday', 'eve']

/** What an administrator says of a date; it outweighs every notice. `off` where it does not follow from the kind. */
export interface DayEdit {
	date: string
	kind: Kind
	name?: string | null | undefined
	off?: boolean | null | undefined
}

/** `off`: nobody works. `known`: by a notice or an administrator; else by rule, and it may come otherwise. */
export interface Day {
	date: string
	kind: Kind
	off: boolean
	name: string | null
	known: boolean
}

export interface Calendar {
	/** Years with a notice. */
	years: ReadonlySet<number>
	off: ReadonlyMap<string, string>
	work: ReadonlyMap<string, string>
	edits: ReadonlyMap<string, DayEdit>
}

/** The notices that come with the program, those an office has entered, and its edits; the later word counts. */
export function calendarOf(edits: readonly DayEdit[] = [], more: readonly Notice[] = []): Calendar {
	const byYear = new Map([...notices, ...more].map((notice) => [notice.year, notice]))
	const off = new Map<string, string>()
	const work = new Map<string, string>()
	// Of a day in late December the later notice knows more: it goes last.
	for (const notice of [...byYear.values()].sort((a, b) => a.year - b.year)) {
		for (const [date, name] of Object.entries(notice.workdays)) {
			work.set(date, name)
			off.delete(date)
		}
		for (const [date, name] of Object.entries(notice.holidays)) {
			off.set(date, name)
			work.delete(date)
		}
	}
	return { years: new Set(byYear.keys()), off, work, edits: new Map(edits.map((e) => [e.date, e])) }
}

/** From here on a year's end is known only with the next year's notice: 元旦 has taken and given days in that week. */
const YEAR_END = '12-24'

export function dayOf(calendar: Calendar, date: string): Day {
	const edit = calendar.edits.get(date)
	if (edit) {
		const { kind, name, off } = edit
		return { date, kind, off: off ?? kind !== 'weekday', name: name ?? null, known: true }
	}
	const year = Number(date.slice(0, 4))
	const late = date.slice(5) >= YEAR_END
	const known = calendar.years.has(year) && (!late || calendar.years.has(year + 1))
	const day = dayNumber(date)
	const weekend = weekdayOf(day) % 6 === 0
	const holiday = calendar.off.get(date) ?? (calendar.years.has(year) ? undefined : byLaw(date, year, day))
	const work = calendar.work.has(date)
	const eve = festivalEve(year, day)
	const off = holiday !== undefined || (weekend && !work)
	if (eve) return { date, kind: 'eve', off, name: eve, known }
	if (holiday !== undefined) return { date, kind: 'holiday', off, name: plain(holiday), known }
	if (!off) return { date, kind: 'weekday', off, name: work ? '调休上班' : null, known }
	return { date, kind: 'weekend', off, name: null, known }
}

/** 除夕 is the day before 春节, whatever the notice says of it (in 2024 it was a working day). */
function festivalEve(year: number, day: number): string | null {
	const first = festivals.get(year)?.[0]
	if (first === undefined) return null
	const newYear = dayNumber(`${year}-${first}`)
	return day === newYear ? '春节' : day === newYear - 1 ? '除夕' : null
}

/** The days off that 全国年节及纪念日放假办法 gives; how they are joined with weekends only the notice says. */
function byLaw(date: string, year: number, day: number): string | undefined {
	const monthDay = date.slice(5)
	if (monthDay === '01-01') return '元旦'
	if (monthDay === '05-01' || monthDay === '05-02') return '劳动节'
	if (monthDay >= '10-01' && monthDay <= '10-03') return '国庆节'
	const moving = festivals.get(year)
	if (!moving) return undefined
	const spring = dayNumber(`${year}-${moving[0]!}`)
	if (day >= spring - 1 && day <= spring + 2) return '春节'
	const at = moving.indexOf(monthDay)
	return at < 0 ? undefined : ['春节', '端午节', '中秋节', '清明节'][at]
}

/** The Chinese of "Spring Festival,春节,4". */
function plain(name: string): string {
	const parts = name.split(',')
	return parts[1] ?? name
}

/** Every day from a date to another, both inclusive. */
export function daysOf(calendar: Calendar, from: string, to: string): Day[] {
	const days: Day[] = []
	for (let n = dayNumber(from), last = dayNumber(to); n <= last; n++) days.push(dayOf(calendar, dateOf(n)))
	return days
}
