import type { Known, KnownPerson } from '../remote/known'
import type { Id } from '../../domain/record'
import { canSeal } from '../remote/known'
import { Live } from './live.svelte'

/** So long without input and a shared device locks itself. Milliseconds. */
const IDLE = 10 * 60_000
const LOOK = 5_000

const SHARED = 'zhiban-shared'
const INPUT = 'zhiban-input'
const inputs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** 值班室共用设备: several people use this device, each under their own name; who they are, and how long nobody touched it. */
export class SharedDesk {
	#shared = $state(localStorage.getItem(SHARED) === '1')
	/** The sheet for changing places is open. */
	switching = $state(false)
	/** The sheet for a new PIN is open. */
	setting = $state(false)
	readonly #known: Known
	readonly #people: Live<KnownPerson[]>
	readonly #idle: () => void
	/** 值守模式 is on: somebody sits before it without touching anything. */
	watching = false
	#noted = 0
	#used = Date.now()

	constructor(known: Known, idle: () => void) {
		this.#known = known
		this.#people = new Live(() => known.people(), [])
		this.#idle = idle
	}

	get shared(): boolean {
		return this.#shared
	}

	/** Those who have come in on this device, the last one first. */
	get people(): KnownPerson[] {
		return this.#people.current
	}

	get ready(): boolean {
		return this.#people.ready
	}

	/** Sealing needs what browsers give to https alone. */
	get possible(): boolean {
		return canSeal()
	}

	share(): void {
		localStorage.setItem(SHARED, '1')
		this.#shared = true
		this.came()
	}

	/** Once the others are forgotten (`forgetOthers`). */
	unshare(): void {
		localStorage.removeItem(SHARED)
		this.#shared = false
	}

	async remember(person: Id, username: string, name: string | null): Promise<void> {
		await this.#known.remember(person, username, name, Date.now())
	}

	/** Somebody takes the place of whoever is in: for the avatar, which leads to 我的 elsewhere. */
	intercept(event: MouseEvent): void {
		if (!this.#shared) return
		event.preventDefault()
		this.switching = true
	}

	/** Opened, brought to the front or touched so lately that somebody is likely to look at it. */
	get inUse(): boolean {
		return this.watching || Date.now() - this.#used < IDLE
	}

	start(): void {
		for (const input of inputs) addEventListener(input, () => this.note(), { passive: true, capture: true })
		const look = () => {
			if (this.idleTooLong()) this.#idle()
		}
		setInterval(look, LOOK)
		document.addEventListener('visibilitychange', () => {
			this.#used = Date.now()
			look()
		})
	}

	idleTooLong(): boolean {
		if (!this.#shared) return false
		// Another tab may have been in use; a page that was just opened has only what the last one left.
		const last = Math.max(this.#noted, Number(localStorage.getItem(INPUT) ?? 0))
		return Date.now() - last >= IDLE
	}

	note(): void {
		const now = (this.#used = Date.now())
		if (this.idleTooLong()) return // the first touch after a long pause must not come before the lock
		if (now - this.#noted < LOOK) return
		this.#keep(now)
	}

	/** Somebody has just shown who they are. */
	came(): void {
		this.#keep(Date.now())
	}

	#keep(now: number): void {
		this.#noted = now
		if (this.#shared) localStorage.setItem(INPUT, String(now))
	}
}
