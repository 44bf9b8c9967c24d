import type { Id } from '../../domain/record'
import type { OutboxStore } from '../outbox/store'
import { StorageFull } from '../outbox/store'

/** How long a pause in typing is before the draft is kept. */
const PAUSE = 300

/** Something being written, kept on the phone at every pause and when the app goes to the back. */
export class DraftState<Content> {
	content: Content = $state() as Content
	#savedAt = $state<number | null>(null)
	#full = $state(false)
	readonly #outbox: OutboxStore
	readonly #author: Id
	#timer: ReturnType<typeof setTimeout> | undefined
	#dirty = false

	constructor(outbox: OutboxStore, author: Id, empty: Content) {
		this.#outbox = outbox
		this.#author = author
		this.content = empty
	}

	get savedAt(): number | null {
		return this.#savedAt
	}

	/** The phone has no room for the draft: what is typed is only on the screen. */
	get full(): boolean {
		return this.#full
	}

	/** Takes up what was being written when the app was closed. */
	async load(): Promise<void> {
		const kept = await this.#outbox.draft(this.#author)
		if (!kept || this.#dirty) return
		this.content = kept.content as Content
		this.#savedAt = kept.savedAt
	}

	/** Call at every change. */
	touch(): void {
		this.#dirty = true
		clearTimeout(this.#timer)
		this.#timer = setTimeout(() => void this.save(), PAUSE)
	}

	async save(): Promise<void> {
		if (!this.#dirty) return
		clearTimeout(this.#timer)
		this.#dirty = false
		const savedAt = Date.now()
		try {
			await this.#outbox.saveDraft({ author: this.#author, content: $state.snapshot(this.content), savedAt })
			this.#savedAt = savedAt
			this.#full = false
		} catch (error) {
			if (!(error instanceof StorageFull)) throw error
			this.#full = true
		}
	}

	/** It is being made an entry, and need not be written twice at the same time; `touch` where that came to nothing. */
	hold(): void {
		clearTimeout(this.#timer)
	}

	/** It became an entry. */
	async clear(empty: Content): Promise<void> {
		clearTimeout(this.#timer)
		this.#dirty = false
		this.content = empty
		this.#savedAt = null
		await this.#outbox.dropDraft(this.#author)
	}
}
