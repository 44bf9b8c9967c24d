import type { Id } from '../../domain/record'
import type { OutboxStore, Outgoing } from '../outbox/store'
import type { Posted } from '../outbox/send'
import type { PullResult } from '../records/pull'
import { SendLoop } from '../outbox/send'
import { whenIdle } from './whenIdle'

/** What the sign at the top of every screen says. */
export type Connection = 'starting' | 'synced' | 'offline' | 'unreachable' | 'signIn'

interface Parts {
	person: Id
	outbox: OutboxStore
	post(author: Id, entries: Outgoing[]): Promise<Posted>
	/** Ends early, as failed, when `stop` is aborted. */
	pull(stop: AbortSignal): Promise<PullResult>
	/** Sends photos and files; woken with everything else, and when a command was answered. */
	uploads: { wake(): unknown; stop(): void }
	/** Calls back on each signal of the server; resolves with the way to stop. */
	listen(changed: () => void): Promise<() => void>
}

/** Phones look for changes by themselves this often, for a signal can be lost. */
const POLL = 60_000
/** A thousand phones that hear the same signal pull within this time, not at once. */
const SPREAD = 250

/**
 * Keeps one person's phone and the server together: sends what waits, pulls what changed. Woken by a new entry, a signal,
 * the network coming back, the app coming to the front, and every minute.
 */
export class Sync {
	#connection = $state<Connection>('starting')
	#syncedAt = $state<number | null>(null)
	#sending = $state(false)
	#unwell = $state('')
	readonly #parts: Parts
	readonly #loop: SendLoop
	#pulling: Promise<void> | null = null
	#again = false
	#stopListening: (() => void) | null = null
	readonly #stopped = new AbortController()
	#timer: ReturnType<typeof setInterval> | undefined
	#callOff = () => {}

	constructor(parts: Parts) {
		this.#parts = parts
		this.#loop = new SendLoop(
			{
				store: parts.outbox,
				post: parts.post,
				now: Date.now,
				random: Math.random,
				sleep,
				settled: () => {
					parts.uploads.wake()
					void this.pull()
				}
			},
			parts.person,
			() => this.#loopChanged()
		)
	}

	get connection(): Connection {
		return this.#connection
	}

	/** When this phone last had everything. */
	get syncedAt(): number | null {
		return this.#syncedAt
	}

	/** Why the server says that it is not well; '': it is. */
	get unwell(): string {
		return this.#unwell
	}

	get sending(): boolean {
		return this.#sending
	}

	start(): void {
		addEventListener('online', this.#wake)
		addEventListener('offline', this.#lost)
		document.addEventListener('visibilitychange', this.#wake)
		this.#timer = setInterval(this.#wake, POLL)
		this.#callOff = whenIdle(() => {
			void this.#listen()
			this.wake()
		})
	}

	/** Resolves, always, when nothing of it touches the phone's records any more. */
	async stop(): Promise<void> {
		removeEventListener('online', this.#wake)
		removeEventListener('offline', this.#lost)
		document.removeEventListener('visibilitychange', this.#wake)
		clearInterval(this.#timer)
		this.#callOff()
		this.#stopListening?.()
		this.#loop.stop()
		this.#parts.uploads.stop()
		this.#again = false
		this.#stopped.abort()
		await this.#pulling
	}

	/** Signed in anew: what hung on the old sign-in begins again. */
	signedIn(): void {
		this.#stopListening?.()
		this.#stopListening = null
		void this.#listen()
		this.wake()
	}

	/** There may be something to send or to get. */
	wake(): void {
		void this.#loop.wake()
		this.#parts.uploads.wake()
		void this.pull()
	}

	/** Gets what changed; calls during one run lead to one more. */
	pull(): Promise<void> {
		// A signal heard just before signing out comes due after it, when the records are gone.
		if (this.#stopped.signal.aborted) return Promise.resolve()
		this.#again = true
		this.#pulling ??= this.#pullAll().finally(() => (this.#pulling = null))
		return this.#pulling
	}

	async #pullAll(): Promise<void> {
		while (this.#again) {
			this.#again = false
			const result = await this.#parts.pull(this.#stopped.signal).catch((error: unknown): PullResult => {
				console.error('the feed could not be taken in', error) // no room, or an answer that is none
				return { failed: String(error) }
			})
			if ('ok' in result) {
				this.#connection = 'synced'
				this.#syncedAt = Date.now()
				this.#unwell = result.unwell
				if (!this.#stopListening) void this.#listen()
			} else if ('signIn' in result) {
				this.#connection = 'signIn'
				this.#stopListening?.() // else it would go on knocking
				this.#stopListening = null
			} else this.#connection = navigator.onLine ? 'unreachable' : 'offline'
		}
	}

	async #listen(): Promise<void> {
		if (this.#stopListening) return
		this.#stopListening = () => {}
		try {
			this.#stopListening = await this.#parts.listen(() => {
				setTimeout(() => this.wake(), Math.random() * SPREAD)
			})
		} catch {
			this.#stopListening = null // no server now: the next successful pull tries again
		}
	}

	#wake = (): void => {
		if (document.visibilityState === 'visible') this.wake()
	}

	#lost = (): void => {
		this.#connection = 'offline'
	}

	#loopChanged(): void {
		this.#sending = this.#loop.state === 'sending'
		if (this.#loop.state === 'idle') this.#parts.uploads.wake() // a refusal concerns them too
		if (this.#loop.state === 'signIn') this.#connection = 'signIn'
		else if (this.#loop.state === 'waiting') this.#connection = navigator.onLine ? 'unreachable' : 'offline'
	}
}

export function sleep(ms: number, wake: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ms)
		wake.addEventListener('abort', () => {
			clearTimeout(timer)
			resolve()
		})
	})
}
