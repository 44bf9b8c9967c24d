import type { Turn } from '../events/turn'
import type { Id } from '../record'
import type { DutyRules, SeatSetting } from '../roster/seats'
import { day, officeDate, officeInstant, officeTime } from '../instant'
import { daysOf, KINDS, type Calendar, type Day } from '../roster/calendar'
import { dateOf, dayNumber, weekdayOf } from '../roster/dates'

/** 值班安排表 of a month as offices send it in: what is printed, and what stands in the .xlsx (norms of duty rooms, §4). */
export interface RosterSheet {
	title: string
	/** 日期, 星期, a seat each, 备注. */
	columns: string[]
	/** `shaded`: a day off. `cells`: as many as there are seats; a line break parts two who share a day. */
	rows: { date: string; weekday: string; cells: string[]; remark: string; shaded: boolean }[]
	/** Days on duty by kind of day and in all; the last row sums them up. */
	counts: { columns: string[]; rows: { name: string; numbers: number[] }[] }
	/** 值班电话, 传真, 值班时间, 要求. */
	foot: string[]
	/** 填报单位, 填表人, 审核人, 日期. */
	signed: string[]
}

export interface RosterSheetInput {
	office: string
	/** 2026-11. */
	month: string
	calendar: Calendar
	rules: DutyRules
	/** All that run in the month. */
	turns: readonly Turn[]
	people: ReadonlyMap<Id, { name: string; title: string | null }>
	/** Leaders' numbers, as far as whoever makes the sheet may see them and wants them on it. */
	phones: ReadonlyMap<Id, string>
	/** Who fills it in, and when; empty: left to be written by hand. */
	by: string
	on: string
}

const blank = '＿＿＿＿＿＿'
const NOBODY = '（不在名单上）'

export function rosterSheet(input: RosterSheetInput): RosterSheet {
	const { office, month, calendar, rules, turns, by, on } = input
	const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
	const first = `${month}-01`
	const next = number === 12 ? `${year + 1}-01-01` : `${year}-${number < 9 ? '0' : ''}${number + 1}-01`
	const days = daysOf(calendar, first, dateOf(dayNumber(next) - 1))
	const seats = rules.seats.filter((seat) => seat.required || turns.some((turn) => turn.seat === seat.id))
	const usual = usualTimes(turns)
	const rows = days.map((date) => {
		const cells: string[] = []
		const remarks: string[] = date.name ? [date.name] : []
		for (const seat of seats)
			cells.push(cellOf(seat, turnsOn(date.date, seat.id, turns), usual, input, remarks))
		return {
			date: `${number}月${Number(date.date.slice(8))}日`,
			weekday: '日一二三四五六'[weekdayOf(dayNumber(date.date))]!,
			cells,
			remark: remarks.join('；'),
			shaded: date.off
		}
	})
	return {
		title: `${office} ${year} 年 ${number} 月值班安排表`,
		columns: [
			'日期',
			'星期',
			...seats.map((s) => (s.id === 'lead' ? `${s.name}（职务，电话）` : s.name)),
			'备注'
		],
		rows,
		counts: counts(days, seats, input),
		foot: [
			`值班电话：${rules.foot?.phone || blank}\u3000\u3000传真：${rules.foot?.fax || blank}`,
			`值班时间：${usual ? `除写明时间的以外，每班 ${span(usual)}` : '见表中所注'}`,
			`要求：${rules.foot?.asks || '值班人员按时到岗，保持电话畅通；换班、替班须经带班领导同意；交接班当面办理。'}`
		],
		signed: [`填报单位：${office}`, `填表人：${by || blank}`, `审核人：${blank}`, `日期：${on || blank}`]
	}
}

/** Who begins on a date, and who has had it for longer than a day: a week's duty stands in each of its rows. */
function turnsOn(date: string, seat: string, turns: readonly Turn[]): Turn[] {
	const end = officeInstant(date, '00:00') + day - 1
	return turns
		.filter((t) => t.seat === seat && !t.dropped)
		.filter((t) => officeDate(t.from) === date || (t.to - t.from > day && t.from < end && t.to > end))
		.sort((a, b) => (a.place ?? 0) - (b.place ?? 0) || a.from - b.from)
}

type Hours = { from: string; to: string; long: boolean }
const hoursOf = (turn: Turn): Hours => ({
	from: officeTime(turn.from),
	to: officeTime(turn.to),
	long: turn.to - turn.from > day
})
const same = (a: Hours, b: Hours) => a.from === b.from && a.to === b.to && a.long === b.long
const span = ({ from, to, long }: Hours) =>
	long ? `${from} 起，至下一班 ${to}` : `${from} 至${to <= from ? '次日 ' : ' '}${to}`

/** The times most turns have, so that they need not stand in every cell. */
function usualTimes(turns: readonly Turn[]): Hours | null {
	const seen: { hours: Hours; times: number }[] = []
	for (const turn of turns) {
		const hours = hoursOf(turn)
		const known = seen.find((s) => same(s.hours, hours))
		if (known) known.times++
		else seen.push({ hours, times: 1 })
	}
	const best = seen.reduce<(typeof seen)[number] | null>((a, b) => (a && a.times >= b.times ? a : b), null)
	return best && best.times * 2 > turns.length ? best.hours : null
}

function cellOf(
	seat: SeatSetting,
	turns: readonly Turn[],
	usual: Hours | null,
	{ people, phones }: RosterSheetInput,
	remarks: string[]
): string {
	const nameOf = (person: Id) => people.get(person)?.name ?? NOBODY
	return turns
		.map((turn) => {
			const hours = hoursOf(turn)
			const more = [
				seat.id === 'lead' ? people.get(turn.person)?.title : null,
				seat.id === 'lead' ? phones.get(turn.person) : null,
				usual && same(hours, usual) ? null : `${hours.from}—${hours.to}`
			].filter((part) => part)
			if (turn.standIn && turn.original)
				remarks.push(`${seat.name}原为${nameOf(turn.original)}，${nameOf(turn.person)}代`)
			return nameOf(turn.person) + (more.length > 0 ? `（${more.join('，')}）` : '')
		})
		.join('\n')
}

/** A turn that changed hands while it ran counts for whoever had half a day of it; one handed over at its end is whole. */
function counted({ from, to, tookOverAt, relievedAt }: Turn): boolean {
	const cut = tookOverAt === from || relievedAt === to
	return !cut || to - from >= day / 2
}

function counts(
	days: readonly Day[],
	seats: readonly SeatSetting[],
	{ turns, people }: RosterSheetInput
): RosterSheet['counts'] {
	const byPerson = new Map<Id, number[]>()
	for (const date of days)
		for (const seat of seats) {
			// Noon and night of one day are one day on duty.
			const on = new Set(
				turnsOn(date.date, seat.id, turns)
					.filter(counted)
					.map((t) => t.person)
			)
			for (const person of on) {
				const numbers = byPerson.get(person) ?? [0, 0, 0, 0]
				numbers[KINDS.indexOf(date.kind)]!++
				byPerson.set(person, numbers)
			}
		}
	const withSum = (numbers: number[]) => [...numbers, numbers.reduce((a, b) => a + b, 0)]
	const rows = [...byPerson].map(([person, numbers]) => ({
		name: people.get(person)?.name ?? NOBODY,
		numbers: withSum(numbers)
	}))
	const total = [0, 1, 2, 3, 4].map((i) => rows.reduce((sum, row) => sum + row.numbers[i]!, 0))
	return {
		columns: ['姓名', '工作日', '周末', '节假日', '除夕初一', '合计'],
		rows: [...rows, { name: '合计', numbers: total }]
	}
}
