import { minute, type Instant } from '../../domain/instant'
import type { Health } from '../remote/watch'
import { health } from '../remote/watch'
import { awaiting } from '../records/desk'
import { watchItems, type WatchItem } from '../records/watch'
import { Alarm } from './alarm.svelte'
import { badge } from './badge'
import { deskOf } from './readings'
import type { Live } from './live.svelte'
import type { OfficeState } from './office.svelte'
import type { Session } from './session.svelte'
import { Silences } from './silences'
import { WakeLock } from './wakeLock.svelte'

/** "我来处理" keeps one item quiet for so long. Milliseconds. */
export const HANDLING = 5 * minute
const ASK = 10_000
/** A server that has not answered for so long gives an alarm of its own. */
const LOST = minute
const SERVER = 'server'

/**
 * 值守模式, from sitting down until somebody leaves it: it goes on sounding on other screens, for what rings is answered there,
 * and under a locked screen, which shows no content. It ends with the sign-in.
 */
export class Watch {
	readonly alarm = new Alarm()
	readonly lock = new WakeLock()
	readonly office: OfficeState
	readonly #session: Session
	/** Shows on other screens that the watch goes on; gives back what takes it away. */
	readonly #bar: (watch: Watch) => () => void
	readonly #items: Live<WatchItem[]>
	readonly #silences: Silences
	#now = $state(Date.now())
	#health = $state.raw<Health | null>(null)
	#heardAt = $state(Date.now())
	#lost = $state(false)
	#shown = $state(false)
	#stop: () => void = () => {}

	constructor(office: OfficeState, session: Session, bar: (watch: Watch) => () => void) {
		this.office = office
		this.#bar = bar
		this.#session = session
		this.#silences = new Silences(office.person, Date.now())
		const { since } = this.#silences
		this.#items = office.live((view) => watchItems(view, office.person, since), [])
	}

	get now(): Instant {
		return this.#now
	}

	get ready(): boolean {
		return this.#items.ready
	}

	get items(): WatchItem[] {
		return this.#items.current.filter((i) => i.why !== '新到' || this.quietUntil(i.key) !== Infinity)
	}

	/** Those that want somebody to act; a section that still has time does not. */
	get unanswered(): WatchItem[] {
		return this.items.filter((i) => i.why !== '待签收')
	}

	get ringing(): WatchItem[] {
		return this.unanswered.filter((i) => this.quietUntil(i.key) === null)
	}

	get sounding(): boolean {
		return this.ringing.length > 0 || this.serverRings
	}

	get serverRings(): boolean {
		return this.lostFor >= LOST && this.quietUntil(SERVER) === null
	}

	/** Why the server is not well, as it says itself; '': it is, or nothing is heard of it. */
	get unwell(): string {
		return this.#lost ? '' : (this.#health?.reason ?? '')
	}

	/** How long nothing has been heard of the server; 0: it answers. */
	get lostFor(): number {
		return this.#lost ? Math.max(1, this.#now - this.#heardAt) : 0
	}

	/** Until when an item is quiet; Infinity: for good, null: it is not. */
	quietUntil(key: string): Instant | null {
		const until = this.#silences.until(key)
		return until > this.#now ? until : null
	}

	/** 我来处理: quiet for a while, and loud again if still nobody has answered. */
	handle(key: string): void {
		this.#silences.set(key, Date.now() + HANDLING)
		this.#now = Date.now()
	}

	handleServer(): void {
		this.handle(SERVER)
	}

	/** It has been opened: what was only new is known now, what waits for an answer still does. */
	opened({ key, why }: WatchItem): void {
		this.#silences.set(key, why === '新到' ? Infinity : Date.now() + HANDLING)
		this.#now = Date.now()
	}

	/** On its own screen the bar is not needed. */
	set shown(shown: boolean) {
		this.#shown = shown
	}

	start(): void {
		this.lock.start()
		this.#session.desk.watching = true
		const tick = setInterval(() => (this.#now = Date.now()), 1_000)
		const asking = setInterval(() => void this.#ask(), ASK)
		const back = () => {
			if (document.visibilityState !== 'visible') return
			this.alarm.wake()
			void this.#ask()
		}
		document.addEventListener('visibilitychange', back)
		addEventListener('online', back)
		addEventListener('offline', this.#ask)
		void this.#ask()
		const end = $effect.root(() => {
			$effect(() => {
				if (this.#session.office !== this.office) stopWatch()
			})
			$effect(() => {
				if (this.sounding) this.alarm.start()
				else this.alarm.stop()
			})
			// After the frame, which counts what waits for this person.
			$effect(() => {
				void deskOf(this.office).current
				badge(this.unanswered.length)
			})
			$effect(() => {
				if (!this.#shown && !this.#session.locked) return this.#bar(this)
			})
		})
		this.#stop = () => {
			clearInterval(tick)
			clearInterval(asking)
			document.removeEventListener('visibilitychange', back)
			removeEventListener('online', back)
			removeEventListener('offline', this.#ask)
			end()
			this.alarm.close()
			this.lock.stop()
			this.#session.desk.watching = false
			badge(awaiting(deskOf(this.office).current))
		}
	}

	stop(): void {
		this.#stop()
		this.#stop = () => {}
		this.#silences.end()
	}

	#ask = async (): Promise<void> => {
		const said = await health()
		this.#now = Date.now()
		this.#health = said
		this.#lost = said === null
		if (said !== null) this.#heardAt = this.#now
	}
}

let current: Watch | null = null

/** The watch of whoever is signed in, begun if need be. */
export function watchOf(office: OfficeState, session: Session, bar: (watch: Watch) => () => void): Watch {
	if (current?.office === office) return current
	current?.stop()
	current = new Watch(office, session, bar)
	current.start()
	return current
}

/** Leaves it: nothing sounds any more. */
export function stopWatch(): void {
	current?.stop()
	current = null
}
