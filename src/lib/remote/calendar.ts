import type { Instant } from '../../domain/instant'
import type { Called, Remote } from './remote'

/** The link by which a calendar reads somebody's turns. `read`: when one last came by it. The link itself is shown once. */
export interface CalendarLink {
	open: boolean
	opened?: Instant
	read?: Instant
	path?: string
}

type Answered = { link: CalendarLink } | { failed: string }

export async function calendarLink(remote: Remote): Promise<Answered> {
	return answered(await remote.call('GET', '/api/duty/calendar'))
}

/** Makes a link; the one before ends. */
export async function openCalendar(remote: Remote): Promise<Answered> {
	return answered(await remote.call('POST', '/api/duty/calendar'))
}

export async function revokeCalendar(remote: Remote): Promise<Answered> {
	return answered(await remote.call('DELETE', '/api/duty/calendar'))
}

function answered(called: Called): Answered {
	if (called === null) return { failed: '连不上服务器，这一步要有网络' }
	if (called.status === 200) return { link: called.body as CalendarLink }
	return { failed: called.status === 401 ? '登录已过期，请重新登录后再试' : '服务器出了问题，请稍后再试' }
}
