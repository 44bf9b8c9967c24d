import type { CatalogueSection } from '../domain/event'
import type { Office } from '../domain/events/office'
import type { Person } from '../domain/events/person'
import type { Turn } from '../domain/events/turn'
import type { Lesson } from '../domain/events/lesson'
import type { Id } from '../domain/record'
import type { RoutingIndex } from '../domain/routing/buildIndex'
import type { Lessons } from '../domain/routing/lessons'
import { calendarFile } from '../domain/document/calendarFile'
import { day } from '../domain/instant'
import { monthsAround } from '../domain/roster/month'
import { seatName } from '../domain/roster/seats'
import { buildIndex } from '../domain/routing/buildIndex'
import { lessonsOf } from '../domain/routing/lessons'
import { suggest } from '../domain/routing/suggest'

/**
 * The workers' bundle: routing, which is too slow for the loop, and what is only read. Kept apart so that the loop's own
 * bundle loads fast.
 */
interface Host {
	load(collection: string, id: string): string | null
	/** [collection, JSON, collection, JSON, …] of all that belongs to a subject. */
	loadSubject(subject: string): string[]
	/** [seq, JSON, seq, JSON, …] of the lessons written after a seq, oldest first. */
	lessonsSince(seq: number): (number | string)[]
}
declare const host: Host

/** The index of the catalogue in force; a newer one takes its place. */
let ready: { catalogue: Id; index: RoutingIndex } | null = null

const known = new Map<Id, Lesson>()
let read = 0
let learned: Lessons = lessonsOf([])

/** What the office has learned, with what has changed since last time. */
function lessons(): Lessons {
	const rows = host.lessonsSince(read)
	if (rows.length === 0) return learned
	for (let i = 0; i < rows.length; i += 2) {
		const lesson = JSON.parse(String(rows[i + 1])) as Lesson
		known.set(lesson.id, lesson)
		read = Number(rows[i])
	}
	learned = lessonsOf([...known.values()])
	return learned
}

/** Routes {text, catalogue} (JSON) and answers with a Suggestion (JSON), or "null" where there is no such catalogue. */
export function prepare(request: string): string {
	const { text, catalogue } = JSON.parse(request) as { text: string; catalogue: Id }
	if (ready?.catalogue !== catalogue) {
		const json = host.load('catalogues', catalogue)
		if (json === null) return 'null'
		const { sections } = JSON.parse(json) as { sections: CatalogueSection[] }
		ready = { catalogue, index: buildIndex(sections) }
	}
	return JSON.stringify(suggest(ready.index, catalogue, text, lessons()))
}

/** So far a person's calendar looks back and ahead: the rosters that may be published by then. */
const BACK = 35 * day
const AHEAD = 120 * day

/** The calendar of a person's turns, as text/calendar. */
export function calendar(person: Id, now: number): string {
	const turns: Turn[] = []
	for (const month of monthsAround(now - BACK, now + AHEAD)) {
		const flat = host.loadSubject(month)
		for (let i = 0; i < flat.length; i += 2)
			if (flat[i] === 'turns') turns.push(JSON.parse(flat[i + 1]!) as Turn)
	}
	const office = JSON.parse(host.load('office', 'office') ?? 'null') as Office | null
	const names = new Map<Id, string>()
	const nameOf = (id: Id) => {
		const known = names.get(id)
		if (known !== undefined) return known
		const record = JSON.parse(host.load('people', id) ?? 'null') as Person | null
		const name = record?.name ?? '（不在名单上）'
		names.set(id, name)
		return name
	}
	const seat = (id: string) => seatName(office, id)
	return calendarFile({ office: office?.name ?? '', person, turns, nameOf, seatName: seat, now })
}
