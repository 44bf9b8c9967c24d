import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { Called, Remote } from './remote'
import { day } from '../../domain/instant'

/** How notices to a device fare. `problem`: '' none, 'gone' the subscription is over, else in words. Times 0: never. */
export interface PushState {
	at: Instant
	problem: string
	problemAt: Instant
	/** The push service last took one; the device last said that it showed one. */
	tookAt: Instant
	shownAt: Instant
}

/** Push as this device has it: `on` whether the office sends by it at all, `key` what a subscription is made for. */
export interface PushHere {
	on: boolean
	key: string
	here: (PushState & { endpoint: string }) | null
	test: { id: string; sentAt: Instant; shownAt?: Instant } | null
}

/** Where somebody is signed in, and whether notices come there. */
export interface DeviceWithPush {
	person: Id
	id: Id
	name: string
	lastSeen: Instant
	/** The password was changed since. */
	ended: boolean
	push: PushState | null
}

export type Asked<T> = { got: T } | { failed: string }

export async function pushHere(remote: Remote): Promise<Asked<PushHere>> {
	return asked(await remote.call('GET', '/api/duty/push'))
}

export async function putPush(remote: Remote, subscription: PushSubscription): Promise<Asked<PushHere>> {
	return asked(await remote.call('PUT', '/api/duty/push', { subscription }))
}

export async function deletePush(remote: Remote): Promise<Asked<PushHere>> {
	return asked(await remote.call('DELETE', '/api/duty/push'))
}

/** Has a test sent to this device: its id, or why it went nowhere. */
export async function testPush(remote: Remote): Promise<Asked<{ test?: { id: string }; problem?: string }>> {
	return asked(await remote.call('POST', '/api/duty/push/test'))
}

/** One's own devices; `all` everybody's, for administrators. */
export async function pushDevices(remote: Remote, all = false): Promise<Asked<DeviceWithPush[]>> {
	return asked(await remote.call('GET', `/api/duty/push/devices${all ? '/all' : ''}`))
}

function asked<T>(called: Called): Asked<T> {
	if (called === null) return { failed: '连不上服务器，这一步要有网络' }
	if (called.status === 200) return { got: called.body as T }
	if (called.status === 401) return { failed: '登录已过期，请重新登录后再试' }
	if (called.status === 429) return { failed: '试得太频繁，请过一分钟再试' }
	const said = called.body as { refusals?: { reason: string }[]; message?: string } | null
	return { failed: said?.refusals?.[0]?.reason ?? '服务器出了问题，请稍后再试' }
}

/** A sign-in lasts so long: a device that was away longer is signed in no more. */
const AWAY = 14 * day
/** A push service keeps a notice so long for a device that is off. */
const SILENT = day

/** What a device's owner, or an administrator, should know of it; null: nothing. */
export function deviceWord(
	device: DeviceWithPush,
	now: Instant
): { word: string; tone: 'ok' | 'soon' | 'late' } | null {
	const { push, lastSeen } = device
	if (now - lastSeen > AWAY) return { word: '两周没有用过', tone: 'soon' }
	if (!push) return null
	if (push.problem === 'gone') return { word: '推送已失效', tone: 'late' }
	if (push.problem !== '') return { word: '推送发不出去', tone: 'late' }
	if (push.tookAt - Math.max(push.shownAt, push.at) > SILENT) return { word: '推送没有显示', tone: 'soon' }
	return { word: '推送已打开', tone: 'ok' }
}
