// What the golden vectors are run through, the same in Node and in goja: JSON in, JSON out.
import type { Command, Context } from '../../src/domain/command'
import type { CatalogueSection } from '../../src/domain/event'
import type { Kept, Key } from '../../src/domain/record'
import { EVERYBODY } from '../../src/domain/events/person'
import { readCatalogue } from '../../src/domain/catalogue/read'
import { actorOf, check, step } from '../../src/domain/decide'
import { intake } from '../../src/domain/intake/intake'
import { keyOf, Loaded } from '../../src/domain/loaded'
import { buildIndex } from '../../src/domain/routing/buildIndex'
import type { Lesson } from '../../src/domain/events/lesson'
import { lessonsOf } from '../../src/domain/routing/lessons'
import { planRoster } from '../../src/domain/roster/plan'
import { readRequest } from '../../src/domain/roster/request'
import { route } from '../../src/domain/routing/route'

interface Deciding {
	records: Kept[]
	actor: string
	command: Command
	now: number
	host: Context['host']
}

/** Decides a command over the given records; everything else is absent. */
function decide({ records, actor, command, now, host }: Deciding): unknown {
	const checked = check(command)
	if ('refused' in checked) return checked
	const known = new Map(records.map((kept) => [keyOf(kept), kept]))
	const loaded: Loaded = new Loaded(null, (key: Key) => {
		const subject = key.startsWith('subject/') ? key.slice('subject/'.length) : null
		const kept = known.get(key)
		if (subject !== null)
			loaded.putSubject(
				subject,
				records.filter((r) =>
					subject === EVERYBODY
						? r.collection === 'people'
						: r.record.subject === subject.replace(/^all:/, '')
				)
			)
		else if (kept) loaded.put(kept)
		else loaded.putAbsent(key)
	})
	loaded.need(actor === '' ? [] : [`people/${actor}`])
	return step(checked, loaded, { now, actor: actorOf(actor || null, loaded), host, prepared: null })
}

const runners = {
	decide: (input: unknown) => decide(input as Deciding),
	intake(input: unknown) {
		const { receivedAt, texts } = input as { receivedAt: number; texts: string[] }
		return texts.map((text) => intake(text, receivedAt))
	},
	roster(input: unknown) {
		const read = readRequest(input)
		return 'refused' in read ? read : planRoster(read.request)
	},
	read: (input: unknown) => readCatalogue(input as string),
	route(input: unknown) {
		const { sections, texts, lessons } = input as {
			sections: CatalogueSection[]
			texts: string[]
			lessons?: Lesson[]
		}
		const index = buildIndex(sections)
		const learned = lessons ? lessonsOf(lessons) : null
		return texts.map((text) => route(index, text, learned))
	}
}

export function vector(kind: string, input: string): string {
	return JSON.stringify(runners[kind as keyof typeof runners](JSON.parse(input)))
}
