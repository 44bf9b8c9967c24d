import type { Id } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'
import type { Remote } from '../remote/remote'
import { refusal } from '../../domain/refusal'
import { accounts, setAccount, type SignInAccount } from '../remote/accounts'
import type { Step } from '../remote/step'

/** Who has an account, as the server last said. Nothing of it is kept on the phone. */
export class Accounts {
	#all = $state.raw<ReadonlyMap<Id, SignInAccount> | null>(null)
	#trouble = $state('')
	readonly #remote: Remote

	constructor(remote: Remote) {
		this.#remote = remote
	}

	/** Null until the server has answered. */
	get current(): ReadonlyMap<Id, SignInAccount> | null {
		return this.#all
	}

	/** Why the accounts could not be read; '' where they were. */
	get trouble(): string {
		return this.#trouble
	}

	/** What is plainly wrong with a username for a person, before the server is asked; null: nothing. */
	wrongWith(username: string, person: Id): Refusal | null {
		if (!/^[a-z0-9_.-]{2,40}$/.test(username))
			return refusal('shape', 'username', '登录名用 2 至 40 个小写字母、数字、点、横线或下划线')
		const owner = [...(this.#all?.values() ?? [])].find((a) => a.username.toLowerCase() === username)
		if (owner && owner.person !== person) return refusal('conflict', 'username', '这个登录名已经有人用了')
		return null
	}

	async load(): Promise<void> {
		const step = await accounts(this.#remote)
		if ('done' in step) this.#all = new Map(step.done.map((account) => [account.person, account]))
		this.#trouble = 'failed' in step ? step.failed : ''
	}

	/** Makes or changes an account; with a password also where it had one. */
	async set(person: Id, username: string, password?: string): Promise<Step<unknown>> {
		const account = password === undefined ? { username } : { username, password }
		const step = await setAccount(this.#remote, person, account)
		if ('done' in step) await this.load()
		return step
	}
}
