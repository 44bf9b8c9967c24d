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
const NONSENSE = '服务器答复有误'

/** The server program as this phone knows it, and who is signed in here. */
export class Remote {
	/** The server does not want this sign-in any more, and what it shows is to go. The words are for the person. */
	putOut = (_said: string): void => {}
	/** Somebody looks at this screen: what it gets now counts as told, and no other channel is tried. */
	looked = (): boolean => false
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
			await this.kept()
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
		await this.kept()
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
		const body = JSON.stringify(entries.map((e) => e.command))
		const answered = await this.ask('/api/duty/commands', { method: 'POST', body }, json<Answer[]>)
		if ('read' in answered) return { answers: answered.read }
		return 'gone' in answered ? { failed: NONSENSE } : answered
	}

	/** The sign-in's token where it is this person's; null: it is somebody else's, or there is none. */
	tokenOf(person: Id): string | null {
		return this.account?.person === person && this.pb.authStore.token ? this.pb.authStore.token : null
	}

	/** The bytes of an attachment, for who may see it. */
	async file(attachment: Id): Promise<{ blob: Blob } | { failed: string }> {
		const bytes = (response: Response) => response.blob()
		const answered = await this.ask(`/api/duty/files/${attachment}`, {}, bytes, FILE_TIMEOUT)
		if ('read' in answered) return { blob: answered.read }
		if ('signIn' in answered) return { failed: '登录已过期，请重新登录' }
		return 'failed' in answered ? answered : { failed: NONSENSE }
	}

	/** A page of the feed, under the sign-in of whom it is for only. */
	async changes(author: Id, since: number | null, limit: number, stop: AbortSignal): Promise<Pulled> {
		const from = since === null ? '' : `&since=${since}`
		const seen = this.looked() ? '&seen' : ''
		const path = `/api/duty/changes?limit=${limit}${from}${seen}`
		const answered = this.account?.person === author && (await this.ask(path, { signal: stop }, json<Page>))
		// Somebody else has come in, before or meanwhile: what they may see goes into no records but their own.
		if (!answered || this.account?.person !== author) return { failed: '已换人' }
		if ('read' in answered) return { page: answered.read }
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
		await this.kept()
	}

	/** On the disk; a phone without room for it keeps nobody out, and asks again when it is opened anew. */
	private async kept(): Promise<void> {
		await this.signedInAs.kept.then(undefined, () => {}) // KeptSignIn says so
	}

	/** The answer's body is part of it: cut off on its way, or no body of ours (a login portal's page), it did not come. */
	private async ask<T>(
		path: string,
		init: RequestInit,
		read: (response: Response) => Promise<T>,
		within = TIMEOUT
	): Promise<{ read: T } | { gone: true } | { signIn: true } | { failed: string }> {
		if (!this.pb.authStore.token) return { signIn: true }
		const asking = this.account?.person
		const headers = { Authorization: this.pb.authStore.token, 'Content-Type': 'application/json' }
		try {
			const patience = AbortSignal.timeout(within)
			const signal = init.signal ? AbortSignal.any([patience, init.signal]) : patience
			const response = await fetch(path, { ...init, headers, signal, cache: 'no-store' })
			if (response.ok) return { read: await read(response) }
			if (response.status === 401) {
				const said = await whyOut(response)
				if (said && this.account?.person === asking) this.putOut(said) // not whoever came in meanwhile
				return { signIn: true }
			}
			if (response.status === 410) return { gone: true }
			return { failed: response.status === 503 ? '服务器正忙' : `服务器答复 ${response.status}` }
		} catch (error) {
			return { failed: error instanceof SyntaxError ? NONSENSE : '连不上服务器' }
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

const json = <T>(response: Response) => response.json() as Promise<T>

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
