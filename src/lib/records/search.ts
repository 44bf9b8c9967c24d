import type { Assignment } from '../../domain/events/assignment'
import type { Incident } from '../../domain/events/incident'
import type { IncidentKind, Level } from '../../domain/event'
import type { Id } from '../../domain/record'
import { day, officeDate, type Instant } from '../../domain/instant'
import { fold, wordsOf } from './fold'

/** What is asked of the list. Null: everything. */
export interface Filters {
	/** As typed; several words must all be there. */
	text: string
	state: 'open' | 'waiting' | 'late' | 'closed' | null
	/** Who has it in hand; `duty` is the duty room. */
	section: Id | 'duty' | null
	/** 0 is 未定. */
	level: Level | 0 | null
	kind: IncidentKind | null
	/** today, the last seven days, this month, or one day as 2026-11-22. */
	day: string | null
}

export const everything: Filters = {
	text: '',
	state: null,
	section: null,
	level: null,
	kind: null,
	day: null
}

/** Something that was said of an incident, and what it was: 补记, 办理结果 … */
export interface Said {
	word: string
	text: string
}

/** An incident as the list shows it, with all that can be found of it. */
export interface Found {
	incident: Incident
	assignment: Assignment | null
	/** A part of it is on this phone alone. */
	ahead: boolean
	/** When it was received; where no server has it yet, when it was written. */
	at: Instant
	/** The office's day of that. */
	day: string
	/** What a hit can be quoted from, beside the headline. */
	said: Said[]
	/** Everything folded, a line each. */
	hay: string
}

/** What the list shows, in the order of `all`. Some milliseconds for 10,000. */
export function find(all: readonly Found[], filters: Filters, now: Instant): Found[] {
	const words = wordsOf(filters.text)
	const from = filters.day === 'week' ? officeDate(now - 6 * day) : null
	const today = officeDate(now)
	const month = today.slice(0, '2026-11'.length)
	const hits: Found[] = []
	for (const found of all) {
		const { incident, assignment } = found
		if (filters.kind !== null && incident.kind !== filters.kind) continue
		if (filters.level !== null && (incident.kind === 'matter' || (incident.level ?? 0) !== filters.level))
			continue
		if (filters.section !== null && (incident.section ?? 'duty') !== filters.section) continue
		if (filters.state !== null && !isIn(filters.state, incident, assignment, now)) continue
		if (filters.day === 'today' && found.day !== today) continue
		if (from !== null && found.day < from) continue
		if (filters.day === 'month' && !found.day.startsWith(month)) continue
		if (isDate(filters.day) && found.day !== filters.day) continue
		if (words.every((word) => found.hay.includes(word))) hits.push(found)
	}
	return hits
}

/** Whether it is in that state: 待签收 and 超时 look at the assignment in hand. */
function isIn(
	state: NonNullable<Filters['state']>,
	incident: Incident,
	assignment: Assignment | null,
	now: Instant
): boolean {
	if (state === 'open' || state === 'closed') return incident.state === state
	if (incident.state === 'closed' || assignment?.state !== 'waiting') return false
	return state === 'waiting' || assignment.overdueAt !== null || now >= (assignment.dueAt ?? Infinity)
}

/** Where the words were found that the headline lacks, cut to what stands around them; two places at most. */
export function excerpts(found: Found, shown: string, words: readonly string[]): Said[] {
	const head = fold(shown)
	let lacking = words.filter((word) => !head.includes(word))
	const quoted: Said[] = []
	for (const { word, text } of found.said) {
		const folded = fold(text)
		const places = lacking.map((lack) => folded.indexOf(lack)).filter((at) => at >= 0)
		if (places.length === 0) continue
		const from = Math.max(0, Math.min(...places) - 8)
		const piece = text.slice(from, from + 60).replaceAll('\n', ' ')
		quoted.push({ word, text: (from > 0 ? '…' : '') + piece })
		lacking = lacking.filter((lack) => !folded.includes(lack))
		if (quoted.length === 2) break
	}
	return quoted
}

export interface Day {
	day: string
	rows: Found[]
}

/** The first `most` of the hits, a group a day. */
export function byDay(hits: readonly Found[], most: number): Day[] {
	const days: Day[] = []
	for (const found of hits.slice(0, most)) {
		const last = days.at(-1)
		if (last?.day === found.day) last.rows.push(found)
		else days.push({ day: found.day, rows: [found] })
	}
	return days
}

const isDate = (text: string | null) => text !== null && /^\d{4}-\d\d-\d\d$/.test(text)
const oneOf = <T>(value: unknown, ...allowed: T[]): T | null => allowed.find((a) => a === value) ?? null

/** Filters as an address carries them: ?q=滑坡&state=open. What it does not understand is left out. */
export function filtersOf(params: URLSearchParams): Filters {
	const get = (name: string) => params.get(name)
	const level = get('level')
	const asked = get('day')
	return {
		text: get('q') ?? '',
		state: oneOf(get('state'), 'open', 'waiting', 'late', 'closed'),
		section: get('section'),
		level: level === null ? null : oneOf(Number(level), 0, 1, 2, 3, 4),
		kind: oneOf(get('kind'), 'incident', 'matter'),
		day: isDate(asked) ? asked : oneOf(asked, 'today', 'week', 'month')
	}
}

/** The other way; empty where nothing is asked, else with its question mark. */
export function addressOf(filters: Filters): string {
	const params = new URLSearchParams()
	const { text, ...others } = filters
	if (text.trim() !== '') params.set('q', text.trim())
	for (const [name, value] of Object.entries(others)) if (value !== null) params.set(name, String(value))
	const said = params.toString()
	return said === '' ? '' : '?' + said
}
