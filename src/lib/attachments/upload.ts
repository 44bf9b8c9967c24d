import type { Id } from '../../domain/record'
import type { AttachmentStore, Waiting } from './store'
import { FIRST_DELAY, LONGEST_DELAY, type SendState } from '../outbox/send'

/**
 * How sending a file ended: the server has it; nobody is signed in; not yet (no network, no server); what came was not
 * what was announced and is thrown away there; or never.
 */
export type Sent =
	{ arrived: true } | { signIn: true } | { failed: string } | { spoilt: string } | { refused: string }

/** What became of a file's attachment.add. */
export type Announced = 'none' | 'waiting' | 'accepted' | 'heldBack' | { refused: string }

export interface Port {
	store: AttachmentStore
	announced(file: Waiting): Promise<Announced>
	/** Adds the file's attachment.add to the outbox; adding it again changes nothing. */
	announce(file: Waiting): Promise<void>
	/** The entry that it was to go up with was refused. */
	giveBack(file: Waiting): Promise<void>
	/** Sends what the server lacks of it, under the author's sign-in. Never throws. `progress` is 0 to 1. */
	send(file: Waiting, bytes: Blob, progress: (part: number) => void, stop: AbortSignal): Promise<Sent>
	/** The server has it; the bytes are still here. */
	arrived(file: Waiting, bytes: Blob): Promise<void>
	/** 0 ≤ random < 1 */
	random(): number
	/** Resolves after so many milliseconds, or as soon as somebody calls `wake`. */
	sleep(ms: number, wake: AbortSignal): Promise<void>
}

/** How often a file may arrive spoilt before it is given up: its bytes here may be damaged too. */
export const SPOILT = 3

/**
 * Sends one person's files, in the order of choosing and one at a time, each once its attachment.add was accepted, and
 * keeps the bytes until the server has them. Resting and waking are those of SendLoop.
 */
export class UploadLoop {
	state: SendState = 'idle'
	/** The file under way and how much of it is there, 0 to 1. */
	current: { id: Id; part: number } | null = null
	private delay = FIRST_DELAY
	private bell = new AbortController()
	private running: Promise<void> | null = null
	private again = false
	private readonly stopped = new AbortController()
	private readonly spoilt = new Map<Id, number>()

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
			if (this.again && !this.stopped.signal.aborted) void this.wake() // woken in the moment of ending
		})
		return this.running
	}

	stop(): void {
		this.stopped.abort()
		this.bell.abort()
	}

	private async run(): Promise<void> {
		while (this.again && !this.stopped.signal.aborted) {
			this.again = false
			const went = await this.round().catch((error: unknown) => {
				console.error('sending files', error) // the phone itself has failed
				this.show(null)
				return false
			})
			if (went === null) continue
			this.again = true
			if (went) this.delay = FIRST_DELAY
			else await this.rest()
		}
	}

	/** Sends the next; tells whether it is off the list, null: there is nothing to do now. */
	private async round(): Promise<boolean | null> {
		const next = await this.next()
		const bytes = next && (await this.port.store.bytes(next.id))
		if (!next) {
			this.become('idle')
			return null
		}
		const sent: Sent = bytes ? await this.send(next, bytes) : { refused: '手机上已没有这个文件' }
		if ('signIn' in sent) {
			this.again = false
			this.become('signIn')
			return null
		}
		return this.settle(next, bytes, sent)
	}

	/**
	 * The first file that may go up; none overtakes another whose announcement is still on its way. Looks after the
	 * announcements of all: a phone can die between choosing and announcing.
	 */
	private async next(): Promise<Waiting | null> {
		let first: Waiting | null = null
		let before = false
		for (const file of await this.port.store.all()) {
			if (file.author !== this.author || file.state !== 'waiting') continue
			const announced = await this.port.announced(file)
			if (announced === 'none' || announced === 'waiting') before = true
			if (announced === 'none') await this.port.announce(file)
			else if (announced === 'accepted') first ??= before ? null : file
			else if (announced === 'heldBack') await this.port.giveBack(file)
			else if (announced !== 'waiting') await this.port.store.refuse(file.id, announced.refused)
		}
		return first
	}

	private async send(file: Waiting, bytes: Blob): Promise<Sent> {
		this.become('sending')
		this.show({ id: file.id, part: 0 })
		const progress = (part: number) => this.show({ id: file.id, part })
		const sent = await this.port.send(file, bytes, progress, this.stopped.signal)
		this.show(null)
		return sent
	}

	/** Tells whether the file is off the list. */
	private async settle(file: Waiting, bytes: Blob | null, sent: Sent): Promise<boolean> {
		if ('arrived' in sent) {
			if (bytes) await this.port.arrived(file, bytes)
			await this.port.store.arrived(file.id)
			return true
		}
		if ('refused' in sent) {
			await this.port.store.refuse(file.id, sent.refused)
			return true
		}
		if (!('spoilt' in sent)) return false
		const times = (this.spoilt.get(file.id) ?? 0) + 1
		this.spoilt.set(file.id, times)
		if (times < SPOILT) return false
		await this.port.store.refuse(file.id, sent.spoilt)
		return true
	}

	private async rest(): Promise<void> {
		if (this.stopped.signal.aborted) return
		this.become('waiting')
		this.bell = new AbortController()
		const ms = this.delay / 2 + (this.delay / 2) * this.port.random()
		this.delay = Math.min(LONGEST_DELAY, this.delay * 2)
		await this.port.sleep(ms, this.bell.signal)
	}

	private show(current: UploadLoop['current']): void {
		this.current = current
		this.changed()
	}

	private become(state: SendState): void {
		if (this.state === state) return
		this.state = state
		this.changed()
	}
}
