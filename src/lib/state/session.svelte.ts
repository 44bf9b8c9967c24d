import { getContext, setContext, tick } from 'svelte'
import type { Id } from '../../domain/record'
import type { Opened } from '../remote/known'
import type { Account, Remote, SignInResult } from '../remote/remote'
import type { Auth } from '../remote/setup'
import { forgetSent, type OutboxStore } from '../outbox/store'
import { SharedDesk } from './desk.svelte'
import { OfficeState } from './office.svelte'
import { forgetShown } from './lastShown'
import { whenIdle } from './whenIdle'

/** A page that stays open for weeks prolongs its sign-in so often. */
const RENEW = 60 * 60_000

/** Who is signed in on this phone, and their office. An expired sign-in is still somebody's: the phone goes on offline. */
export class Session {
	readonly desk: SharedDesk
	#account = $state.raw<Account | null>(null)
	#office = $state.raw<OfficeState | null>(null)
	#locked = $state(false)
	#said = $state('')
	/** Somebody is on the way out: nobody comes in before the records are gone, for they may be the same person's. */
	#leaving: Promise<void> | null = null
	readonly #remote: Remote
	readonly #outbox: OutboxStore

	constructor(remote: Remote, outbox: OutboxStore) {
		this.#remote = remote
		this.#outbox = outbox
		this.desk = new SharedDesk(remote.known, () => void this.lock())
		// A duty desk is never left; any other screen may be on with nobody before it.
		remote.looked = () =>
			document.visibilityState === 'visible' &&
			!this.#locked &&
			(this.desk.inUse || !!this.#office?.me?.roles.includes('officer'))
		remote.putOut = (said) => void this.#putOut(said)
		remote.changedElsewhere = () => location.reload()
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

	get remote(): Remote {
		return this.#remote
	}

	/** Nobody is to see anything until somebody shows who they are. What waits still goes up. */
	get locked(): boolean {
		return this.#locked
	}

	/** What whoever signs in next should know: why the last person is not in any more. */
	get said(): string {
		return this.#said
	}

	/** Begins to follow the server; the sign-in is prolonged when there is a network. */
	start(): void {
		if (this.desk.idleTooLong()) void this.lock()
		this.#office?.sync.start()
		this.desk.start()
		setInterval(() => void this.#renew(), RENEW)
		whenIdle(() => void this.#renew())
	}

	async signIn(username: string, password: string): Promise<SignInResult> {
		await this.#leaving
		const before = this.#account?.person
		const result = await this.#remote.signIn(username, password)
		if (!result.ok) return result
		const { person } = this.#remote.account!
		if (person === before) this.#office?.sync.signedIn()
		else await this.#change()
		await this.#remote.known.came(person, Date.now())
		this.#in()
		return result
	}

	/** Takes over a sign-in that the server gave at the founding of the office. */
	async found({ token, record }: Auth): Promise<void> {
		await this.#leaving
		await this.#remote.take(token, record)
		await this.#change()
		this.#in()
	}

	/** On a shared device: a person known there comes in by PIN, in the place of whoever was in. */
	async switchTo(person: Id, pin: string): Promise<Opened> {
		await this.#leaving
		const before = this.#account?.person
		const opened = await this.#remote.switchTo(person, pin, Date.now())
		if (!('token' in opened)) return opened
		if (person !== before) await this.#change()
		this.#in()
		void this.#renew()
		return opened
	}

	async lock(): Promise<void> {
		if (!this.#account || this.#locked) return
		this.#locked = true
		this.desk.switching = this.desk.setting = false
		await this.#remote.lock()
	}

	/** What waits stays for the next sign-in of its author; the records and what was sent go, the server has them. */
	signOut(): Promise<void> {
		return (this.#leaving ??= this.#leave().finally(() => (this.#leaving = null)))
	}

	async #leave(): Promise<void> {
		const office = this.#office
		await office?.sync.stop()
		try {
			if (office) await this.#remote.known.forget(office.person)
			if (globalThis.Notification?.permission === 'granted')
				await import('./push.svelte').then(({ leave }) => leave(this.#remote)).catch(console.info)
		} finally {
			// Whatever failed: a device that may be lost shows nothing any more.
			await this.#remote.signOut().finally(() => this.#forget(office))
		}
	}

	async #forget(office: OfficeState | null): Promise<void> {
		this.#take()
		this.#locked = false
		await tick() // the screens have let go of the records
		forgetShown()
		if (!office) return
		// All of them, whichever fails.
		await Promise.all([
			forgetSent(this.#outbox, office.person),
			office.local.remove(),
			office.photos.forget()
		])
	}

	/** The records go and come again from the server; what waits, was refused or is being written stays. */
	async clearRecords(): Promise<void> {
		const office = this.#office
		if (!office) return
		await office.sync.stop()
		await forgetSent(this.#outbox, office.person)
		this.#office = null
		await tick() // the screens have let go of the records
		forgetShown()
		await office.local.remove()
		this.#take()
		this.#office!.sync.start()
	}

	/** The sign-in was changed here: what hung on the old one begins again. */
	signedInAnew(): void {
		this.#office?.sync.signedIn()
	}

	/** The server ended this sign-in for good. The device may be lost, so what it shows goes; what waits stays. */
	#putOut(said: string): Promise<void> {
		if (this.#account) {
			this.#said = said
			return this.signOut()
		}
		return this.#leaving ?? Promise.resolve()
	}

	async #renew(): Promise<void> {
		if (this.#account && this.#remote.signedIn) await this.#remote.refresh()
	}

	async #change(): Promise<void> {
		// Its sheet goes with the old screens, before the new ones ask for anything: two open sheets fight for the focus.
		this.desk.switching = false
		await tick()
		await this.#office?.sync.stop()
		this.#take()
		this.#office?.sync.start()
	}

	#in(): void {
		this.#said = ''
		this.desk.came()
		this.#locked = false
	}

	#take(): void {
		this.#account = this.#remote.account
		this.#office = this.#account ? new OfficeState(this.#account.person, this.#remote, this.#outbox) : null
	}
}

const KEY = Symbol('session')
export const provideSession = (session: () => Session) => setContext(KEY, session)
export const useSession = (): Session => getContext<() => Session>(KEY)()
