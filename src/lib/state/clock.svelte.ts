import { createSubscriber } from 'svelte/reactivity'

/** Now, for what is shown: moves every five seconds while somebody looks. */
class Clock {
	#now = $state(Date.now())
	#subscribe = createSubscriber(() => {
		this.#now = Date.now()
		const timer = setInterval(() => (this.#now = Date.now()), 5_000)
		return () => clearInterval(timer)
	})

	get now(): number {
		this.#subscribe()
		return this.#now
	}
}

export const clock = new Clock()
