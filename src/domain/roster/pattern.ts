import { dayNumber } from './dates'

/** Wall clock times, HH:MM; an end not after its start is on the next day. */
export type Times = readonly [from: string, to: string]

/**
 * One person's turn of a day (or week): what they stand on a working day and on a day off. An empty list: nobody stands that
 * day. Of a weekly pattern only the first times of `off` count, as the hour at which one week hands over to the next.
 */
export interface Part {
	/** 白班, 夜班; null where a day has one turn only. */
	name: string | null
	working: readonly Times[]
	off: readonly Times[]
}

/** Other times for a part of the year, month-day to month-day, over New Year too; parts by their place. */
export interface Season {
	from: string
	to: string
	parts: readonly Part[]
}

export interface Pattern {
	unit: 'day' | 'week'
	parts: readonly Part[]
	seasons: readonly Season[]
}

const every = (name: string | null, ...times: Times[]): Part => ({ name, working: times, off: times })
const daily = (...parts: Part[]): Pattern => ({ unit: 'day', parts, seasons: [] })

export const wholeDay = daily(every(null, ['08:30', '08:30']))
export const dayAndNight = daily(every('白班', ['08:00', '20:00']), every('夜班', ['20:00', '08:00']))
/** While the office works only its noon and night are stood; on a day off the whole day, so that no hour is left out. */
export const nightAndNoon = daily({
	name: null,
	working: [
		['11:50', '13:00'],
		['17:00', '09:00']
	],
	off: [['09:00', '09:00']]
})
export const weekly: Pattern = { ...wholeDay, unit: 'week' }

/** What an office may write for a pattern, most telling first; the first two whatever times stand beside them. */
const telling: readonly (readonly [RegExp, Pattern])[] = [
	[/weekly|week$|[一每按整]周|周班|^周$|星期/i, weekly],
	[/noon|午/i, nightAndNoon]
]
const named: readonly (readonly [RegExp, Pattern])[] = [
	[/(?:day|白|昼).*(?:night|夜)|night.*day|夜.*[白昼]/i, dayAndNight],
	[/24|whole|full|daily|全天|整天|昼夜/i, wholeDay],
	[/night|夜/i, daily(every(null, ['17:00', '09:00']))],
	[/^day(?:time)?$|白/i, daily(every(null, ['08:30', '17:30']))]
]

const RANGE = /(\d{1,2})(?::(\d\d))?\s*[-–—~至到]\s*(\d{1,2})(?::(\d\d))?/g

/** 6月1日至9月30日 08:00-08:00, 06-01至09-30 …: dates, then times. */
const SEASON = /^(\d{1,2})[-月](\d{1,2})日?[至到~](\d{1,2})[-月](\d{1,2})日?[\s:：]+([^\s:：].*)$/

/**
 * The pattern that a word names: 24h, day/night, night+noon, weekly, their Chinese, or the times themselves
 * (08:30-08:30, 08-20/20-08: each range a turn of its own); after semicolons the times of a season, as many as at other
 * times. Null where nothing is recognised.
 */
export function patternOf(word: string): Pattern | null {
	const [usual = '', ...more] = word.split(/[;；]/)
	const told = more.map((season) => SEASON.exec(season.trim()))
	if (more.length === 0 || told.includes(null)) return usualPattern(word)
	const pattern = usualPattern(usual)
	if (!pattern) return null
	const seasons: Season[] = []
	for (const season of told) {
		const [, m1 = '', d1 = '', m2 = '', d2 = '', times = ''] = season!
		const [from, to, own] = [monthDay(m1, d1), monthDay(m2, d2), usualPattern(times)]
		if (!from || !to || own?.parts.length !== pattern.parts.length) return null
		seasons.push({ from, to, parts: own.parts.map((part, i) => ({ ...part, name: pattern.parts[i]!.name })) })
	}
	return { ...pattern, seasons }
}

/** MM-DD; null: there is no such day. */
function monthDay(month: string, day: string): string | null {
	const text = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`
	return Number.isFinite(dayNumber(`2024-${text}`)) ? text : null
}

function usualPattern(word: string): Pattern | null {
	const told = telling.find(([pattern]) => pattern.test(word))
	if (told) return told[1]
	const parts: Part[] = []
	for (const [, h1 = '', m1 = '00', h2 = '', m2 = '00'] of word.matchAll(RANGE)) {
		const [from, to] = [clock(h1, m1), clock(h2, m2)]
		if (from === null || to === null) return null
		parts.push(every(null, [from, to]))
	}
	if (parts.length > 0) {
		return daily(...parts.map((part, i) => (parts.length === 1 ? part : { ...part, name: `第 ${i + 1} 班` })))
	}
	return named.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

function clock(hours: string, minutes: string): string | null {
	const h = Number(hours) % 24
	return Number(hours) > 24 || Number(minutes) > 59 ? null : `${String(h).padStart(2, '0')}:${minutes}`
}

/** The parts of a date: the season's, or the pattern's own. */
export function partsOn(pattern: Pattern, date: string): readonly Part[] {
	const day = date.slice(5)
	const season = pattern.seasons.find(({ from, to }) =>
		from <= to ? day >= from && day <= to : day >= from || day <= to
	)
	return season?.parts ?? pattern.parts
}

/** Whether somebody standing this is up in the small hours. */
export function overnight(part: Part): boolean {
	return [...part.working, ...part.off].some(([from, to]) => to <= from || from < '05:00')
}
