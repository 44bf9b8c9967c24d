import { liveQuery } from 'dexie'
import { createSubscriber } from 'svelte/reactivity'
import { Later } from '../records/rules'
import { whenIdle } from './whenIdle'

/** What a query over the phone's databases says now, and again whenever something it read changes, in any tab. */
export class Live<T> {
	#current = $state.raw<T>() as T
	#ready = $state(false)
	#error = $state.raw<unknown>(null)
	#subscribe: () => void

	/** `known`: what it is taken to say until the phone has a moment to ask. */
	constructor(query: () => Promise<T>, initial: T, known?: T) {
		this.#current = known ?? initial
		this.#ready = known !== undefined
		this.#subscribe = createSubscriber(() => {
			let stopped = false
			let stop = () => {}
			const watch = () => {
				if (stopped) return
				const subscription = liveQuery(query).subscribe({
					next: (value) => {
						this.#current = value
						this.#ready = true
					},
					error: (error: unknown) => {
						stop() // Dexie would go on asking
						if (error instanceof Later) error.prepare().then(watch, (e: unknown) => (this.#error = e))
						else this.#error = error
					}
				})
				stop = () => subscription.unsubscribe()
			}
			const callOff = known === undefined ? watch() : whenIdle(watch)
			return () => {
				stopped = true
				callOff?.()
				stop()
			}
		})
	}

	get current(): T {
		this.#subscribe()
		if (this.#error !== null) throw this.#error as Error
		return this.#current
	}

	/** False until the first answer: then an empty list means that there is nothing. */
	get ready(): boolean {
		this.#subscribe()
		return this.#ready
	}
}
