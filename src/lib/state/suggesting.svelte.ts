import type { Catalogue } from '../../domain/events/catalogue'
import type { CatalogueSection, QuotedDuty, Suggestion } from '../../domain/event'
import type { Id } from '../../domain/record'
import type { Lessons } from '../../domain/routing/lessons'
import type { Routing } from '../../domain/routing/route'
import type { OfficeState } from './office.svelte'

/** What routing says of a text, with what the screen needs to show why. */
export class Suggested {
	constructor(
		readonly catalogue: Catalogue,
		readonly routing: Routing,
		/** Where a duty line names what the text is about, as [from, to) pairs. */
		readonly marks: (line: string) => [number, number][] = () => []
	) {}

	/** Null: no section, the duty room keeps it. */
	get section(): Id | null {
		return this.routing.kept ? null : (this.routing.candidates[0]?.section ?? null)
	}

	nameOf(section: Id): string {
		return this.#of(section)?.name ?? ''
	}

	/** The duty lines that speak for a section, strongest first. */
	duties(section: Id): QuotedDuty[] {
		const reasons = this.routing.candidates.find((c) => c.section === section)?.because ?? []
		const own = this.#of(section)?.duties ?? []
		return reasons.flatMap(({ duty }) => own.find((d) => d.id === duty) ?? []).slice(0, 3)
	}

	/** The words of the report that led to a section. */
	words(section: Id): string[] {
		const reasons = this.routing.candidates.find((c) => c.section === section)?.because ?? []
		return [...new Set(reasons.flatMap((r) => r.words))]
	}

	/** The words of the report that it has in common with what went to a section before. */
	learned(section: Id): string[] {
		const lessons = this.routing.candidates.find((c) => c.section === section)?.learned ?? []
		return [...new Set(lessons.flatMap((lesson) => lesson.words))]
	}

	/** What the command carries: what was suggested, and the duty lines of the section it goes to. */
	suggestionFor(section: Id | null): Suggestion {
		const duties = section === null ? [] : this.duties(section).map((d) => d.id)
		const { candidates, kept } = this.routing
		const doubtful = !kept && candidates[0] && candidates[0].confidence !== '很可能'
		const suggestion: Suggestion = { catalogue: this.catalogue.id, duties, section: this.section }
		return doubtful ? { ...suggestion, doubtful } : suggestion
	}

	#of(section: Id): CatalogueSection | undefined {
		return this.catalogue.sections.find((s) => s.section === section)
	}
}

type Router = (text: string, lessons: Lessons) => Suggested
/** What the office has learned is read again after this long: a correction made meanwhile counts before long. */
const FRESH = 30_000
/** Typing is let go on for this long before routing; it takes a few milliseconds on a phone. */
const PAUSE = 120

/** Routes what is being typed by the office's own catalogue, on the phone. The lexicon is loaded when first needed. */
export class Suggesting {
	#current = $state.raw<Suggested | null>(null)
	#thinking = $state(false)
	readonly #office: OfficeState
	#router: Promise<Router | null> | null = null
	#lessons: Promise<Lessons> | null = null
	#learnedAt = 0
	#timer: ReturnType<typeof setTimeout> | undefined
	#asked = ''
	/** The text that `current` answers. */
	#answered = ''

	constructor(office: OfficeState) {
		this.#office = office
	}

	get current(): Suggested | null {
		return this.#current
	}

	/** The text has changed and the answer is not there yet. */
	get thinking(): boolean {
		return this.#thinking
	}

	ask(text: string): void {
		this.#asked = text
		clearTimeout(this.#timer)
		this.#thinking = text.trim() !== ''
		if (!this.#thinking) this.#current = null
		else this.#timer = setTimeout(() => void this.now(text), PAUSE)
	}

	/** The suggestion for just this text. */
	async now(text: string): Promise<Suggested | null> {
		if (this.#current && text === this.#answered) return this.#current
		this.#router ??= this.#load()
		const router = await this.#router
		if (!router) this.#router = null // no catalogue on this phone yet: look again at the next pause
		const suggested = router && text.trim() !== '' ? router(text, await this.#learned()) : null
		if (text === this.#asked) {
			this.#current = suggested
			this.#answered = text
			this.#thinking = false
		}
		return suggested
	}

	#learned(): Promise<Lessons> {
		if (this.#lessons && Date.now() - this.#learnedAt < FRESH) return this.#lessons
		this.#learnedAt = Date.now()
		this.#lessons = this.#readLessons()
		return this.#lessons
	}

	async #readLessons(): Promise<Lessons> {
		const { lessonsOf } = await import('../../domain/routing/lessons')
		const inForce = { state: 'inForce' }
		const { local } = this.#office
		return lessonsOf(await local.read(() => local.table('lessons').where(inForce).toArray()))
	}

	async #load(): Promise<Router | null> {
		const { local } = this.#office
		const inForce = (await local.get('office', 'office'))?.catalogue
		const catalogue = inForce ? await local.get('catalogues', inForce) : null
		if (!catalogue) return null
		const [{ buildIndex }, { route }, { namedBy }] = await Promise.all([
			import('../../domain/routing/buildIndex'),
			import('../../domain/routing/route'),
			import('../../domain/routing/highlight')
		])
		const index = buildIndex(catalogue.sections)
		return (text, lessons) =>
			new Suggested(catalogue, route(index, text, lessons), (line) => namedBy(index, text, line))
	}
}
