/** Keeps the screen from going dark, as far as the system lets it. Systems take it back whenever the page is hidden. */
export class WakeLock {
	#state = $state<'asking' | 'on' | 'refused' | 'none'>('asking')
	#held: WakeLockSentinel | null = null
	#wanted = false

	/** refused: the system does not allow it (saving power, no hand on the page yet); none: this browser cannot. */
	get state(): 'asking' | 'on' | 'refused' | 'none' {
		return this.#state
	}

	start(): void {
		this.#wanted = true
		document.addEventListener('visibilitychange', this.#again)
		void this.ask()
	}

	stop(): void {
		this.#wanted = false
		document.removeEventListener('visibilitychange', this.#again)
		void this.#held?.release()
		this.#held = null
	}

	async ask(): Promise<void> {
		if (!('wakeLock' in navigator)) {
			this.#state = 'none'
			return
		}
		if (this.#held && !this.#held.released) return
		try {
			const held = await navigator.wakeLock.request('screen')
			if (!this.#wanted) return void held.release()
			this.#held = held
			this.#state = 'on'
			held.addEventListener('release', () => {
				if (this.#wanted) this.#state = 'refused'
				this.#again()
			})
		} catch {
			this.#state = 'refused'
		}
	}

	#again = (): void => {
		if (this.#wanted && document.visibilityState === 'visible') void this.ask()
	}
}
