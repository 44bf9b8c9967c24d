import { officeTime } from '../../domain/instant'
import { clock } from './clock.svelte'

/** Night from 19:00 to 07:00 by the office's clock. */
class Theme {
	get current(): 'day' | 'night' {
		const time = officeTime(clock.now)
		return time >= '19:00' || time < '07:00' ? 'night' : 'day'
	}
}

export const theme = new Theme()
