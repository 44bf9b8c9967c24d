import type { RecordModel } from 'pocketbase'
import type { Refusal } from '../../domain/refusal'
import type { Remote } from './remote'

/** A sign-in as the server hands it out. */
export interface Auth {
	token: string
	record: RecordModel
}

/** Whether this office still waits for its first administrator; null: the server cannot be asked now. */
export async function setupOpen(remote: Remote): Promise<boolean | null> {
	const called = await remote.call('GET', '/api/duty/setup')
	return called?.status === 200 ? (called.body as { open: boolean }).open : null
}

export interface Founder {
	/** From the link that the server printed. */
	key: string
	name: string
	username: string
	password: string
}
export type Founded =
	{ auth: Auth } | { refused: Refusal[] } | { wrongKey: true } | { used: true } | { failed: string }

/** Makes the first administrator. `wrongKey`, `used`: the link is no good; `failed`: nothing was done, in words. */
export async function found(remote: Remote, founder: Founder): Promise<Founded> {
	const called = await remote.call('POST', '/api/duty/setup', founder)
	if (called === null) return { failed: '连不上服务器，请检查网络后再试' }
	const { status, body } = called
	if (status === 200) return { auth: body as Auth }
	if (status === 403) return { wrongKey: true }
	if (status === 410) return { used: true }
	if (status === 422) return { refused: (body as { refusals: Refusal[] }).refusals }
	if (status === 429) return { failed: '试得太频繁，请过一分钟再试' }
	return { failed: '服务器出了问题，请稍后再试' }
}
