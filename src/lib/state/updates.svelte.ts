import type { Workbox } from 'workbox-window'
import { quiet } from './quiet.svelte'

/** An app that stays open for days looks for a newer version this often when it comes to the front, ms. */
const LOOK_AGAIN = 3_600_000

/** A newer version of the app, offered when nobody is writing and taken only when the person says so. */
export class Updates {
	#waiting = $state(false)
	#stale = $state(false)
	#workbox: Workbox | null = null
	#looked = Date.now()

	/** There is one, and this is a moment to say so. Once offered it stays until answered. */
	get ready(): boolean {
		return this.#waiting && this.#offered
	}
	#offered = $state(false)

	/** Another tab took the newer version: this one goes on with what it has loaded, and loads anew at its next step. */
	get stale(): boolean {
		return this.#stale
	}

	async register(): Promise<void> {
		if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
		const { Workbox } = await import('workbox-window')
		const workbox = new Workbox('/service-worker.js')
		this.#workbox = workbox
		workbox.addEventListener('waiting', () => (this.#waiting = true))
		workbox.addEventListener('controlling', ({ isUpdate }) => {
			if (isUpdate) this.#stale = true
		})
		document.addEventListener('visibilitychange', () => {
			if (document.visibilityState !== 'visible' || Date.now() - this.#looked < LOOK_AGAIN) return
			this.#looked = Date.now()
			void workbox.update()
		})
		await workbox.register()
	}

	/** Call in an effect. */
	offer(): void {
		if (this.#waiting && quiet.current) this.#offered = true
	}

	apply(): void {
		this.#offered = this.#waiting = false
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
		this.#workbox?.messageSkipWaiting()
	}

	later(): void {
		this.#offered = this.#waiting = false
	}
}
