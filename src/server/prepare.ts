import type { CatalogueSection } from '../domain/event'
import type { Lesson } from '../domain/events/lesson'
import type { Id } from '../domain/record'
import type { RoutingIndex } from '../domain/routing/buildIndex'
import type { Lessons } from '../domain/routing/lessons'
import { buildIndex } from '../domain/routing/buildIndex'
import { lessonsOf } from '../domain/routing/lessons'
import { suggest } from '../domain/routing/suggest'

/** The workers' bundle: routing, which is too slow for the loop. Kept apart so that the loop's own bundle loads fast. */
interface Host {
	load(collection: string, id: string): string | null
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
