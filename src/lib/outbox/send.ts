import type { Id } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'
import type { Outgoing, OutboxStore } from './store'
import { heldBack } from './store'

/** The server's answer to one command. */
export type Answer =
	| { id: Id; ok: true; seq: number }
	| { id: Id; ok: false; refusals: Refusal[] }
	| { id: Id; ok: false; retry: true }

/** How a posting ended: answered, not signed in any more, or not at all (no network, no server, a busy one). */
export type Posted = { answers: Answer[] } | { signIn: true } | { failed: string }

export interface Port {
	store: OutboxStore
	/** Posts commands under the author's sign-in. Never throws. */
	post(author: Id, entries: Outgoing[]): Promise<Posted>
	now(): number
	/** 0 ≤ random < 1, so that phones do not come back all at once. */
	random(): number
	/** Resolves after so many milliseconds, or as soon as somebody calls `wake`. */
	sleep(ms: number, wake: AbortSignal): Promise<void>
	/** Something was answered up to this seq: the feed has it. */
	settled(seq: number): void
}

export type SendState = 'idle' | 'sending' | 'waiting' | 'signIn'

export const FIRST_DELAY = 1_000
export const LONGEST_DELAY = 60_000
/** Commands in one posting: small enough for a poor network. */
export const BATCH = 20

/**
 * Sends one person's entries, in order, until the server has answered each.
 *
 *     idle ──wake──▶ sending ──all answered──▶ idle
 *                      │  ▲
 *        no answer, or │  │ after 1, 2, 4 … 60 s, or when woken (network back, app opened, new entry)
 *              retry   ▼  │
 *                    waiting          sending ──401──▶ signIn ──wake after signing in──▶ sending
 *
 * Nothing is ever given up: only an answer settles an entry.
 */
export class SendLoop {
	state: SendState = 'idle'
	/** Why the last posting failed; null after one that did not. */
	trouble: string | null = null
	private delay = FIRST_DELAY
	private bell = new AbortController()
	private running: Promise<void> | null = null
	private again = false
	private stopped = false

	constructor(
		private readonly port: Port,
		private readonly author: Id,
		private readonly changed: () => void = () => {}
	) {}

	/** There may be something to send, and a reason to believe that it goes through. */
	wake(): Promise<void> {
		this.again = true
		this.delay = FIRST_DELAY
		this.bell.abort()
		this.running ??= this.run().finally(() => {
			this.running = null
			if (this.again && !this.stopped) void this.wake() // woken in the moment of ending
		})
		return this.running
	}

	stop(): void {
		this.stopped = true
		this.bell.abort()
	}

	private async run(): Promise<void> {
		while (this.again && !this.stopped) {
			this.again = false
			const went = await this.round().catch((error: unknown) => {
				console.error('sending', error) // the phone itself has failed, or the answer is none
				this.trouble = String(error)
				return false
			})
			if (went === null) continue
			this.again = true
			if (went) this.delay = FIRST_DELAY
			else await this.rest()
		}
	}

	/** Posts what is ready; tells whether any entry was settled, null: there is nothing to do now. */
	private async round(): Promise<boolean | null> {
		const all = await this.port.store.all()
		const mine = all.filter((e) => e.author === this.author)
		const ready = mine.filter((e) => e.state === 'waiting' && !heldBack(e, mine)).slice(0, BATCH)
		if (ready.length === 0) {
			this.become('idle')
			return null
		}
		this.become('sending')
		const posted = await this.port.post(this.author, ready)
		if ('signIn' in posted) {
			this.again = false
			this.become('signIn')
			return null
		}
		this.trouble = 'failed' in posted ? posted.failed : null
		return 'answers' in posted ? this.settle(posted.answers) : false
	}

	/** Stores the answers; tells whether any entry was settled. */
	private async settle(answers: Answer[]): Promise<boolean> {
		const settled = answers.flatMap((answer) => ('retry' in answer ? [] : [answer]))
		if (settled.length === 0) return false
		await this.port.store.settle(settled, this.port.now())
		const seqs = settled.flatMap((answer) => (answer.ok ? [answer.seq] : []))
		if (seqs.length > 0) this.port.settled(Math.max(...seqs))
		return true
	}

	private async rest(): Promise<void> {
		this.become('waiting')
		this.bell = new AbortController()
		// Half fixed, half random: phones that lost the same server do not all return in the same second.
		const ms = this.delay / 2 + (this.delay / 2) * this.port.random()
		this.delay = Math.min(LONGEST_DELAY, this.delay * 2)
		await this.port.sleep(ms, this.bell.signal)
	}

	private become(state: SendState): void {
		if (this.state === state) return
		this.state = state
		this.changed()
	}
}
