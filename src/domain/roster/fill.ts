import { EPSILON, type Board } from './board'
import { CAN } from './problem'

/** A slot goes to the cheapest person free for it, in the order given. */
export function fill(board: Board, order: readonly number[]): void {
	const { people: P, can } = board.problem
	for (let i = 0; i < order.length; i++) {
		const s = order[i]!
		if (board.holder[s] !== -1) continue
		let best = -1
		let least = Infinity
		for (let p = 0; p < P; p++) {
			if (can[s * P + p] !== CAN || !board.free(p, s)) continue
			const cost = board.cost(p, s, least)
			if (cost < least - EPSILON) {
				least = cost
				best = p
			}
		}
		if (best >= 0) board.put(best, s)
	}
}
