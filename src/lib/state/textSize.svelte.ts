export type TextSize = 'usual' | 'large' | 'largest'
const KEY = 'zhiban-text-size'

/** Per cent of what the device is set to: everything on the screens is in rem. */
const percent: Record<TextSize, number> = { usual: 100, large: 115, largest: 130 }

/** 字号, kept on this device. */
class TextSizeChoice {
	#choice = $state<TextSize>(read())

	get choice(): TextSize {
		return this.#choice
	}

	choose(choice: TextSize): void {
		this.#choice = choice
		localStorage.setItem(KEY, choice)
	}

	/** Puts it on the page. Call in an effect. */
	show(): void {
		document.documentElement.style.fontSize = this.#choice === 'usual' ? '' : `${percent[this.#choice]}%`
	}
}

function read(): TextSize {
	const kept = localStorage.getItem(KEY)
	return kept === 'large' || kept === 'largest' ? kept : 'usual'
}

export const textSize = new TextSizeChoice()
