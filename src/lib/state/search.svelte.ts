import { liveQuery } from 'dexie'
import type { Id } from '../../domain/record'
import type { News, Seen } from '../records/found'
import type { Found } from '../records/search'
import type { OfficeState } from './office.svelte'
import { foundOf, newest, newsSince } from '../records/found'
import { Later } from '../records/rules'
import { View } from '../records/view'

/** Shown while the others are being read: some screens full. */
const FIRST = 100

/**
 * Everything on this phone that the list can show, newest first, kept in memory while the list is there. Read whole once;
 * after that only what changed.
 */
export class SearchState {
	#all = $state.raw<Found[]>([])
	#ready = $state(false)
	#begun = false
	#error = $state.raw<unknown>(null)
	readonly #office: OfficeState
	readonly #byId = new Map<Id, Found>()
	#seen: Seen = { ids: new Set(), ahead: new Set(), changedAt: 0 }

	constructor(office: OfficeState) {
		this.#office = office
	}

	get all(): Found[] {
		if (this.#error !== null) throw this.#error as Error
		return this.#all
	}

	/** False until everything has been read once; the newest are there before. */
	get ready(): boolean {
		return this.#ready
	}

	/** Begins to read and to follow; answers with the way to stop. */
	start(): () => void {
		const { written } = this.#office
		let stopped = false
		let stop = () => {}
		const watch = () => {
			if (stopped) return
			const first = !this.#begun
			const query = async () => {
				const view = await View.open(written)
				return first ? newest(view, FIRST) : newsSince(view, this.#seen)
			}
			const subscription = liveQuery(query).subscribe({
				next: (news) => {
					this.#take(news)
					if (!first) this.#ready = true
					else {
						stop()
						this.#begun = true
						watch()
					}
				},
				error: (error: unknown) => {
					stop() // Dexie would go on asking
					if (error instanceof Later) error.prepare().then(watch, (e: unknown) => (this.#error = e))
					else this.#error = error
				}
			})
			stop = () => subscription.unsubscribe()
		}
		watch()
		return () => {
			stopped = true
			stop()
		}
	}

	#take({ ids, ahead, bundles, names }: News): void {
		const before = this.#seen
		let { changedAt } = before
		let gone = false
		for (const id of before.ids) if (!ids.has(id)) gone = this.#byId.delete(id) || gone
		const nameOf = (person: Id | null) => (person === null ? '系统' : (names.get(person) ?? ''))
		for (const bundle of bundles) {
			this.#byId.set(bundle.incident.id, foundOf(bundle, nameOf))
			// What the phone dates itself must not hide what the server dates earlier.
			if (!bundle.ahead && bundle.incident.changedAt > changedAt) ({ changedAt } = bundle.incident)
		}
		this.#seen = { ids, ahead, changedAt }
		if (gone || bundles.length > 0)
			this.#all = [...this.#byId.values()].sort(
				(a, b) => b.at - a.at || (a.incident.id < b.incident.id ? 1 : -1)
			)
	}
}
