import * as v from 'valibot'
import { KINDS, type DayEdit, type Kind } from './calendar'
import { dayNumber } from './dates'
import type { Notice } from './notices'
import { patternOf, type Pattern } from './pattern'
import type { Instant } from '../instant'
import { refusal, type Refusal } from '../refusal'

/** Dates from and to, both inclusive. */
export interface Dates {
	from: string
	to: string
}

/** From an instant to another, the end not included. */
export type Period = readonly [from: Instant, to: Instant]

/** Dates that somebody is away; with `at` it is known from when to when, and every turn that runs into it is not theirs. */
export interface Absence extends Dates {
	at?: Period
}

export type Counts = Record<Kind, number>

/** What somebody need not stand: a kind of day, whatever has a night in it, everything, a seat by its name, or a date. */
export type Exemption = Kind | 'night' | 'all' | { seat: string } | { date: string }

export interface Person {
	id: string
	name: string
	/** Names of the seats they may stand. */
	seats: string[]
	section: string | null
	exempt: Exemption[]
	leave: Absence[]
	/** People with whom they do not stand on one date. */
	apartFrom: string[]
	/** Turns they have stood before; this plan's are counted on top. */
	carried: Counts
	/** Their share against a whole one: 0.5 stands half as often. */
	weight: number
	/** First and last date among the people of the roster; null: always. Who joined later owes nothing for before. */
	from: string | null
	to: string | null
	/** Dates they would like (`on`) or rather not stand; nobody else stands more for it. */
	wishes: (Dates & { on: boolean })[]
}

export interface RequestedSeat {
	name: string
	pattern: Pattern
	/** What has begun by then is not planned any more; of a week what is left of it is. */
	begun?: Instant
}

/** A turn that is published: it stays. One that the plan does not ask for still keeps its person from standing beside it. */
export interface FixedTurn {
	date: string
	seat: string
	person: string
	part: string | null
	/** Where it is known; else by the seat's pattern. */
	at?: Period
	/** Whoever swapped into it keeps it, also when somebody drops out. */
	swapped?: boolean
}

export interface RosterRequest extends Dates {
	seats: RequestedSeat[]
	people: Person[]
	fixed: FixedTurn[]
	/** Who drops out: their published turns from that date on are given to others, and as few of the rest as possible move. */
	dropouts: { person: string; from: string; to: string | null }[]
	/** Times when a seat is filled more than once. */
	special: (Dates & { seats: string[] | null; times: number })[]
	/** AB角: not on duty on one date, and not while the other is on leave, so that the section keeps one of them. */
	pairs: [string, string][]
	/** Heads a section counts with instead of those it has. */
	quotas: { section: string; heads: number }[]
	/** Whole days between two turns of one person. */
	restDays: number
	/** Hours from the end of a turn to the beginning of the same person's next; absent: as many as the days come to. */
	restHours?: number
	/** A leave of more days than this is not made up for afterwards. */
	owedLeave: number
	calendar: { edits: DayEdit[]; notices: Notice[] }
}

/** The longest range of one plan, days. */
export const LONGEST = 800

const date = v.pipe(
	v.string('日期应写成 2026-11-24'),
	v.check(
		(d) => Number.isFinite(dayNumber(d)),
		(issue) => `没有这一天：${String(issue.input)}`
	)
)
const dates = v.pipe(
	v.object({ from: date, to: date }),
	v.check(({ from, to }) => from <= to, '止早于起')
)
const text = v.pipe(v.string('应是文字'), v.minLength(1, '不能空着'))
const count = v.pipe(v.number('应是数字'), v.minValue(0, '不能是负数'))
const list = <S extends v.GenericSchema>(of: S) => v.nullish(v.array(of, '应是一个列表'), [])
const kind = v.picklist(KINDS, '日子只有 weekday、weekend、holiday、eve 四类')
const times = v.tuple([
	v.pipe(v.string(), v.regex(/^\d\d:\d\d$/)),
	v.pipe(v.string(), v.regex(/^\d\d:\d\d$/))
])
const parts = v.pipe(
	v.array(v.object({ name: v.nullish(v.string(), null), working: v.array(times), off: v.array(times) })),
	v.minLength(1, '班制里没有班次')
)
const monthDay = v.pipe(v.string(), v.regex(/^\d\d-\d\d$/, '季节的起止写成 06-01'))

const namedPattern = v.pipe(
	v.string(),
	v.rawTransform(({ dataset, addIssue, NEVER }): Pattern => {
		const found = patternOf(dataset.value)
		if (found) return found
		addIssue({
			message: `不认得班制「${dataset.value}」，可写 24h、day/night、night+noon、weekly，或 08:30-08:30 这样的起止时间`
		})
		return NEVER
	})
)
const writtenPattern = v.object({
	unit: v.picklist(['day', 'week']),
	parts,
	seasons: list(v.object({ from: monthDay, to: monthDay, parts }))
})
const pattern = v.lazy((input) => (typeof input === 'string' ? namedPattern : writtenPattern))

const carried = v.object({
	weekday: v.nullish(count, 0),
	weekend: v.nullish(count, 0),
	holiday: v.nullish(count, 0),
	eve: v.nullish(count, 0)
})

const person = v.object({
	id: v.pipe(v.union([text, v.number()]), v.transform(String)),
	name: v.nullish(v.string()),
	seats: list(text),
	section: v.nullish(v.string(), null),
	exempt: list(text),
	leave: list(dates),
	apartFrom: list(v.pipe(v.union([text, v.number()]), v.transform(String))),
	carried: v.optional(v.nullish(carried), null),
	weight: v.nullish(v.pipe(v.number(), v.minValue(0.01, '份额要大于零')), 1),
	from: v.nullish(date, null),
	to: v.nullish(date, null),
	wishes: list(v.object({ from: date, to: date, on: v.boolean() }))
})

const schema = v.object({
	from: date,
	to: date,
	seats: v.pipe(
		v.array(v.object({ name: text, pattern: v.nullish(pattern, '24h') })),
		v.minLength(1, '没有写岗位')
	),
	people: v.array(person, '没有写人员'),
	fixed: list(
		v.object({
			date,
			seat: text,
			person: v.pipe(v.union([text, v.number()]), v.transform(String)),
			part: v.nullish(v.string(), null)
		})
	),
	dropouts: list(v.object({ person: text, from: date, to: v.nullish(date, null) })),
	special: list(
		v.object({
			from: date,
			to: date,
			seats: v.nullish(v.array(text), null),
			times: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)), 2)
		})
	),
	pairs: list(v.tuple([text, text])),
	quotas: list(v.object({ section: text, heads: count })),
	restDays: v.nullish(v.pipe(v.number(), v.integer('隔几天应是整数'), v.minValue(0), v.maxValue(60)), 1),
	owedLeave: v.nullish(count, LONGEST),
	calendar: v.nullish(
		v.object({
			edits: list(v.object({ date, kind, name: v.nullish(v.string()), off: v.nullish(v.boolean()) })),
			notices: list(
				v.object({
					year: v.pipe(v.number(), v.integer()),
					holidays: v.record(date, v.string()),
					workdays: v.record(date, v.string())
				})
			)
		})
	)
})

const EXEMPTIONS: Readonly<Record<string, Exemption>> = {
	...{ weekday: 'weekday', 工作日: 'weekday', 平日: 'weekday' },
	...{ weekend: 'weekend', 周末: 'weekend', 双休日: 'weekend' },
	...{ holiday: 'holiday', 节假日: 'holiday', 法定节假日: 'holiday', 节日: 'holiday' },
	...{ eve: 'eve', 除夕: 'eve', 春节: 'eve' },
	...{ night: 'night', 夜班: 'night', 夜间: 'night', 夜间值班: 'night' },
	...{ all: 'all', 全部: 'all', 不值班: 'all' }
}

/** A request as JSON, or everything that is wrong with it, each with its place in the request. */
export function readRequest(json: unknown): { request: RosterRequest } | { refused: Refusal[] } {
	const parsed = v.safeParse(schema, json)
	if (!parsed.success)
		return { refused: parsed.issues.map((i) => refusal('shape', v.getDotPath(i) ?? '', sentence(i))) }
	const raw = parsed.output
	const refused: Refusal[] = []
	const no = (field: string, reason: string) => void refused.push(refusal('shape', field, reason))
	if (raw.from > raw.to) no('to', '止早于起')
	else if (dayNumber(raw.to) - dayNumber(raw.from) >= LONGEST) no('to', `一次最多排 ${LONGEST} 天`)
	const seats = new Set(raw.seats.map((seat) => seat.name))
	if (seats.size < raw.seats.length) no('seats', '岗位有重名')
	const ids = new Set(raw.people.map((p) => p.id))
	if (ids.size < raw.people.length) no('people', '人员编号有重复')
	const seat = (field: string, name: string) => {
		if (!seats.has(name)) no(field, `没有「${name}」这个岗位`)
	}
	const people = raw.people.map((p, i): Person => {
		for (const name of p.seats) seat(`people.${i}.seats`, name)
		const exempt: Exemption[] = []
		for (const word of p.exempt) {
			const found = seats.has(word)
				? { seat: word }
				: Number.isFinite(dayNumber(word))
					? { date: word }
					: EXEMPTIONS[word]
			if (found) exempt.push(found)
			else
				no(
					`people.${i}.exempt`,
					`不认得免值「${word}」，可写 weekday、weekend、holiday、eve、night、all、岗位名或日期`
				)
		}
		return {
			...p,
			name: p.name ?? p.id,
			exempt,
			carried: p.carried ?? { weekday: 0, weekend: 0, holiday: 0, eve: 0 }
		}
	})
	raw.fixed.forEach((turn, i) => seat(`fixed.${i}.seat`, turn.seat))
	for (const [i, { seats: some }] of raw.special.entries())
		for (const name of some ?? []) seat(`special.${i}.seats`, name)
	if (refused.length > 0) return { refused }
	const named = raw.seats.map(({ name, pattern: p }) => ({ name, pattern: p as Pattern }))
	return { request: { ...raw, seats: named, people, calendar: raw.calendar ?? { edits: [], notices: [] } } }
}

/** What valibot says of itself is English and for programs. */
function sentence(issue: v.BaseIssue<unknown>): string {
	if (/[\u4e00-\u9fff]/.test(issue.message)) return issue.message
	return issue.received === 'undefined' ? '没有写' : '写得不对'
}
