import { day, hour, minute, officeDate, officeInstant, officeWeekday, type Instant } from '../instant'
import { valueOf } from './number'

/** A time as the report gives it; `instant` is null where only a part of the day is told. */
export interface Time {
	from: number
	to: number
	instant: Instant | null
	/** 左右、许、多 */
	about: boolean
}

const PATTERN =
	/(?:(?:(\d{4}|[二两][〇零]\d?[一二三四五六七八九〇零]{1,2})[年.\-/])?(\d{1,2}|[一二三四五六七八九十]{1,3})[月.\-/](\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?|(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(大前天|前天|前日|昨天|昨日|今天|今日|本日|当天|当日|大后天|后天|后日|明天|明日|次日|翌日|第二天|昨|今|前|当|明)|([上下本这]?个?(?:周|星期|礼拜)[一二三四五六日天]))?(凌晨|清晨|清早|早晨|早上|早间|大早|今早|晨|早|上午|中午|正午|午间|午后|下午|傍晚|傍黑|黄昏|晚上|晚间|晚饭后|夜里|夜间|夜晚|深夜|半夜|午夜|后半夜|前半夜|晚|夜)?的?(?:(\d{1,2}|[零〇一二两三四五六七八九十]{1,3})(?:[:](\d{2})(?:[:]\d{2})?|[时点](?:钟|整)?(?:(半)|(一刻|三刻)|([0-5]?\d|[零〇一二三四五六七八九十]{1,3})(?:分|许|左右|多)?)?))?(许|左右|多|前后|上下|来钟)?/g

const AGO =
	/(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(?:多)?(分钟|小时|钟头|天|半小时|刻钟)(?:半|左右|多)?(?:之?前|以前)/g
const NOW = /刚才|刚刚|方才|适才/g

/** 说明晚上9点: no day of that name. 雨后天晴 tells of none either, with no clock behind it. */
const SAYS = /[说证声表查注标照透]/
const ON = /[至到—~-]$/

const UNITS: Record<string, number> = { 分钟: minute, 刻钟: 15 * minute, 天: day }

/** Every time in a text, in order, resolved against when it was received. */
export function timesIn(text: string, receivedAt: Instant): Time[] {
	const times: Time[] = []
	let last = null as { date: string; part: string } | null
	PATTERN.lastIndex = 0
	for (let m = PATTERN.exec(text); m; m = PATTERN.exec(text)) {
		if (m[0] === '') {
			PATTERN.lastIndex++
			continue
		}
		if (m[0].startsWith('明') && SAYS.test(text.charAt(m.index - 1))) {
			PATTERN.lastIndex = m.index + 1
			continue
		}
		const [, year, month, date, dateOnly, dayWord, weekday, part, h, colon, half, quarter, minutes] = m
		const clock = h === undefined ? null : clockOf(h, colon, half, quarter, minutes)
		const dated = month !== undefined || dateOnly !== undefined || weekday !== undefined
		const wordOnly = dayWord !== undefined && dayWord.length === 1 && part === undefined
		if (clock === null && !dated && part === undefined && (dayWord === undefined || wordOnly)) continue
		if (clock !== null && wordOnly) continue
		if (!plausible(text, m.index, m[0], { month, date, dateOnly, clock, colon, part, dayWord })) continue
		const base = NEXT_DAY.test(dayWord ?? '')
			? last && dayAfter(last.date)
			: dateOf(receivedAt, year, month, date, dateOnly, dayWord, weekday)
		if (base === undefined) continue
		// 次日 of a day that nobody told.
		const unknown = base === null && NEXT_DAY.test(dayWord ?? '')
		const from = m.index
		const to = from + m[0].length
		const about = m[13] !== undefined || /(?:许|左右|多)$/.test(m[0])
		if (clock === null || unknown) {
			if (unknown || part !== undefined || base !== null) times.push({ from, to, instant: null, about })
			if (base !== null) last = { date: base, part: partOf(dayWord, part) }
			continue
		}
		const said = partOf(dayWord, part)
		const goesOn = ON.test(text.charAt(from - 1))
		const inherits: boolean = base === null && (said === '' || goesOn) && last !== null
		const ofDay: string = said === '' && inherits ? last!.part : said
		const at = resolve(receivedAt, inherits ? last!.date : base, ofDay, clock)
		times.push({ from, to, instant: at, about })
		last = {
			date: base ?? (inherits ? last!.date : officeDate(at)),
			part: ofDay
		}
	}
	relative(text, receivedAt, times)
	return times.sort((a, b) => a.from - b.from)
}

interface Parts {
	month: string | undefined
	date: string | undefined
	dateOnly: string | undefined
	clock: number | null
	colon: string | undefined
	part: string | undefined
	dayWord: string | undefined
}

/** 18号 of a road, 3.8级, 1.2米, 2-3人 and 晚 in other words are no times. */
function plausible(text: string, at: number, written: string, parts: Parts): boolean {
	const before = text.charAt(at - 1)
	const after = text.charAt(at + written.length)
	const { month, date, dateOnly, clock, part, dayWord } = parts
	if (/[\d.]/.test(before) && /^\d/.test(written)) return false
	if (month !== undefined && !/月/.test(written)) {
		// 7.19 and 7-19 are dates only with a clock, a year or 日 behind them.
		if (clock === null && !/[日号]/.test(written) && !/^\d{4}/.test(written)) return false
	}
	if (month !== undefined && (!inRange(month, 12) || !inRange(date, 31))) return false
	if (dateOnly !== undefined) {
		if (!inRange(dateOnly, 31)) return false
		if (/号$/.test(written)) return false
		if (/号/.test(written) && clock === null && part === undefined) return false
		if (/日/.test(written) && clock === null && part === undefined && !/[,上下凌晚]/.test(after)) return false
	}
	if (dayWord?.endsWith('后天') && clock === null && part === undefined) return false
	if (
		clock !== null &&
		part === undefined &&
		dayWord === undefined &&
		month === undefined &&
		dateOnly === undefined
	) {
		if (/^[\d一二两三四五六七八九十]+点$/.test(written) && /[\d钱意多儿]/.test(after)) return /多/.test(after)
		if (/[第有]/.test(before)) return false
	}
	if (
		clock === null &&
		dayWord === undefined &&
		month === undefined &&
		dateOnly === undefined &&
		part !== undefined
	)
		return part.length > 1 && !/饭/.test(after)
	return true
}

function inRange(written: string | undefined, most: number): boolean {
	const value = written === undefined ? null : valueOf(written)
	return value !== null && value >= 1 && value <= most
}

/** Minutes from midnight; null for what no clock shows. */
function clockOf(
	h: string,
	colon: string | undefined,
	half: string | undefined,
	quarter: string | undefined,
	minutes: string | undefined
): number | null {
	const hours = valueOf(h)
	if (hours === null || hours > 24) return null
	const quarters = quarter === undefined ? 0 : quarter === '一刻' ? 15 : 45
	const plus = colon ?? minutes
	const m = half !== undefined ? 30 : plus === undefined ? quarters : valueOf(plus)
	return m === null || m > 59 ? null : hours * 60 + m
}

const NEXT_DAY = /^(?:次日|翌日|第二天)$/
/** Days ahead that a date without its month may be: later ones are of the month before. */
const SOON = 7

const DAYS: Record<string, number> = { 大后: 3, 后: 2, 明: 1, 大前: -3, 前: -2, 昨: -1 }

/** The date said; null: none said; undefined: one that no calendar has. */
function dateOf(
	receivedAt: Instant,
	year: string | undefined,
	month: string | undefined,
	date: string | undefined,
	dateOnly: string | undefined,
	dayWord: string | undefined,
	weekday: string | undefined
): string | null | undefined {
	const today = officeDate(receivedAt)
	if (month !== undefined && date !== undefined) {
		const y = year === undefined ? Number(today.slice(0, 4)) : valueOf(year)
		if (y === null) return undefined
		const on = calendar(y, valueOf(month)!, valueOf(date)!)
		const future = year === undefined && on !== undefined && on > officeDate(receivedAt + 30 * day)
		return future ? calendar(y - 1, valueOf(month)!, valueOf(date)!) : on
	}
	if (dateOnly !== undefined) {
		const d = valueOf(dateOnly)!
		const y = Number(today.slice(0, 4))
		const m = Number(today.slice(5, 7))
		const on = calendar(y, m, d)
		const soon = officeDate(receivedAt + SOON * day)
		if (on !== undefined && on <= soon) return on
		return m === 1 ? calendar(y - 1, 12, d) : calendar(y, m - 1, d)
	}
	if (dayWord !== undefined) {
		const days = DAYS[dayWord.replace(/[天日]$/, '')] ?? 0
		return dayWord.startsWith('当') ? null : officeDate(receivedAt + days * day)
	}
	if (weekday !== undefined) {
		const wanted = '日一二三四五六'.indexOf(weekday.slice(-1).replace('天', '日'))
		const now = officeWeekday(receivedAt)
		let back = (now - wanted + 7) % 7
		// 上周三 is of the week before this one; weeks begin on Monday.
		const week = '上本下'.indexOf(weekday.charAt(0).replace('这', '本'))
		if (week >= 0) back = ((now + 6) % 7) - ((wanted + 6) % 7) + (1 - week) * 7
		return officeDate(receivedAt - back * day)
	}
	return null
}

function calendar(y: number, m: number, d: number): string | undefined {
	const pad = (n: number) => String(n).padStart(2, '0')
	const on = `${y}-${pad(m)}-${pad(d)}`
	const made = Date.parse(on + 'T00:00:00Z')
	if (!Number.isFinite(made) || y < 2000 || y > 2100) return undefined
	return new Date(made).toISOString().slice(0, 10) === on ? on : undefined
}

function dayAfter(date: string): string {
	return officeDate(officeInstant(date, '12:00') + day)
}

function partOf(dayWord: string | undefined, part: string | undefined): string {
	return part ?? (dayWord !== undefined && /早|晚/.test(dayWord) ? dayWord : '')
}

function resolve(receivedAt: Instant, date: string | null, part: string, clock: number): Instant {
	const on = date ?? officeDate(receivedAt)
	const midnight = officeInstant(on, '00:00')
	const at = midnight + shifted(part, clock) * minute
	if (date !== null) {
		// 8月9日7点 with no part of the day stays in the morning; 今天3点 said at 16:00 is the afternoon.
		const later = at + 12 * hour
		const today = officeDate(receivedAt)
		const isToday = date === today
		const morningSaid = part !== '' || clock >= 12 * 60
		if (isToday && !morningSaid && later <= receivedAt && receivedAt - later < 6 * hour && clock < 7 * 60)
			return later
		// 今晚11点 told after midnight was last night; told in the day it is still to come.
		const night = /晚|夜/.test(part) && (receivedAt < officeInstant(today, '06:00') || clock < 6 * 60)
		return isToday && night && at > receivedAt + hour && at - day <= receivedAt ? at - day : at
	}
	if (part !== '' || clock >= 13 * 60) return at > receivedAt + hour / 2 ? at - day : at
	// A bare 9点: the last time a clock on the wall showed it.
	let best = at
	for (const shift of [12 * hour, 0, -12 * hour, -day]) {
		best = at + shift
		if (best <= receivedAt + 10 * minute) break
	}
	return clock >= 10 * 60 || clock === 0 ? (at <= receivedAt + 10 * minute ? at : best) : best
}

/** Minutes from midnight of the day that was named. */
function shifted(part: string, clock: number): number {
	if (clock >= 13 * 60) return clock
	if (/下午|午后|傍|黄昏/.test(part)) return clock < 12 * 60 ? clock + 12 * 60 : clock
	if (/中午|正午|午间/.test(part)) return clock < 6 * 60 ? clock + 12 * 60 : clock
	if (/晚|夜/.test(part)) {
		if (part === '后半夜') return clock
		// 昨晚12点 and 昨夜1点 are of the night that then began.
		if (clock >= 12 * 60) return clock + 12 * 60
		return clock < 5 * 60 ? clock + 24 * 60 : clock + 12 * 60
	}
	return clock
}

/** 5分钟前, 刚才 */
function relative(text: string, receivedAt: Instant, times: Time[]): void {
	AGO.lastIndex = 0
	for (let m = AGO.exec(text); m; m = AGO.exec(text)) {
		const unit = m[2]!
		const count = m[1] === '半' ? 0.5 : valueOf(m[1]!)
		if (count === null) continue
		// 一个半小时: the half stands before its unit.
		const more = unit === '半小时' || /小时半|钟头半/.test(m[0]) ? 0.5 : 0
		const size = UNITS[unit] ?? hour
		times.push({
			from: m.index,
			to: m.index + m[0].length,
			instant: receivedAt - (count + more) * size,
			about: true
		})
	}
	NOW.lastIndex = 0
	for (let m = NOW.exec(text); m; m = NOW.exec(text))
		times.push({ from: m.index, to: m.index + m[0].length, instant: receivedAt, about: true })
}
