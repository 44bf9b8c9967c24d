/** A pause in typing this long is not writing any more, ms. */
const PAUSE = 2_500
/** Whoever opens the app at night wants something else than news about the app, ms. */
const BEGINNING = 5_000

/** Whether this is a moment at which the app may come with something of its own: nobody types, no sheet is open. */
class Quiet {
	#held = $state(0)
	#settled = $state(false)
	#timer: ReturnType<typeof setTimeout> | undefined

	get current(): boolean {
		return this.#settled && this.#held === 0
	}

	/** Begins to listen for typing. */
	watch(): void {
		this.#settleIn(BEGINNING)
		document.addEventListener('input', () => this.#settleIn(PAUSE), { capture: true })
	}

	/** Something is open that must not be disturbed, until what is given back is called. */
	hold(): () => void {
		this.#held++
		return () => this.#held--
	}

	#settleIn(ms: number): void {
		this.#settled = false
		clearTimeout(this.#timer)
		this.#timer = setTimeout(() => (this.#settled = true), ms)
	}
}

export const quiet = new Quiet()
