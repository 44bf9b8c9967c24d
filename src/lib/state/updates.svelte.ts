import type { Workbox } from 'workbox-window'

/** A newer version of the app, taken only when the person says so. */
export class Updates {
	#ready = $state(false)
	#workbox: Workbox | null = null

	get ready(): boolean {
		return this.#ready
	}

	async register(): Promise<void> {
		if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
		const { Workbox } = await import('workbox-window')
		this.#workbox = new Workbox('/service-worker.js')
		this.#workbox.addEventListener('waiting', () => (this.#ready = true))
		await this.#workbox.register()
	}

	apply(): void {
		this.#workbox?.addEventListener('controlling', () => location.reload())
		this.#workbox?.messageSkipWaiting()
	}

	later(): void {
		this.#ready = false
	}
}
