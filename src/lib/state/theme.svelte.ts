import { officeTime } from '../../domain/instant'
import { clock } from './clock.svelte'

export type ThemeChoice = 'auto' | 'day' | 'night'

/** Where the phone keeps the choice. static/theme.js reads the same before the first paint. */
const KEPT = 'zhiban-theme'

/** Night from 19:00 to 07:00 by the office's clock, unless this phone's owner chose. */
class Theme {
	#choice = $state<ThemeChoice>(kept())
	readonly #current = $derived.by((): 'day' | 'night' => {
		if (this.#choice !== 'auto') return this.#choice
		const time = officeTime(clock.now)
		return time >= '19:00' || time < '07:00' ? 'night' : 'day'
	})

	constructor() {
		// Another tab of the same phone chose.
		window.addEventListener('storage', ({ key }) => {
			if (key === KEPT || key === null) this.#choice = kept()
		})
	}

	get choice(): ThemeChoice {
		return this.#choice
	}

	get current(): 'day' | 'night' {
		return this.#current
	}

	choose(choice: ThemeChoice): void {
		this.#choice = choice
		if (choice === 'auto') localStorage.removeItem(KEPT)
		else localStorage.setItem(KEPT, choice)
	}

	/** Puts it on the page, and on what the system draws around it. Call in an effect. */
	show(): void {
		const page = document.documentElement
		page.dataset['theme'] = this.current
		document
			.querySelector('meta[name="theme-color"]')
			?.setAttribute('content', getComputedStyle(page).getPropertyValue('--bg').trim())
	}
}

function kept(): ThemeChoice {
	const choice = localStorage.getItem(KEPT)
	return choice === 'day' || choice === 'night' ? choice : 'auto'
}

export const theme = new Theme()
