import { untrack } from 'svelte'
import type { Category, IncidentKind, Level } from '../../domain/event'
import type { Instant } from '../../domain/instant'
import type { Intake, Recognised } from '../../domain/intake/intake'
import type { Id } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'
import { hasInvisible, TEXT_LIMIT, utf8Length, withoutInvisible } from '../../domain/text'
import { NEW } from '../attachments/store'
import { StorageFull } from '../outbox/store'
import { DraftState } from './draft.svelte'
import type { OfficeState } from './office.svelte'
import { Recognising } from './recognising.svelte'
import { takeShared } from './shared'
import { Suggesting } from './suggesting.svelte'

/** What is recognised fills these, until the officer says otherwise. The level is only ever proposed. */
export type Particular = 'occurredAt' | 'place' | 'category' | 'level'

export interface LogContent {
	kind: IncidentKind | 'log'
	text: string
	place: string
	category: Category | null
	level: Level | null
	occurredAt: Instant | null
	/** What the officer has set, confirmed or taken away: recognising leaves it alone. */
	own: Particular[]
	/** What was recognised wrongly and is not to be shown again. */
	dismissed: Recognised[]
	/** When the first words were written: 刚才 is told from here. */
	since: Instant | null
	/** The section the officer chose; undefined: as suggested. */
	chosen: Id | null | undefined
	/** The refused entry that this takes the place of. */
	retryOf: Id | null
	/** The incident that it became, while photos are still to follow: what is typed is safe, and not to be saved again. */
	kept: Id | null
}

const empty = (): LogContent => ({
	kind: 'incident',
	text: '',
	place: '',
	category: null,
	level: null,
	occurredAt: null,
	own: [],
	dismissed: [],
	since: null,
	chosen: undefined,
	retryOf: null,
	kept: null
})

const FIELDS: readonly Particular[] = ['occurredAt', 'place', 'category', 'level']

/** The screen is let come up before what saving takes is made ready, ms. */
const SETTLED = 100
/** Somebody still writes: so often is it said, ms, that what saving takes is to be kept ready. */
const STILL_WRITING = 60_000

/** Saving that takes no longer, ms, is not shown: drawing it would hold up what it tells of. */
const SAID_BUSY = 120

/** 记一条: what is being written, what was recognised in it, where it goes, and how saving ended. */
export class Logging {
	readonly draft: DraftState<LogContent>
	readonly suggesting: Suggesting
	readonly recognising: Recognising
	#refused = $state<Refusal[]>([])
	#trouble = $state('')
	#cleaned = $state(0)
	#saving = false
	#busy = $state(false)
	#preparedAt = 0
	#timer: ReturnType<typeof setTimeout> | undefined
	readonly #office: OfficeState

	constructor(office: OfficeState) {
		this.#office = office
		this.draft = new DraftState(office.outbox, office.person, empty())
		this.suggesting = new Suggesting(office)
		this.recognising = new Recognising((intake) => untrack(() => this.#fill(intake)))
	}

	get content(): LogContent {
		return this.draft.content
	}
	get refused(): Refusal[] {
		return this.#refused
	}
	get trouble(): string {
		return this.#trouble
	}
	/** How many invisible characters were taken out of what was pasted. */
	get cleaned(): number {
		return this.#cleaned
	}
	/** Saving takes long enough to say so. */
	get busy(): boolean {
		return this.#busy
	}

	/** Where it will go; null: nobody, the duty room keeps it. */
	get section(): Id | null {
		const { kind, chosen } = this.content
		if (kind === 'log') return null
		return chosen === undefined ? (this.suggesting.current?.section ?? null) : chosen
	}

	get tooLong(): string {
		const bytes = utf8Length(this.content.text)
		return bytes > TEXT_LIMIT ? `已写 ${Math.ceil(bytes / 1024)} KB，一条最多 64 KB，请分成几条记` : ''
	}

	reasonOf(field: string): string {
		return this.#refused.find((r) => r.field === field)?.reason ?? ''
	}

	async load(): Promise<void> {
		await this.draft.load()
		const content: Omit<LogContent, 'own'> & { own?: Particular[] } = this.content
		// A refused report that is written again brings what its officer had set.
		const set = FIELDS.filter((field) => content[field] !== null && content[field] !== '')
		this.draft.content = { ...empty(), ...content, own: content.own ?? set }
		const { kept } = this.content
		if (kept !== null) {
			// Its screen was left, or the phone died, before the photos had followed.
			if (!(await this.#follow(kept))) return
			await this.draft.clear(empty())
		}
		await this.#takeUp()
	}

	/** What another app shared stands under what was being written already. */
	async #takeUp(): Promise<void> {
		const shared = await takeShared()
		if (!shared) return
		this.content.text = [this.content.text, shared.text].filter(Boolean).join('\n')
		this.touched()
		const refused = await this.#office.photos.choose(shared.files, NEW, { keep: false, taken: false })
		if (refused.length > 0) this.#trouble = refused.join('；')
	}

	/** Call when the text or the kind may have changed: asks anew where it goes and what is in it. */
	think(): void {
		const { kind, text, since } = this.content
		const words = kind === 'log' ? '' : text
		this.suggesting.ask(words)
		this.recognising.ask(words, since ?? Date.now())
		const now = Date.now()
		if (now < this.#preparedAt + STILL_WRITING) return
		this.#preparedAt = now
		this.#timer = setTimeout(() => void this.#office.written.prepare(), SETTLED)
	}

	/** The screen has gone: nothing is made ready any more. */
	stop(): void {
		clearTimeout(this.#timer)
	}

	/** Call at every change. */
	touched(): void {
		this.#trouble = ''
		const { content } = this
		if (hasInvisible(content.text)) {
			const before = content.text.length
			content.text = withoutInvisible(content.text)
			this.#cleaned = before - content.text.length
		}
		if (content.text.trim() === '') content.since = null
		else content.since ??= Date.now()
		this.draft.touch()
	}

	async paste(): Promise<void> {
		try {
			const text = await navigator.clipboard.readText()
			const { content } = this
			content.text += (content.text && !content.text.endsWith('\n') ? '\n' : '') + text
			this.touched()
		} catch (error) {
			if (!(error instanceof DOMException) && !(error instanceof TypeError)) throw error
			this.#trouble = '浏览器没有允许读取剪贴板，请长按文本框选“粘贴”'
		}
	}

	/** The officer has looked at a field, whatever it now holds. */
	own(field: Particular): void {
		if (!this.content.own.includes(field)) this.content.own.push(field)
		this.touched()
	}

	/** 不对: it is taken away and does not come back. */
	dismiss(field: Recognised): void {
		const { content } = this
		content.dismissed.push(field)
		if (field === 'place') content.place = ''
		else if (field === 'occurredAt' || field === 'category') content[field] = null
		if (field === 'place' || field === 'occurredAt' || field === 'category') this.own(field)
		else this.touched()
	}

	#fill(intake: Intake | null): void {
		const { content } = this
		const { own } = content
		if (!own.includes('occurredAt')) content.occurredAt = intake?.occurredAt ?? null
		if (!own.includes('place')) content.place = intake?.place ?? ''
		const classed = intake?.isIncident && content.kind === 'incident'
		if (!own.includes('category')) content.category = classed ? intake.category : null
	}

	/** Saves; gives the address to go on to, or null where it was not kept. */
	async save(): Promise<string | null> {
		if (this.tooLong || this.#saving) return null
		this.#saving = true
		this.#preparedAt = 0 // what was made ready is good for one: where this is refused, the next is made ready anew
		const said = setTimeout(() => (this.#busy = true), SAID_BUSY)
		this.#refused = []
		this.#trouble = ''
		this.draft.hold()
		try {
			const next = await this.#keep()
			if (next === null) this.draft.touch()
			return next
		} catch (error) {
			this.draft.touch()
			if (!(error instanceof StorageFull)) throw error
			this.#trouble = '手机存储已满，这一条还没有存下。文字还在这里：请先腾出空间再保存，或复制后用短信发出'
			return null
		} finally {
			clearTimeout(said)
			this.#saving = this.#busy = false
		}
	}

	async #keep(): Promise<string | null> {
		const { kind } = this.content
		if (kind === 'log' && (await this.#office.photos.has(NEW))) {
			this.#trouble = '值班日志不带照片。请先去掉照片，或改记“一般事项”'
			return null
		}
		const kept = this.content.kept ?? (await this.#write())
		if (kept === null || (kind !== 'log' && !(await this.#follow(kept)))) return null
		await this.draft.clear(empty())
		return kind === 'log' ? '/' : `/incidents/${kept}`
	}

	/** Keeps what was typed; the incident it becomes, or null where it was refused. */
	async #write(): Promise<Id | null> {
		const { kind, text, since, retryOf, chosen } = this.content
		// What is typed in the last moment counts: both are asked once more, for just this text.
		const proposed = kind === 'log' ? null : await this.suggesting.now(text)
		if (kind !== 'log') this.#fill(await this.recognising.now(text, since ?? Date.now()))
		const section = chosen === undefined ? (proposed?.section ?? null) : chosen
		const { place, category, level, occurredAt } = $state.snapshot(this.content) as LogContent
		const said = { kind, text, place: place.trim() || null, category, level, occurredAt }
		const more = retryOf ? { retryOf } : {}
		const suggestion = proposed?.suggestionFor(section) ?? null
		const done =
			kind === 'log'
				? await this.#office.act('log.write', { text }, more)
				: await this.#office.act('incident.log', { ...said, suggestion, section }, more)
		if ('refused' in done) {
			this.#refused = done.refused
			return null
		}
		if (retryOf) await this.#office.outbox.drop(retryOf)
		return `${done.kept}1`
	}

	/** The photos go with their incident. False: not all of them could, and it says why beside what was typed. */
	async #follow(incident: Id): Promise<boolean> {
		const { photos } = this.#office
		if (photos.preparing > 0) await this.#hold(incident)
		const trouble = await photos.add(NEW, incident)
		if (trouble === '') return true
		await this.#hold(incident)
		this.#trouble = trouble
		return false
	}

	/** On the disk too: a phone that dies now must not have the same saved twice. */
	async #hold(incident: Id): Promise<void> {
		this.content.kept = incident
		this.draft.touch()
		await this.draft.save()
	}
}
