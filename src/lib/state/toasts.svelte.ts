/** How long a word of confirmation stays, ms: long enough to be read twice. */
const STAYS = 5_000

export interface Said {
	id: number
	text: string
	tone: 'ok' | 'soon'
}

/** Short words that confirm what was just done. Never the only place where a result can be seen. */
class Toasts {
	#said = $state.raw<Said | null>(null)
	#count = 0

	/** The latest one alone: an older one has had its moment. */
	get current(): Said | null {
		return this.#said
	}

	say(text: string, tone: Said['tone'] = 'ok'): void {
		const said = { id: ++this.#count, text, tone }
		this.#said = said
		setTimeout(() => {
			if (this.#said === said) this.#said = null
		}, STAYS)
	}

	dismiss(): void {
		this.#said = null
	}
}

export const toasts = new Toasts()
