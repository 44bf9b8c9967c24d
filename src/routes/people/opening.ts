import type { Id } from '$domain/record'
import type { Refusal } from '$domain/refusal'
import type { Accounts } from '$lib/state/accounts.svelte'
import { freshPassword } from '$lib/state/password'

/** How giving somebody a new password ended: `password` is there once and kept nowhere, or why there is none. */
export interface Opening {
	person: Id
	username: string
	password: string | null
	refused: Refusal[]
	failed: string
}

/** Opens a person's account, or gives it a new password. */
export async function open(accounts: Accounts, person: Id, username: string): Promise<Opening> {
	const password = freshPassword()
	const step = await accounts.set(person, username, password)
	return {
		person,
		username,
		password: 'done' in step ? password : null,
		refused: 'refused' in step ? step.refused : [],
		failed: 'failed' in step ? step.failed : ''
	}
}
