import type { Command } from '../../domain/command'
import type { Id } from '../../domain/record'
import type { Outgoing, OutboxStore } from '../outbox/store'
import type { LocalRecords } from './local'
import type { Ahead, Foreseen } from './optimistic'
import { heldBack } from '../outbox/store'
import { Later, loadRules } from './rules'

/** What this phone has of one person at a moment: how far it read the feed, and what that person wrote. */
interface Moment {
	/** Names the server's records: they change only together with how far the feed was read. */
	over: string
	mine: Outgoing[]
	/** Those whose outcome the kept records do not show yet. */
	ahead: Outgoing[]
}

/** So long after it was asked for is a reading kept up to date, ms: somebody writes a report. */
const WANTED = 5 * 60_000

/**
 * What one person has written and the server's records do not show yet, decided above them: worked out once for all who
 * ask, and after a new entry only that one.
 */
export class Written {
	#ahead: Ahead | null = null
	#over = ''
	readonly #put: Id[] = []
	#turn: Promise<unknown> = Promise.resolve()
	/** Read ahead by `prepare`, and again whenever either database changes, for as long as it is likely to be wanted. */
	#ready: Promise<Moment> | null = null
	#wantedUntil = 0

	constructor(
		readonly local: LocalRecords,
		private readonly outbox: OutboxStore,
		private readonly now: () => number
	) {}

	/** Null: nothing is ahead. Inside a liveQuery this observes both databases. Throws Later where it is still to be worked out. */
	async inSight(): Promise<Ahead | null> {
		const moment = await this.#read()
		if (moment.ahead.length === 0) return null
		if (this.#ahead && this.#continues(moment) && this.#put.length === moment.ahead.length) return this.#ahead
		throw new Later(() => this.#workOut(moment))
	}

	/** Call where something is going to be done soon: then all is read, the rules are loaded and what waits is worked out before. */
	async prepare(): Promise<void> {
		this.#wantedUntil = this.now() + WANTED
		await this.#makeReady()
	}

	/** What a command would bring about above all that, and what of this person's still waits. */
	async foresee(command: Command): Promise<{ foreseen: Foreseen; waiting: Outgoing[] }> {
		const ready = this.#ready
		this.#ready = null // good for one command: the next one is to see this one, which is still to be written
		const moment = await (ready ?? this.#read())
		const ahead = await this.#workOut(moment)
		const foreseen = await ahead.foresee(this.local.person, command)
		return { foreseen, waiting: moment.mine.filter((e) => e.state === 'waiting') }
	}

	async #makeReady(): Promise<void> {
		await this.#workOut(await (this.#ready ?? this.#readAhead()))
	}

	#readAhead(): Promise<Moment> {
		const forget = () => {
			for (const stop of stops) stop()
			if (this.#ready !== reading) return false
			this.#ready = null
			return true
		}
		// What was sent or pulled while somebody writes must not have to be read when they save.
		const again = () => {
			if (forget() && this.now() < this.#wantedUntil) this.#makeReady().catch(() => {}) // then it is read when it is needed
		}
		const stops = [this.outbox.watch(again), this.local.watch(again)]
		const reading = this.#read()
		reading.catch(forget) // whoever asked hears of it
		return (this.#ready = reading)
	}

	async #read(): Promise<Moment> {
		const [entries, cursor] = await Promise.all([this.outbox.all(), this.local.cursor()])
		const mine = entries.filter((e) => e.author === this.local.person)
		const since = cursor?.since ?? 0
		return { over: `${since} ${cursor?.log}`, mine, ahead: mine.filter((e) => notYetPulled(e, mine, since)) }
	}

	/** Whether what was put is the beginning of what is to be put. */
	#continues({ over, ahead }: Moment): boolean {
		return over === this.#over && this.#put.every((id, i) => ahead[i]?.id === id)
	}

	/** One after another: two at once would put an entry twice. */
	#workOut(moment: Moment): Promise<Ahead> {
		const worked = this.#turn.then(async () => {
			const { Ahead } = await loadRules()
			if (!this.#ahead || !this.#continues(moment)) {
				this.#ahead = new Ahead(this.local, this.now, this.#ahead)
				this.#over = moment.over
				this.#put.length = 0
			}
			for (const entry of moment.ahead.slice(this.#put.length)) {
				await this.#ahead.put(entry)
				this.#put.push(entry.id)
			}
			return this.#ahead
		})
		this.#turn = worked.catch(() => {}) // whoever asked hears of it; the next one begins where this one stopped
		return worked
	}
}

function notYetPulled(entry: Outgoing, mine: readonly Outgoing[], since: number): boolean {
	if (entry.state === 'accepted') return (entry.seq ?? 0) > since
	return entry.state === 'waiting' && !heldBack(entry, mine)
}
