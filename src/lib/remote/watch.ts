import type { Instant } from '../../domain/instant'
import type { Id } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'
import type { Remote } from './remote'

/** What the server says of itself. `reason`: why all is not well. */
export interface Health {
	ok: boolean
	reason?: string
	resting?: number
	seq: number
	hash: string
}

/** The sign of life to an outside watcher. `url` '': none is sent. */
export interface Heartbeat {
	url: string
	method: 'GET' | 'POST'
	/** Of the last that was taken; 0: none yet. */
	at: Instant
	seq: number
	hash: string
	/** Why the last one was not taken, or not sent; '': it was. */
	problem: string
}

/** What administrators see of the watch over the server. */
export interface Watched extends Health {
	found: {
		at: Instant
		tookMs: number
		timers: number
		nextDue: Instant
		resting: number
		queued: number
		sending: number
		freeMb: number
	}
	turned: Instant
	fired: number
	heartbeat: Heartbeat
	now: Instant
}

const PATIENCE = 8_000

/** Asked without a sign-in, so that an expired one does not look like a dead server. Null: nothing of ours answers. */
export async function health(): Promise<Health | null> {
	try {
		const signal = AbortSignal.timeout(PATIENCE)
		const response = await fetch('/api/duty/health', { signal, cache: 'no-store' })
		const body = (await response.json()) as Partial<Health>
		return typeof body.ok === 'boolean' ? (body as Health) : null
	} catch {
		return null
	}
}

/** Null: the server cannot be asked now. */
export async function watched(remote: Remote): Promise<Watched | null> {
	const called = await remote.call('GET', '/api/duty/watch')
	return called?.status === 200 ? (called.body as Watched) : null
}

export type Beaten = { heartbeat: Heartbeat } | { refused: Refusal[] } | { failed: string }

export async function setHeartbeat(remote: Remote, url: string, method: 'GET' | 'POST'): Promise<Beaten> {
	return beaten(await remote.call('PUT', '/api/duty/heartbeat', { url, method }))
}

/** Sends one now. */
export async function testHeartbeat(remote: Remote): Promise<Beaten> {
	return beaten(await remote.call('POST', '/api/duty/heartbeat'))
}

/** Tries again what the server could not do at its time. */
export async function wakeResting(remote: Remote): Promise<boolean> {
	return (await remote.call('POST', '/api/duty/watch/wake'))?.status === 204
}

/** When somebody's devices last came by; only those who have any. Null: the server cannot be asked now. */
export async function devicesSeen(remote: Remote): Promise<Map<Id, Instant> | null> {
	const called = await remote.call('GET', '/api/duty/devices/seen')
	if (called?.status !== 200) return null
	const all = called.body as { person: Id; lastSeen: Instant }[]
	return new Map(all.filter((s) => s.lastSeen > 0).map((s) => [s.person, s.lastSeen]))
}

function beaten(called: Awaited<ReturnType<Remote['call']>>): Beaten {
	if (called === null) return { failed: '连不上服务器，这一步要有网络' }
	if (called.status === 200) return { heartbeat: called.body as Heartbeat }
	const refused = (called.body as { refusals?: Refusal[] } | null)?.refusals
	if (refused) return { refused }
	return { failed: called.status === 401 ? '登录已过期，请重新登录后再试' : '服务器出了问题，请稍后再试' }
}
