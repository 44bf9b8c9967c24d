import { SvelteMap } from 'svelte/reactivity'
import type { Id } from '../../domain/record'
import { hour, type Instant } from '../../domain/instant'

/** Opened again within this time it is the same watch: a page that was loaded anew neither forgets nor silences anything. */
const SAME = 12 * hour

/** What somebody on watch has taken up, and until when that keeps it quiet; kept on the device. */
export class Silences {
	readonly since: Instant
	readonly #store: string
	readonly #until = new SvelteMap<string, Instant>()

	constructor(person: Id, now: Instant) {
		this.#store = `zhiban-watch-${person}`
		const kept = read(this.#store)
		const same = kept !== null && now - kept.since < SAME
		this.since = same ? kept.since : now
		// JSON has no Infinity: null is for good.
		if (same) for (const [key, until] of kept.until) this.#until.set(key, until ?? Infinity)
		this.#keep()
	}

	until(key: string): Instant {
		return this.#until.get(key) ?? 0
	}

	set(key: string, until: Instant): void {
		this.#until.set(key, until)
		this.#keep()
	}

	/** Left on purpose: whoever sits down next begins anew. */
	end(): void {
		localStorage.removeItem(this.#store)
	}

	#keep(): void {
		localStorage.setItem(this.#store, JSON.stringify({ since: this.since, until: [...this.#until] }))
	}
}

function read(store: string): { since: Instant; until: [string, Instant | null][] } | null {
	try {
		return JSON.parse(localStorage.getItem(store) ?? 'null') as ReturnType<typeof read>
	} catch {
		return null // somebody else's, or cut off
	}
}
