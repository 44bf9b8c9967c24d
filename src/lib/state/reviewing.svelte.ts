import type { Catalogue } from '../../domain/events/catalogue'
import type { CatalogueSource } from '../../domain/event'
import type { CatalogueReading } from '../../domain/catalogue/reading'
import type { Edit, Editing } from '../../domain/catalogue/editing'
import type { Id } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'
import type { OfficeState } from './office.svelte'
import { adopting, becoming, problemsOf } from '../../domain/catalogue/adoption'
import { differences, likelyRenames, versionOf } from '../../domain/catalogue/differences'
import { begin, edit, placesOf } from '../../domain/catalogue/editing'
import { withoutInvisible } from '../../domain/text'
import { newId } from '../outbox/newId'
import { StorageFull } from '../outbox/store'
import { Live } from './live.svelte'

/** A document that was opened: what is looked at, and how it was read. */
interface Opened {
	source: CatalogueSource
	text: string
	notes: string[]
	reading: CatalogueReading
}

/** What a person did with it. Kept apart from the document, which is written once. */
interface Work {
	edits: Edit[]
	/** How many of them stand; the others were undone. */
	done: number
	/** The version in force that it is compared with. */
	base: Id | null
	/** The command that adopts it, once it was sent. */
	sent: Id | null
}

/** Lines of a source as the reader counts them. */
export function sourceLines(text: string): string[] {
	return text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
}

const FULL = '手机存储已满，刚才的改动还没有存下。请先腾出空间'

/**
 * A duty document under review, from opening it to adopting it. Kept on the phone at every step, per person: the document,
 * and the list of edits, which made anew give the state again — so undoing outlives the app being killed too.
 *
 *     open ─▶ do, undo, redo … ─▶ adopt ─▶ sent ─▶ accepted: it goes
 *                  ▲                         └───▶ refused: all is still there
 *                  └─────────────────────────────────┘
 */
export class Reviewing {
	readonly #office: OfficeState
	#opened = $state.raw<Opened | null>(null)
	#unread = $state.raw<Opened | null>(null)
	#work = $state.raw<Work>({ edits: [], done: 0, base: null, sent: null })
	/** The state after each of the edits, from none on. */
	#states = $state.raw<Editing[]>([])
	#loaded = $state(false)
	#busy = $state(false)
	#trouble = $state('')
	#refused = $state.raw<Refusal[]>([])
	/** Writings of the draft, one after the other. */
	#writing: Promise<void> = Promise.resolve()
	readonly #inForce: Live<Catalogue | null>

	constructor(office: OfficeState) {
		this.#office = office
		this.#inForce = office.live(async (view) => {
			const id = (await view.get('office', 'office'))?.catalogue
			return id ? view.get('catalogues', id) : null
		}, null)
	}

	/** Takes up what was under review when the app was closed. */
	async load(): Promise<void> {
		const [opened, work] = await Promise.all([
			this.#office.outbox.draft(this.#key('source')),
			this.#office.outbox.draft(this.#key('edits'))
		])
		if (opened && !this.#opened) this.#take(opened.content as Opened, (work?.content as Work) ?? null)
		this.#loaded = true
	}

	get loaded(): boolean {
		return this.#loaded && this.#inForce.ready
	}
	get inForce(): Catalogue | null {
		return this.#inForce.current
	}
	get opened(): Opened | null {
		return this.#opened
	}
	get busy(): boolean {
		return this.#busy
	}
	/** Why the file was not opened, or what was done was not kept. */
	get trouble(): string {
		return this.#trouble
	}
	get state(): Editing | null {
		return this.#states[this.#work.done] ?? null
	}
	get mayUndo(): boolean {
		return this.#work.done > 0
	}
	get mayRedo(): boolean {
		return this.#work.done < this.#work.edits.length
	}

	readonly lines = $derived.by(() => sourceLines(this.#opened?.text ?? ''))
	/** By line of the source, where it went. */
	readonly places = $derived.by(() => (this.state ? placesOf(this.state) : new Map<number, number[]>()))
	readonly problems = $derived.by(() => (this.state ? problemsOf(this.state) : []))

	/** The sections as they would be adopted. */
	readonly draft = $derived.by(() => {
		const { state, inForce } = this
		return state ? becoming(state, inForce?.sections ?? [], inForce?.gone) : []
	})
	/** Against the version in force; null: there is none. */
	readonly differences = $derived.by(() => {
		const { inForce } = this
		return inForce ? differences(versionOf(inForce.sections), versionOf(this.draft)) : null
	})
	readonly renames = $derived.by(() => (this.differences ? likelyRenames(this.differences) : []))

	/** Somebody adopted another version while this one was under review. */
	get overtaken(): boolean {
		return (
			this.#inForce.ready &&
			this.#opened !== null &&
			(this.fate === null || this.fate === 'refused') &&
			(this.inForce?.id ?? null) !== this.#work.base
		)
	}

	/** What became of adopting it; null: it was not sent. */
	get fate(): 'sent' | 'accepted' | 'refused' | null {
		const { sent } = this.#work
		if (sent === null) return null
		const entry = this.#office.mine.find((e) => e.id === sent)
		if (entry) return entry.state === 'waiting' ? 'sent' : entry.state
		return this.inForce?.id === `${sent}1` ? 'accepted' : null
	}

	/** Why it was not adopted: what this phone says, or the server. */
	get refused(): Refusal[] {
		if (this.#refused.length > 0) return this.#refused
		const entry = this.#office.mine.find((e) => e.id === this.#work.sent)
		return entry?.state === 'refused' ? (entry.refusals ?? []) : []
	}

	async open(file: File): Promise<void> {
		const { openInWorker } = await import('../documents/openInWorker')
		await this.#read(file.name, async () => {
			const read = await openInWorker(file)
			if ('refused' in read) return read
			const { text, notes } = read
			return { text, notes, sha256: await digest(await file.arrayBuffer()) }
		})
	}

	async paste(text: string): Promise<void> {
		await this.#read('粘贴的文字', async () => ({
			text,
			notes: [],
			sha256: await digest(new TextEncoder().encode(text).buffer)
		}))
	}

	async #read(
		name: string,
		get: () => Promise<{ text: string; notes: string[]; sha256: string | null } | { refused: string }>
	): Promise<void> {
		if (this.#busy) return
		this.#busy = true
		this.#trouble = ''
		this.#refused = []
		this.#unread = null
		try {
			const got = await get()
			if ('refused' in got) {
				this.#trouble = `${name}：${got.refused}`
				return
			}
			const { readCatalogue } = await import('../../domain/catalogue/read')
			await new Promise((resolve) => setTimeout(resolve)) // 正在读 stands on the screen before the work begins
			const reading = readCatalogue(got.text)
			const source = { name: nameFor(name), sha256: got.sha256 }
			this.#unread = { source, text: got.text, notes: got.notes, reading }
			if (reading.sections.length === 0) {
				const why = reading.warnings[0]?.text ?? '里面没有认得出的科室名称'
				this.#trouble = `${name}：没有读出科室。${why}`
			} else await this.takeUp()
		} finally {
			this.#busy = false
		}
	}

	/** Nothing was read of it, and yet it is to be put right by hand. */
	get unread(): boolean {
		return this.#unread !== null
	}

	async takeUp(): Promise<void> {
		if (!this.#unread) return
		this.#trouble = ''
		this.#take(this.#unread, null)
		this.#unread = null
		await this.#keep('source')
		await this.#keep('edits')
	}

	#take(opened: Opened, work: Work | null): void {
		const base = this.inForce?.id ?? null
		this.#work = work ?? { edits: [], done: 0, base, sent: null }
		const states = [begin(opened.reading)]
		for (const e of this.#work.edits) states.push(edit(states.at(-1)!, e))
		this.#states = states
		this.#opened = opened
	}

	/** Does an edit; false where it changes nothing. */
	do(action: Edit): boolean {
		const { state } = this
		const next = state && edit(state, action)
		if (!next || next === state) return false
		const { done, edits } = this.#work
		this.#states = [...this.#states.slice(0, done + 1), next]
		this.#change({ edits: [...edits.slice(0, done), action], done: done + 1, sent: null })
		return true
	}

	undo(): void {
		if (this.mayUndo) this.#change({ done: this.#work.done - 1, sent: null })
	}

	redo(): void {
		if (this.mayRedo) this.#change({ done: this.#work.done + 1, sent: null })
	}

	#change(change: Partial<Work>): void {
		this.#refused = []
		this.#work = { ...this.#work, ...change }
		void this.#keep('edits')
	}

	/** It is compared with what is in force now. Sections that are not to be found there any more are new ones. */
	rebase(): void {
		const { inForce } = this
		this.#change({ base: inForce?.id ?? null, sent: null })
		const known = new Set([...(inForce?.sections ?? []), ...(inForce?.gone ?? [])].map((s) => s.section))
		for (const { id, was } of this.state?.sections ?? [])
			if (was !== null && !known.has(was)) this.do({ do: 'was', section: id, was: null })
	}

	/** Sends it; what became of it is told by `fate`. */
	async adopt(): Promise<void> {
		const { state } = this
		if (!state || this.#busy || !this.#opened) return
		this.#busy = true
		this.#trouble = ''
		this.#refused = []
		const sent = newId()
		try {
			this.#change({ sent })
			await this.#keep('edits')
			const args = { base: this.#work.base, source: this.#opened.source, sections: adopting(state) }
			const done = await this.#office.act('catalogue.adopt', args, { id: sent })
			if ('refused' in done) {
				this.#change({ sent: null })
				this.#refused = done.refused
			}
		} catch (error) {
			if (!(error instanceof StorageFull)) throw error
			this.#change({ sent: null })
			this.#trouble = FULL
		} finally {
			this.#busy = false
		}
	}

	/** It is adopted, or not wanted any more: nothing of it stays on this phone. */
	async discard(): Promise<void> {
		await this.#writing
		this.#opened = null
		this.#states = []
		this.#work = { edits: [], done: 0, base: null, sent: null }
		this.#trouble = ''
		this.#refused = []
		await this.#office.outbox.dropDraft(this.#key('source'))
		await this.#office.outbox.dropDraft(this.#key('edits'))
	}

	#key(what: 'source' | 'edits'): string {
		return `${this.#office.person}catalogue-${what}`
	}

	#keep(what: 'source' | 'edits'): Promise<void> {
		this.#writing = this.#writing.then(async () => {
			if (!this.#opened) return
			const content = what === 'source' ? this.#opened : this.#work
			try {
				await this.#office.outbox.saveDraft({ author: this.#key(what), content, savedAt: Date.now() })
				if (this.#trouble === FULL) this.#trouble = ''
			} catch (error) {
				if (!(error instanceof StorageFull)) throw error
				this.#trouble = FULL
			}
		})
		return this.#writing
	}
}

/** As `catalogue.adopt` takes it. */
function nameFor(file: string): string {
	return withoutInvisible(file).replace(/\n/g, ' ').trim().slice(0, 200) || '未命名'
}

/** SHA-256 of the bytes; null where the browser keeps its cryptography for https alone. */
async function digest(bytes: ArrayBuffer | ArrayBufferLike): Promise<string | null> {
	const { subtle } = crypto as { subtle?: SubtleCrypto }
	if (!subtle) return null
	const hash = new Uint8Array(await subtle.digest('SHA-256', bytes as ArrayBuffer))
	return [...hash].map((b) => b.toString(16).padStart(2, '0')).join('')
}
