import type { RecordModel } from 'pocketbase'
import type { Id } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'

/** A sign-in as the server hands it out. */
export interface Auth {
	token: string
	record: RecordModel
}

/** Whether this office still waits for its first administrator; null: the server cannot be asked now. */
export async function setupOpen(): Promise<boolean | null> {
	try {
		const response = await fetch('/api/duty/setup', { cache: 'no-store' })
		return response.ok ? ((await response.json()) as { open: boolean }).open : null
	} catch {
		return null // no network: whoever asked says so
	}
}

export interface Founder {
	/** From the link that the server printed. */
	key: string
	name: string
	username: string
	password: string
}

/** Makes the first administrator. `wrongKey`, `used`: the link is no good; `failed`: nothing was done, in words. */
export async function found(
	founder: Founder
): Promise<
	{ auth: Auth } | { refusals: Refusal[] } | { wrongKey: true } | { used: true } | { failed: string }
> {
	try {
		const response = await fetch('/api/duty/setup', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(founder)
		})
		if (response.ok) return { auth: (await response.json()) as Auth }
		if (response.status === 403) return { wrongKey: true }
		if (response.status === 410) return { used: true }
		if (response.status === 422) return (await response.json()) as { refusals: Refusal[] }
		if (response.status === 429) return { failed: '试得太频繁，请过一分钟再试' }
		return { failed: '服务器出了问题，请稍后再试' }
	} catch {
		return { failed: '连不上服务器，请检查网络后再试' }
	}
}

export type Put = { ok: true } | { refusals: Refusal[] } | { failed: string }

/** Sign-ins as an administrator makes them; the server is asked at once, nothing of it waits on the phone. */
export class Accounts {
	constructor(private readonly token: () => string) {}

	async all(): Promise<{ person: Id; username: string }[] | { failed: string }> {
		const answered = await this.ask('/api/duty/accounts', {})
		return 'failed' in answered
			? answered
			: ((await answered.response.json()) as { person: Id; username: string }[])
	}

	/** The same again changes nothing, so whoever was cut off begins with the same person again. */
	async put(person: Id, username: string, password: string): Promise<Put> {
		const body = JSON.stringify({ username, password })
		const answered = await this.ask(`/api/duty/accounts/${person}`, { method: 'PUT', body })
		if ('failed' in answered) return answered
		return answered.response.ok ? { ok: true } : ((await answered.response.json()) as { refusals: Refusal[] })
	}

	private async ask(path: string, init: RequestInit): Promise<{ response: Response } | { failed: string }> {
		const headers = { Authorization: this.token(), 'Content-Type': 'application/json' }
		try {
			const signal = AbortSignal.timeout(20_000)
			const response = await fetch(path, { ...init, headers, signal, cache: 'no-store' })
			if (response.ok || response.status === 422) return { response }
			if (response.status === 401) return { failed: '登录已过期，请到“我的”重新登录' }
			if (response.status === 403) return { failed: '只有管理员可以管理账号' }
			return { failed: '服务器出了问题，请稍后再试' }
		} catch {
			return { failed: '连不上服务器，请检查网络后再试' }
		}
	}
}
