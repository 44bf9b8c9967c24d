import type { PlannedTurn, Unmet } from '../events/roster'
import type { Id } from '../record'
import type { Calendar } from './calendar'
import type { SeatSetting } from './seats'
import { officeDate } from '../instant'
import { dateOf, dayNumber } from './dates'
import { datesIn, weekdayIn, weekdayOfDate, type Dates } from './importDates'
import { namesIn, type Found, type Named } from './importNames'
import { patternOf, wholeDay } from './pattern'
import { mayStand } from './seats'
import { instantsOf, stretchesOf } from './times'

export interface ImportInput {
	/** What dates without a year are of: 2026-03; the sheet's title goes before it. */
	month: string
	seats: readonly SeatSetting[]
	people: readonly (Named & { roles: readonly ('admin' | 'officer' | 'leader')[] })[]
	calendar: Calendar
	/** Who is meant by names that nobody of the office has. */
	as: ReadonlyMap<string, Id>
}

/** Something that keeps the sheet from being taken; rows count from 1, as the sheet shows them. */
export interface ImportFault {
	row: number
	column: string
	reason: string
	/** A name to be told whose it is; null: the sheet must be put right. */
	name: string | null
}

/** A line of the sheet as it was read. */
export interface ImportRow {
	row: number
	dates: Dates
	cells: { seat: string; people: Id[] }[]
}

export interface RosterImport {
	month: string
	rows: ImportRow[]
	faults: ImportFault[]
	/** What was made of the sheet beyond its letter. */
	notes: string[]
	turns: PlannedTurn[]
	unmet: Unmet[]
}

const HEADINGS: readonly (readonly [seat: string, words: readonly string[]])[] = [
	['lead', ['带班领导', '值班领导', '总带班', '带班']],
	['deputy', ['副班', '副值班', '副值']],
	['driver', ['司机', '驾驶员']],
	['standby', ['备班', '备勤']],
	['officer', ['主班', '主值班', '主值', '值班员', '值班人员', '值班人']]
]
const DATE = ['日期', '值班日期', '值班时间', '时间', '周次', '起止日期', '起止时间']
const WEEKDAY = ['星期', '周', '礼拜']
/** How many rows a title or a note may take above the headings. */
const ABOVE = 12
const MOST_ROWS = 400
/** Names that far apart in a column are merged cells, not gaps. */
const APART = 5

const heading = (cell: string) => cell.replace(/[（(【[][^）)】\]]*[）)】\]]|[\s\u3000*＊:：]/g, '')
const says = (cell: string | undefined) => cell !== undefined && cell.trim() !== ''

interface Columns {
	header: number
	date: number
	weekday: number | null
	seats: { seat: SeatSetting; at: number; word: string }[]
}

function columnsOf(rows: readonly (readonly string[])[], seats: readonly SeatSetting[]): Columns | null {
	for (let r = 0; r < rows.length && r < ABOVE; r++) {
		const words = rows[r]!.map(heading)
		const date = words.findIndex((word) => DATE.includes(word))
		if (date < 0) continue
		const weekday = words.findIndex((word) => WEEKDAY.includes(word))
		const found: Columns['seats'] = []
		words.forEach((word, at) => {
			if (word === '' || at === date || at === weekday) return
			const own = seats.find((s) => s.name === word) ?? seats.find((s) => s.id === synonym(word))
			if (own && !found.some((f) => f.seat.id === own.id))
				found.push({ seat: own, at, word: rows[r]![at]!.trim() })
		})
		if (found.length > 0) return { header: r, date, weekday: weekday < 0 ? null : weekday, seats: found }
	}
	return null
}

function synonym(word: string): string | null {
	for (const [seat, words] of HEADINGS) if (words.includes(word)) return seat
	return null
}

/** The month a title names, as 2026-03; null: it names none. */
function monthIn(rows: readonly (readonly string[])[], below: number): string | null {
	for (let r = 0; r < below; r++)
		for (const cell of rows[r]!) {
			const found = /(20\d\d)\s*年\s*(\d{1,2})\s*月/.exec(cell)
			if (found) return `${found[1]}-${found[2]!.length < 2 ? '0' : ''}${found[2]}`
		}
	return null
}

/** Reads the cells of a 值班表 of another program into a draft. With any fault there are no turns: all of it, or nothing. */
export function readRoster(
	rows: readonly (readonly string[])[],
	input: ImportInput
): RosterImport | { refused: string } {
	if (!rows.some((row) => row.some(says))) return { refused: '表格是空的' }
	if (rows.length > MOST_ROWS) return { refused: `有 ${rows.length} 行，不像是一个月的值班表` }
	const columns = columnsOf(rows, input.seats)
	if (!columns)
		return { refused: '没有找到表头：要有一行写着“日期”和岗位名（如“带班领导”“主班”），列的次序不限' }
	const of = monthIn(rows, columns.header) ?? input.month
	const faults: ImportFault[] = []
	const notes: string[] = []
	const dated = datedRows(rows, columns, of, faults)
	if (dated.length === 0 && faults.length === 0) return { refused: '表头下面没有日期' }
	const month = dated[0]?.dates.from.slice(0, 7) ?? of
	const out: ImportRow[] = dated.map(({ row, dates }) => ({ row, dates, cells: [] }))
	const spread = columns.seats.length === 1 || !columns.seats.some((c) => c.seat.id === 'deputy')
	for (const column of columns.seats) {
		const cells = dated.map(({ cells }) => cells[column.at] ?? '')
		const filled = filledDown(cells, column, notes)
		dated.forEach(({ row }, i) => {
			const found = namesIn(filled[i]!, input.people, input.as)
			placePeople(found, { column, row, line: out[i]!, input, faults, spread })
		})
	}
	const made =
		faults.length > 0 ? { turns: [], unmet: [] } : turnsFrom(out, month, columns, input, notes, faults)
	return { month, rows: out, faults, notes, ...(faults.length > 0 ? { turns: [], unmet: [] } : made) }
}

interface DatedRow {
	row: number
	dates: Dates
	cells: readonly string[]
}

const joined = (above: readonly string[], below: readonly string[]) =>
	above.map((cell, i) => (says(below[i]) ? `${cell}\n${below[i]!}` : cell))

/** The rows under the headings with their dates; what follows the table is let be. */
function datedRows(
	rows: readonly (readonly string[])[],
	columns: Columns,
	of: string,
	faults: ImportFault[]
): DatedRow[] {
	const dated: DatedRow[] = []
	const seatSays = (row: readonly string[]) => columns.seats.some(({ at }) => says(row[at]))
	for (let r = columns.header + 1; r < rows.length; r++) {
		const row = rows[r]!
		const cell = (row[columns.date] ?? '').trim()
		const fault = (reason: string) => faults.push({ row: r + 1, column: '日期', reason, name: null })
		if (cell === '') {
			const above = dated[dated.length - 1]
			if (!seatSays(row)) continue
			// Its date is merged with the row above: who stands here stands that day too.
			if (above) above.cells = joined(above.cells, row)
			else fault('这一行没有日期')
			continue
		}
		const dates = datesIn(cell, of)
		if (!dates) {
			// 合计, 值班电话 … stand under the table.
			if (seatSays(row) && /^\d|\d[日号]/.test(cell)) fault(`看不懂这个日期：${cell.slice(0, 20)}`)
			continue
		}
		const weekday = columns.weekday === null ? null : weekdayIn(row[columns.weekday] ?? '')
		if (weekday !== null && dates.from === dates.to && weekday !== weekdayOfDate(dates.from))
			fault(
				`${dates.from} 是星期${'日一二三四五六'[weekdayOfDate(dates.from)]!}，表上写的是星期${'日一二三四五六'[weekday]!}`
			)
		dated.push({ row: r + 1, dates, cells: row })
	}
	return dated
}

/** A column whose names stand far apart, or whose seat is stood by the week, has merged cells: a name counts down to the next. */
function filledDown(
	cells: readonly string[],
	{ seat, word }: Columns['seats'][number],
	notes: string[]
): string[] {
	const at = cells.map((cell, i) => (says(cell) ? i : -1)).filter((i) => i >= 0)
	if (at.length === 0 || at.length === cells.length) return [...cells]
	const weekly = patternOf(seat.pattern)?.unit === 'week'
	const far = at.every((i, n) => (at[n + 1] ?? cells.length) - i >= APART || (n === at.length - 1 && n > 0))
	if (!weekly && !far) return [...cells]
	notes.push(`“${word}”一列按合并的单元格读：写一次，管到下一个名字为止`)
	let last = ''
	return cells.map((cell) => (says(cell) ? (last = cell) : last))
}

interface Placing {
	column: Columns['seats'][number]
	row: number
	line: ImportRow
	input: ImportInput
	faults: ImportFault[]
	/** No column is the deputy's: the second of two is. */
	spread: boolean
}

function placePeople(found: readonly Found[], placing: Placing): void {
	const { column, row, line, input, faults, spread } = placing
	const fault = (reason: string, name: string | null = null) =>
		faults.push({ row, column: column.word, reason, name })
	const people: Id[] = []
	for (const one of found) {
		if ('why' in one) fault(one.why, one.name)
		else if (people.includes(one.person)) fault(`“${one.name}”写了两遍`)
		else people.push(one.person)
	}
	const deputy = input.seats.find((s) => s.id === 'deputy')
	const parts = patternOf(column.seat.pattern)?.parts.length ?? 1
	const room = column.seat.places * parts
	const add = (seat: SeatSetting, own: Id[]) => {
		for (const id of own) {
			const who = input.people.find((p) => p.id === id)
			if (!who || mayStand(seat, who)) continue
			fault(`${who.name}不能值${seat.name}：岗位设置里没有`)
		}
		if (own.length > 0) line.cells.push({ seat: seat.id, people: own })
	}
	if (
		people.length > room &&
		spread &&
		column.seat.id === 'officer' &&
		deputy &&
		people.length <= room + deputy.places
	) {
		add(column.seat, people.slice(0, room))
		add(deputy, people.slice(room))
		return
	}
	if (people.length > room) fault(`这一格有 ${people.length} 人，${column.seat.name}只有 ${room} 个位次`)
	add(column.seat, people)
}

/** The turns of rows that are all understood, one for each stretch of the seat's pattern. */
function turnsFrom(
	rows: readonly ImportRow[],
	month: string,
	columns: Columns,
	{ seats, calendar, people }: ImportInput,
	notes: string[],
	faults: ImportFault[]
): { turns: PlannedTurn[]; unmet: Unmet[] } {
	/** Of each seat and date who stands there. */
	const on = new Map<string, { row: number; people: Id[] }>()
	let outside = 0
	const dates = new Set<string>()
	for (const line of rows)
		for (let n = dayNumber(line.dates.from), last = dayNumber(line.dates.to); n <= last; n++) {
			const date = dateOf(n)
			if (date.slice(0, 7) !== month) {
				if (line.dates.from.slice(0, 7) === month) outside++
				else
					faults.push({
						row: line.row,
						column: '日期',
						reason: `${date} 不在 ${month} 里，请一个月一张表`,
						name: null
					})
				continue
			}
			dates.add(date)
			for (const { seat, people: own } of line.cells) {
				const known = on.get(`${seat} ${date}`)
				if (!known) on.set(`${seat} ${date}`, { row: line.row, people: [...own] })
				else known.people.push(...own.filter((id) => !known.people.includes(id)))
			}
		}
	if (outside > 0) notes.push(`跨到下个月的 ${outside} 天没有读入`)
	const turns: PlannedTurn[] = []
	const unmet: Unmet[] = []
	const used = seats.filter(
		(s) =>
			columns.seats.some((c) => c.seat.id === s.id) || [...on.keys()].some((k) => k.startsWith(s.id + ' '))
	)
	const nameOf = (id: Id) => people.find((p) => p.id === id)?.name ?? ''
	for (const seat of used) {
		const pattern = patternOf(seat.pattern) ?? wholeDay
		const all = [...dates].sort()
		for (let i = 0; i < all.length; i++) {
			const date = all[i]!
			const here = on.get(`${seat.id} ${date}`)
			if (!here) {
				if (seat.required) unmet.push({ date, seat: seat.id, reason: '导入的表上没有人' })
				continue
			}
			const parts = pattern.parts.length
			if (here.people.length > seat.places * parts) {
				const reason = `${date} ${seat.name}有 ${here.people.map(nameOf).join('、')} ${here.people.length} 人，只有 ${seat.places * parts} 个位次`
				faults.push({ row: here.row, column: seat.name, reason, name: null })
				continue
			}
			if (pattern.unit === 'week') {
				// As long as the same people stand it, up to the week's end.
				let end = i
				while (
					end + 1 < all.length &&
					weekdayOfDate(all[end]!) !== 0 &&
					same(on.get(`${seat.id} ${all[end + 1]!}`)?.people, here.people)
				)
					end++
				add({ from: date, to: all[end]!, part: 0 }, here.people, 0)
				i = end
				continue
			}
			for (const stretch of stretchesOf(pattern, calendar, date, date))
				// One name for a day of two halves stands both.
				add(
					stretch,
					here.people.length === 1 ? here.people : here.people.filter((_, n) => n % parts === stretch.part),
					0
				)
		}
		function add(stretch: Dates & { part: number }, own: readonly Id[], first: number): void {
			own.forEach((person, n) => {
				for (const [from, to] of instantsOf(pattern, calendar, stretch))
					if (officeDate(from).slice(0, 7) === month)
						turns.push({ seat: seat.id, place: first + n, person, from, to })
			})
		}
	}
	return { turns: turns.sort((a, b) => a.from - b.from), unmet }
}

const same = (a: readonly Id[] | undefined, b: readonly Id[]) => a !== undefined && a.join() === b.join()
