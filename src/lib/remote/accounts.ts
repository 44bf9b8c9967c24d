import type { RecordModel } from 'pocketbase'
import type { Instant } from '../../domain/instant'
import type { Id } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'
import type { Called, Remote } from './remote'

/** How a person signs in. `signedInAt`: last signed in or opened the app, by the server's clock; null: never. */
export interface SignInAccount {
	person: Id
	username: string
	signedInAt: Instant | null
}

/** What came of a step that needs the server: done, refused field by field, or not done, in words for the person. */
export type Step<T> = { done: T } | { refused: Refusal[] } | { failed: string }

/** Everybody's accounts; for administrators. */
export async function accounts(remote: Remote): Promise<Step<SignInAccount[]>> {
	return outcome(await remote.call('GET', '/api/duty/accounts'))
}

/**
 * Makes a person's account or changes it; for administrators. A password ends every sign-in of the person at once.
 * Refuses on `username` and `password`.
 */
export async function setAccount(
	remote: Remote,
	person: Id,
	account: { username: string; password?: string }
): Promise<Step<{ person: Id; username: string }>> {
	return outcome(await remote.call('PUT', `/api/duty/accounts/${person}`, account))
}

/** Changes one's own password; this phone stays signed in, others do not. Refuses on `old` and `new`. */
export async function changePassword(
	remote: Remote,
	passwords: { old: string; new: string }
): Promise<Step<true>> {
	const step = outcome<{ token: string; record: RecordModel }>(
		await remote.call('PUT', '/api/duty/password', passwords)
	)
	if (!('done' in step)) return step
	await remote.take(step.done.token, step.done.record)
	return { done: true }
}

function outcome<T>(called: Called): Step<T> {
	if (called === null) return { failed: '连不上服务器，这一步要有网络' }
	const { status, body } = called
	if (status === 200) return { done: body as T }
	const refusals = (body as { refusals?: Refusal[] } | null)?.refusals
	if (refusals) return { refused: refusals }
	if (status === 401) return { failed: '登录已过期，请重新登录后再试' }
	if (status === 403) return { failed: '只有管理员可以管理账号' }
	if (status === 429) return { failed: '试得太频繁，请过一分钟再试' }
	return { failed: '服务器出了问题，请稍后再试' }
}
