import { getContext, setContext, tick } from 'svelte'
import type { OutboxStore } from '../outbox/store'
import type { Account, Remote, SignInResult } from '../remote/remote'
import { OfficeState } from './office.svelte'

/** Who is signed in on this phone, and their office. An expired sign-in is still somebody's: the phone goes on offline. */
export class Session {
	#account = $state.raw<Account | null>(null)
	#office = $state.raw<OfficeState | null>(null)
	readonly #remote: Remote
	readonly #outbox: OutboxStore

	constructor(remote: Remote, outbox: OutboxStore) {
		this.#remote = remote
		this.#outbox = outbox
		this.#take()
	}

	get account(): Account | null {
		return this.#account
	}

	get office(): OfficeState | null {
		return this.#office
	}

	get outbox(): OutboxStore {
		return this.#outbox
	}

	/** Begins to follow the server; the sign-in is prolonged when there is a network. */
	async start(): Promise<void> {
		this.#office?.sync.start()
		if (this.#account && this.#remote.signedIn) await this.#remote.refresh()
	}

	async signIn(username: string, password: string): Promise<SignInResult> {
		const before = this.#account?.person
		const result = await this.#remote.signIn(username, password)
		if (!result.ok) return result
		if (this.#remote.account?.person === before) {
			this.#office?.sync.signedIn()
			return result
		}
		await this.#office?.sync.stop()
		this.#take()
		this.#office?.sync.start()
		return result
	}

	/** What waits stays for the next sign-in of its author; the records go, they come back from the server. */
	async signOut(): Promise<void> {
		const office = this.#office
		await office?.sync.stop()
		await this.#remote.signOut()
		this.#take()
		await tick() // the screens have let go of the records
		await office?.local.remove()
		await office?.photos.forget()
	}

	#take(): void {
		this.#account = this.#remote.account
		this.#office = this.#account ? new OfficeState(this.#account.person, this.#remote, this.#outbox) : null
	}
}

const KEY = Symbol('session')
export const provideSession = (session: () => Session) => setContext(KEY, session)
export const useSession = (): Session => getContext<() => Session>(KEY)()
