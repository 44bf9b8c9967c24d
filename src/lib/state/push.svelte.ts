import type { Remote } from '../remote/remote'
import { subscribe, subscription, support, unsubscribe, type Support } from '../push/browser'
import { deletePush, pushHere, putPush, testPush, type Asked, type PushHere } from '../remote/push'

/** What can be said of notices on this device: see Support; `over`: the subscription does not hold any more. */
export type PushView = Exclude<Support, 'ok'> | 'asking' | 'unreachable' | 'denied' | 'off' | 'on' | 'over'

/** A test on its way, and how it ended. */
export type Proof =
	{ state: 'waiting' | 'late' } | { state: 'shown'; seconds: number } | { state: 'failed'; why: string }

/** So long a test may take; most are there within a second. */
const PATIENCE = 30_000
const LOOK_AGAIN = 400

/** Notices on this device while the app is closed: whether, on, off, and a proof of it. */
export class Push {
	#view = $state<PushView>('asking')
	#office = $state(true)
	#proof = $state.raw<Proof | null>(null)
	trouble = $state('')
	busy = $state(false)
	readonly #remote: Remote

	constructor(remote: Remote) {
		this.#remote = remote
	}

	get view(): PushView {
		return this.#view
	}

	/** Whether the office sends by push at all. */
	get office(): boolean {
		return this.#office
	}

	get proof(): Proof | null {
		return this.#proof
	}

	async look(): Promise<void> {
		const can = support()
		if (can !== 'ok') this.#view = can
		else if (Notification.permission === 'denied') this.#view = 'denied'
		else await this.#do(() => renew(this.#remote))
	}

	/** Asks the person first; call it from a tap. */
	turnOn(): Promise<void> {
		return this.#do(async () => {
			if ((await Notification.requestPermission()) !== 'granted') return null
			return begin(this.#remote)
		})
	}

	turnOff(): Promise<void> {
		this.#proof = null
		return this.#do(async () => {
			await unsubscribe()
			return deletePush(this.#remote)
		})
	}

	/** Sends a test all the way: server, push service, this device, and its word back to the server. */
	async prove(): Promise<void> {
		this.#proof = { state: 'waiting' }
		this.#proof = await this.#proven()
	}

	async #proven(): Promise<Proof> {
		const sent = await testPush(this.#remote)
		if ('failed' in sent) return { state: 'failed', why: sent.failed }
		if (!sent.got.test) {
			if (sent.got.problem !== 'gone') return { state: 'failed', why: sent.got.problem ?? '' }
			this.#view = 'over'
			return { state: 'failed', why: '推送已失效，请重新打开' }
		}
		for (const end = Date.now() + PATIENCE; Date.now() < end;) {
			const { got } = (await pushHere(this.#remote)) as { got?: PushHere }
			const { id, sentAt, shownAt } = got?.test ?? {}
			if (id === sent.got.test.id && shownAt) return { state: 'shown', seconds: (shownAt - sentAt!) / 1000 }
			await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
		}
		return { state: 'late' }
	}

	async #do(what: () => Promise<Asked<PushHere> | null>): Promise<void> {
		this.busy = true
		this.trouble = ''
		try {
			const answer = await what()
			if (answer && 'failed' in answer) {
				this.trouble = answer.failed
				if (this.#view === 'asking') this.#view = 'unreachable'
			} else
				this.#view = answer ? viewOf(answer.got) : Notification.permission === 'denied' ? 'denied' : 'off'
			if (answer && 'got' in answer) this.#office = answer.got.on
		} catch (error) {
			// The browser's own push service did not want to, or could not be reached.
			console.info('no subscription', error)
			this.trouble = '这台设备连不上浏览器厂商的推送服务，打不开推送（国内的安卓手机常见）。'
			if (this.#view === 'asking') this.#view = 'off'
		} finally {
			this.busy = false
		}
	}
}

function viewOf({ here }: PushHere): PushView {
	if (!here) return 'off'
	return here.problem === 'gone' ? 'over' : 'on'
}

/** Subscribes this device; a subscription that is known to be over is made anew. */
async function begin(remote: Remote): Promise<Asked<PushHere>> {
	const state = await pushHere(remote)
	if ('failed' in state) return state
	const first = await putPush(remote, await subscribe(state.got.key))
	if ('failed' in first || first.got.here?.problem !== 'gone') return first
	return putPush(remote, await subscribe(state.got.key, true))
}

/**
 * Brings server and browser together again: a browser may have lost its subscription or got another one, the server's key
 * may be another, and on a shared desk somebody else may sit here now. Asks nobody anything.
 */
export async function renew(remote: Remote): Promise<Asked<PushHere>> {
	const state = await pushHere(remote)
	if ('failed' in state) return state
	const wanted = state.got.here !== null || (await subscription()) !== null
	if (!wanted) return state
	return Notification.permission === 'granted' ? begin(remote) : deletePush(remote)
}

/** Signing out: what comes for this person is shown here no more, also where the server does not hear of it now. */
export function leave(remote: Remote): void {
	// On a shared desk the browser's subscription may be somebody else's by now.
	void pushHere(remote).then((state) => {
		if (!('got' in state) || state.got.here) return unsubscribe()
	})
}
