import { EPSILON, type Board } from './board'
import { CAN } from './problem'

/**
 * Chains of moves: a person takes a slot, what is in the way goes to others, and so on until nothing is left over. A chain
 * that costs less than before stays, any other is undone. `patience` bounds all chains together.
 */
export class Chains {
	#spent = 0
	#limit = 0
	#cost = 0
	readonly #moved: Uint8Array
	readonly #pending: number[] = []

	constructor(
		readonly board: Board,
		public patience: number
	) {
		this.#moved = new Uint8Array(board.problem.slots.length)
	}

	/** Tries to make a person stand a slot; `depth` more slots may change hands for it. Whether the plan is better now. */
	give(p: number, s: number, depth: number, steps: number): boolean {
		const { board } = this
		if (this.patience <= 0 || board.problem.locked[s] === 1) return false
		const was = board.holder[s]!
		this.#spent = 0
		this.#limit = Math.min(steps, this.patience)
		this.#cost = was >= 0 ? board.take(s) : 0
		const better = this.#place(p, s, depth)
		this.patience -= this.#spent
		if (!better && was >= 0) board.put(was, s)
		return better
	}

	#place(p: number, s: number, depth: number): boolean {
		const { board } = this
		this.#spent++
		if (board.problem.can[s * board.problem.people + p] !== CAN) return false
		const inTheWay: number[] = []
		const count = board.hindrances(p, s, inTheWay)
		if (count < 0 || count > depth) return false
		for (let i = 0; i < count; i++) if (this.#moved[inTheWay[i]!] === 1) return false
		const before = this.#cost
		const holders = inTheWay.map((t) => board.holder[t]!)
		for (const t of inTheWay) {
			this.#cost += board.take(t)
			this.#pending.push(t)
		}
		this.#cost += board.put(p, s)
		this.#moved[s] = 1
		if (this.#settle(depth - count)) {
			this.#moved[s] = 0
			return true
		}
		this.#moved[s] = 0
		board.take(s)
		this.#pending.length -= count
		for (let i = count - 1; i >= 0; i--) board.put(holders[i]!, inTheWay[i]!)
		this.#cost = before
		return false
	}

	#settle(depth: number): boolean {
		const { board } = this
		const t = this.#pending.pop()
		if (t === undefined) return this.#cost < -EPSILON
		const { people: P, can } = board.problem
		const choices: { p: number; cost: number }[] = []
		for (let p = 0; p < P; p++) {
			if (can[t * P + p] !== CAN) continue
			const free = board.free(p, t)
			if (!free && depth <= 0) continue
			choices.push({ p, cost: board.cost(p, t) + (free ? 0 : 1e3) })
		}
		choices.sort((a, b) => a.cost - b.cost || a.p - b.p)
		for (let i = 0; i < choices.length && this.#spent < this.#limit; i++)
			if (this.#place(choices[i]!.p, t, depth)) return true
		this.#pending.push(t)
		return false
	}
}
