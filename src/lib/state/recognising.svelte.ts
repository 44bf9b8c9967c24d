import type { Intake } from '../../domain/intake/intake'
import type { Instant } from '../../domain/instant'

type Reader = (text: string, receivedAt: Instant) => Intake
/** Typing is let go on for this long before it is read. */
const PAUSE = 120

/** Reads what is being typed as a report, on the phone. The reader is loaded when first needed. */
export class Recognising {
	#current = $state.raw<Intake | null>(null)
	#failed = $state(false)
	readonly #told: (intake: Intake | null) => void
	#reader: Promise<Reader | null> | null = null
	#timer: ReturnType<typeof setTimeout> | undefined
	#asked = ''
	/** What `current` is the reading of. */
	#read = { text: '', receivedAt: 0 }

	/** `told` hears of every new reading, null when there is nothing to read. */
	constructor(told: (intake: Intake | null) => void) {
		this.#told = told
	}

	get current(): Intake | null {
		return this.#current
	}

	/** The reader could not be loaded. Saving does not wait for it. */
	get failed(): boolean {
		return this.#failed
	}

	ask(text: string, receivedAt: Instant): void {
		this.#asked = text
		clearTimeout(this.#timer)
		if (text.trim() === '') this.#settle(null)
		else this.#timer = setTimeout(() => void this.now(text, receivedAt), PAUSE)
	}

	/** The reading of just this text. */
	async now(text: string, receivedAt: Instant): Promise<Intake | null> {
		clearTimeout(this.#timer)
		if (this.#current && text === this.#read.text && receivedAt === this.#read.receivedAt)
			return this.#current
		this.#reader ??= this.#load()
		const reader = await this.#reader
		if (!reader) this.#reader = null
		const intake = reader && text.trim() !== '' ? reader(text, receivedAt) : null
		if (text === this.#asked) {
			this.#read = { text, receivedAt }
			this.#settle(intake)
		}
		return intake
	}

	#settle(intake: Intake | null): void {
		this.#current = intake
		this.#told(intake)
	}

	async #load(): Promise<Reader | null> {
		try {
			const { intake } = await import('../../domain/intake/intake')
			this.#failed = false
			return intake
		} catch (error) {
			if (!(error instanceof TypeError)) throw error // only a file that cannot be had may be done without
			this.#failed = true
			return null
		}
	}
}
