import type { RecordModel } from 'pocketbase'
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
