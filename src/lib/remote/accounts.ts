import type { Instant } from '../../domain/instant'
import type { Id } from '../../domain/record'
import type { Called, Remote } from './remote'
import { stepOf, type Step } from './step'

/** How a person signs in. `signedInAt`: last signed in or opened the app, by the server's clock; null: never. */
export interface SignInAccount {
	person: Id
	username: string
	signedInAt: Instant | null
}

const outcome = <T>(called: Called): Step<T> => stepOf(called, '只有管理员可以管理账号')

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
