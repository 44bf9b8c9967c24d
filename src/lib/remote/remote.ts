import PocketBase, { ClientResponseError, type RecordModel } from 'pocketbase'
import type { Collection, Id } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'
import type { Outgoing } from '../outbox/store'
import type { Answer, Posted } from '../outbox/send'
import { Devices, saying } from './devices'
import type { Known, Opened } from './known'
import { KeptSignIn } from './signin'

/** One record as this person may see it now; null: no longer. */
export interface Change {
	seq: number
	collection: Collection
	id: Id
	record: Record<string, unknown> | null
}

export interface Page {
	changes: Change[]
	next: number
	more: boolean
	/** Names the log: another one means that the office was set up anew. */
	log: string
	/** Why the server says that it is not well; absent: it is. */
	unwell?: string
}

/** The feed's answer: a page, "start over", not signed in, or nothing. */
export type Pulled = { page: Page } | { reset: true } | { signIn: true } | { failed: string }

/** An answer of the server, whatever it says; null where none came. */
export type Called = { status: number; body: unknown } | null

export interface Account {
	person: Id
	username: string
	name: string
}

/** How a try to sign in ended, in words for the person. */
export type SignInResult = { ok: true } | { ok: false; reason: string }

/** How changing the password ended. `refused` stands beside the fields `old` and `new`. */
export type PasswordChanged = { ok: true } | { refused: Refusal[] } | { failed: string }

/** The end of the log, for `verify`. */
export interface Anchor {
	seq: number
	hash: string
}

const TIMEOUT = 20_000
const FILE_TIMEOUT = 120_000

/** The server program as this phone knows it, and who is signed in here. */
export class Remote {
	/** The server does not want this sign-in any more, and what it shows is to go. The words are for the person. */
	putOut = (_said: string): void => {}
	readonly devices: Devices
	private readonly pb: PocketBase

	private constructor(private readonly signedInAs: KeptSignIn) {
		this.pb = new PocketBase('/', signedInAs)
		this.pb.autoCancellation(false)
		this.devices = new Devices(this.pb)
	}

	/** As this phone was left: signed in by whoever did not sign out. */
	static async open(): Promise<Remote> {
		return new Remote(await KeptSignIn.open())
	}

	/** Who last signed in on this phone and did not sign out; the sign-in itself may have expired. */
	get account(): Account | null {
		const record = this.pb.authStore.record as RecordModel | null
		return (
			record && { person: record.id, username: String(record['username']), name: String(record['username']) }
		)
	}

	/** True while the sign-in is good as far as this phone can tell. */
	get signedIn(): boolean {
		return this.pb.authStore.isValid
	}

	/** The people of this device, where it is shared. */
	get known(): Known {
		return this.signedInAs.known
	}

	/** Calls back when another tab changed who is signed in. */
	set changedElsewhere(changed: () => void) {
		this.signedInAs.changedElsewhere = changed
	}

	async signIn(username: string, password: string): Promise<SignInResult> {
		try {
			await this.pb.collection('people').authWithPassword(username.trim().toLowerCase(), password, {
				headers: saying()
			})
			this.signedInAs.unlock()
			await this.signedInAs.kept
			return { ok: true }
		} catch (error) {
			const status = error instanceof ClientResponseError ? error.status : 0
			if (status === 0) return { ok: false, reason: '连不上服务器，请检查网络后再试' }
			if (status === 403) return { ok: false, reason: '这个账号已停用，请找管理员' }
			if (status === 429) return { ok: false, reason: '试得太频繁，请过一分钟再试' }
			if (status >= 500) return { ok: false, reason: '服务器出了问题，请稍后再试' }
			return { ok: false, reason: '登录名或密码不对' }
		}
	}

	async signOut(): Promise<void> {
		void this.pb.realtime.unsubscribe().catch(ignoreOffline)
		void this.devices.leave()
		this.pb.authStore.clear()
		await this.signedInAs.kept
	}

	/** The sign-in leaves the disk; until somebody comes in, or the page ends, it goes on in memory. */
	async lock(): Promise<void> {
		this.signedInAs.lock()
		await this.signedInAs.kept
	}

	/** Signs a person of this device in by PIN; needs no network. */
	async switchTo(person: Id, pin: string, now: number): Promise<Opened> {
		const opened = await this.known.open(person, pin, now)
		if (!('token' in opened)) return opened
		// The same person under a lock: the sign-in in memory may be newer than the sealed one.
		const { token, record } = this.account?.person === person ? this.pb.authStore : opened
		if (this.account?.person !== person) void this.pb.realtime.unsubscribe().catch(ignoreOffline)
		this.signedInAs.unlock()
		this.signedInAs.save(token, record)
		await this.signedInAs.kept
		return opened
	}

	/** Seals the sign-in of whoever is signed in under a PIN. */
	async setPin(pin: string): Promise<void> {
		const { token, record } = this.pb.authStore
		if (record) await this.known.setPin(record.id, pin, { token, record })
	}

	/** Prolongs the sign-in; false when the server no longer knows it. */
	async refresh(): Promise<boolean> {
		const before = this.account?.person
		try {
			const url = '/api/collections/people/auth-refresh'
			const kept = await this.pb.send<{ token: string; record: RecordModel }>(url, {
				method: 'POST',
				headers: saying()
			})
			// Somebody else may have come in meanwhile.
			if (this.account?.person === before) this.pb.authStore.save(kept.token, kept.record)
			return true
		} catch (error) {
			// A refused refresh empties nothing here: who this phone belongs to, and what waits, stays.
			return !(error instanceof ClientResponseError && (error.status === 401 || error.status === 403))
		}
	}

	/** Changes the password of whoever is signed in; other devices have to sign in again. */
	async changePassword(old: string, fresh: string): Promise<PasswordChanged> {
		try {
			const body = { old, new: fresh }
			const kept = await this.pb.send<{ token: string; record: RecordModel }>('/api/duty/password', {
				method: 'PUT',
				body
			})
			this.pb.authStore.save(kept.token, kept.record)
			return { ok: true }
		} catch (error) {
			if (!(error instanceof ClientResponseError)) throw error
			const refused = (error.response as { refusals?: Refusal[] }).refusals
			if (error.status === 422 && refused) return { refused }
			if (error.status === 0) return { failed: '连不上服务器，改密码要有网络' }
			if (error.status === 429) return { failed: '试得太频繁，请过一分钟再试' }
			return { failed: `服务器没有接受（${error.status}），密码没有改` }
		}
	}

	/** The end of the log as the server has it now; null without a network. */
	async anchor(): Promise<Anchor | null> {
		try {
			const response = await fetch('/api/duty/health', {
				cache: 'no-store',
				signal: AbortSignal.timeout(TIMEOUT)
			})
			return (await response.json()) as Anchor
		} catch {
			return null // the screen says that it could not be had
		}
	}

	/** Posts entries under their author's sign-in only. */
	async post(author: Id, entries: Outgoing[]): Promise<Posted> {
		if (this.account?.person !== author) return { signIn: true }
		const answered = await this.ask('/api/duty/commands', {
			method: 'POST',
			body: JSON.stringify(entries.map((e) => e.command))
		})
		if ('response' in answered) return { answers: (await answered.response.json()) as Answer[] }
		return 'gone' in answered ? { failed: '服务器答复有误' } : answered
	}

	/** The sign-in's token where it is this person's; null: it is somebody else's, or there is none. */
	tokenOf(person: Id): string | null {
		return this.account?.person === person && this.pb.authStore.token ? this.pb.authStore.token : null
	}

	/** The bytes of an attachment, for who may see it. */
	async file(attachment: Id): Promise<{ blob: Blob } | { failed: string }> {
		const answered = await this.ask(`/api/duty/files/${attachment}`, {}, FILE_TIMEOUT)
		try {
			if ('response' in answered) return { blob: await answered.response.blob() }
		} catch {
			return { failed: '连不上服务器' }
		}
		if ('signIn' in answered) return { failed: '登录已过期，请重新登录' }
		return 'failed' in answered ? answered : { failed: '服务器答复有误' }
	}

	async changes(since: number | null, limit: number, stop: AbortSignal): Promise<Pulled> {
		const from = since === null ? '' : `&since=${since}`
		const answered = await this.ask(`/api/duty/changes?limit=${limit}${from}`, { signal: stop })
		if ('response' in answered) return { page: (await answered.response.json()) as Page }
		return 'gone' in answered ? { reset: true } : answered
	}

	/** Asks the server for something that needs it now; with the sign-in where there is one. Never throws. */
	async call(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Called> {
		const headers: Record<string, string> = { ...saying(), 'Content-Type': 'application/json' }
		if (this.pb.authStore.token) headers['Authorization'] = this.pb.authStore.token
		const sent = body === undefined ? null : JSON.stringify(body)
		try {
			const signal = AbortSignal.timeout(TIMEOUT)
			const response = await fetch(path, { method, headers, body: sent, signal, cache: 'no-store' })
			const text = await response.text()
			return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
		} catch {
			return null
		}
	}

	/** Signed in by the server itself: whoever has just set the office up. */
	async take(token: string, record: RecordModel): Promise<void> {
		this.pb.authStore.save(token, record)
		await this.signedInAs.kept
	}

	private async ask(
		path: string,
		init: RequestInit,
		within = TIMEOUT
	): Promise<{ response: Response } | { gone: true } | { signIn: true } | { failed: string }> {
		if (!this.pb.authStore.token) return { signIn: true }
		const headers = { Authorization: this.pb.authStore.token, 'Content-Type': 'application/json' }
		try {
			const patience = AbortSignal.timeout(within)
			const signal = init.signal ? AbortSignal.any([patience, init.signal]) : patience
			const response = await fetch(path, { ...init, headers, signal, cache: 'no-store' })
			if (response.ok) return { response }
			if (response.status === 401) {
				const said = await whyOut(response)
				if (said) this.putOut(said)
				return { signIn: true }
			}
			if (response.status === 410) return { gone: true }
			return { failed: response.status === 503 ? '服务器正忙' : `服务器答复 ${response.status}` }
		} catch {
			return { failed: '连不上服务器' }
		}
	}

	/** Calls back when something concerning this person has changed, on each new connection, and when one is lost. */
	async listen(changed: () => void): Promise<() => void> {
		const stop = await this.pb.realtime.subscribe('duty', changed)
		const stopConnect = await this.pb.realtime.subscribe('PB_CONNECT', changed)
		// The server hangs up on whoever was disabled or given a new password: a pull says which.
		this.pb.realtime.onDisconnect = (topics) => {
			if (topics.length > 0) changed()
		}
		return () => {
			void stop().catch(ignoreOffline)
			void stopConnect().catch(ignoreOffline)
		}
	}
}

/** In words for the person, where the server ended more than a sign-in that ran out: the device, or the account. */
async function whyOut(response: Response): Promise<string | null> {
	const nothing = () => null // not our server's words: something between it and the phone refused
	const said = (await response.json().catch(nothing)) as {
		data?: { device?: { code?: string }; stopped?: boolean }
	} | null
	if (said?.data?.device?.code === 'ended') return '这台设备的登录已在另一台设备上退出。'
	return said?.data?.stopped === true ? '这个账号已停用，请找管理员。' : null
}

/** Unsubscribing needs the network; without it the server ends the connection by itself. */
function ignoreOffline(error: unknown): void {
	if (!(error instanceof ClientResponseError)) throw error
}
