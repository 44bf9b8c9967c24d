import PocketBase, { ClientResponseError, type RecordModel } from 'pocketbase'
import type { Collection, Id } from '../../domain/record'
import type { Outgoing } from '../outbox/store'
import type { Answer, Posted } from '../outbox/send'
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
}

/** The feed's answer: a page, "start over", not signed in, or nothing. */
export type Pulled = { page: Page } | { reset: true } | NotSignedIn | { failed: string }

/** The server does not know this sign-in. `stopped`: it does, but the account is disabled. */
export interface NotSignedIn {
	signIn: true
	stopped?: boolean
}

/** An answer of the server, whatever it says; null where none came. */
export type Called = { status: number; body: unknown } | null

export interface Account {
	person: Id
	username: string
	name: string
}

/** How a try to sign in ended, in words for the person. */
export type SignInResult = { ok: true } | { ok: false; reason: string }

const TIMEOUT = 20_000

/** The server program as this phone knows it, and who is signed in here. */
export class Remote {
	private readonly pb: PocketBase

	private constructor(private readonly signedInAs: KeptSignIn) {
		this.pb = new PocketBase('/', signedInAs)
		this.pb.autoCancellation(false)
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

	onAccount(changed: () => void): () => void {
		return this.pb.authStore.onChange(changed)
	}

	async signIn(username: string, password: string): Promise<SignInResult> {
		try {
			await this.pb.collection('people').authWithPassword(username.trim().toLowerCase(), password)
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
		this.pb.authStore.clear()
		await this.signedInAs.kept
	}

	/** Prolongs the sign-in; false when the server no longer knows it. */
	async refresh(): Promise<boolean> {
		try {
			await this.pb.collection('people').authRefresh()
			return true
		} catch (error) {
			// A refused refresh empties nothing here: who this phone belongs to, and what waits, stays.
			return !(error instanceof ClientResponseError && (error.status === 401 || error.status === 403))
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

	async changes(since: number | null, limit: number, stop: AbortSignal): Promise<Pulled> {
		const from = since === null ? '' : `&since=${since}`
		const answered = await this.ask(`/api/duty/changes?limit=${limit}${from}`, { signal: stop })
		if ('response' in answered) return { page: (await answered.response.json()) as Page }
		return 'gone' in answered ? { reset: true } : answered
	}

	/** Asks the server for something that needs it now; with the sign-in where there is one. Never throws. */
	async call(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<Called> {
		const headers: Record<string, string> = { 'Content-Type': 'application/json' }
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

	/** Takes a sign-in that the server gave in an answer of its own. */
	async take(token: string, record: RecordModel): Promise<void> {
		this.pb.authStore.save(token, record)
		await this.signedInAs.kept
	}

	private async ask(
		path: string,
		init: RequestInit
	): Promise<{ response: Response } | { gone: true } | NotSignedIn | { failed: string }> {
		if (!this.pb.authStore.token) return { signIn: true }
		const headers = { Authorization: this.pb.authStore.token, 'Content-Type': 'application/json' }
		try {
			const patience = AbortSignal.timeout(TIMEOUT)
			const signal = init.signal ? AbortSignal.any([patience, init.signal]) : patience
			const response = await fetch(path, { ...init, headers, signal, cache: 'no-store' })
			if (response.ok) return { response }
			if (response.status === 401) return { signIn: true, stopped: await saysStopped(response) }
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

async function saysStopped(response: Response): Promise<boolean> {
	const said = (await response.json().catch(() => null)) as { data?: { stopped?: boolean } } | null
	return said?.data?.stopped === true
}

/** Unsubscribing needs the network; without it the server ends the connection by itself. */
function ignoreOffline(error: unknown): void {
	if (!(error instanceof ClientResponseError)) throw error
}
