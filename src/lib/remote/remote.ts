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
export type Pulled = { page: Page } | { reset: true } | { signIn: true } | { failed: string }

export interface Account {
	person: Id
	username: string
	name: string
}

/** How a try to sign in ended, in words for the person. */
export type SignInResult = { ok: true } | { ok: false; reason: string }

const TIMEOUT = 20_000
const FILE_TIMEOUT = 120_000

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
			if (response.status === 401) return { signIn: true }
			if (response.status === 410) return { gone: true }
			return { failed: response.status === 503 ? '服务器正忙' : `服务器答复 ${response.status}` }
		} catch {
			return { failed: '连不上服务器' }
		}
	}

	/** Calls back when the server says that something concerning this person has changed, and on each new connection. */
	async listen(changed: () => void): Promise<() => void> {
		const stop = await this.pb.realtime.subscribe('duty', changed)
		const stopConnect = await this.pb.realtime.subscribe('PB_CONNECT', changed)
		return () => {
			void stop().catch(ignoreOffline)
			void stopConnect().catch(ignoreOffline)
		}
	}
}

/** Unsubscribing needs the network; without it the server ends the connection by itself. */
function ignoreOffline(error: unknown): void {
	if (!(error instanceof ClientResponseError)) throw error
}
