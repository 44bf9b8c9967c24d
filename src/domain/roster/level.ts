import { EPSILON, type Board } from './board'
import { CAN } from './problem'

/**
 * Evens out one kind: turns go from people with more to people with less, over others where nobody stands the same seat as
 * both (a gives one to b, b one to c). Whether anything moved.
 */
export function level(board: Board, kind: number): boolean {
	const together = componentsOf(board)
	let moved = false
	while (step(board, kind, together)) moved = true
	return moved
}

/** People between whom a turn can come about over seats that some of them share have one number. */
function componentsOf({ problem }: Board): number[] {
	const { people } = problem.request
	const of = people.map((_, i) => i)
	for (let changed = true; changed;) {
		changed = false
		for (let a = 0; a < people.length; a++)
			for (let b = 0; b < a; b++) {
				if (of[a] === of[b] || !people[a]!.seats.some((seat) => people[b]!.seats.includes(seat))) continue
				of[a] = of[b] = Math.min(of[a]!, of[b]!)
				changed = true
			}
	}
	return of
}

function step(board: Board, kind: number, together: readonly number[]): boolean {
	const { people: P, weight } = board.problem
	const held = slotsBy(board, kind)
	const gain = (p: number) => (2 * board.x[p * 4 + kind]! - 1) / weight[p]!
	const loss = (p: number) => (2 * board.x[p * 4 + kind]! + 1) / weight[p]!
	const givers = held.map((_, p) => p).filter((p) => held[p]!.length > 0)
	givers.sort((a, b) => gain(b) - gain(a) || a - b)
	const cheapest = new Float64Array(P).fill(Infinity)
	for (let p = 0; p < P; p++) cheapest[together[p]!] = Math.min(cheapest[together[p]!]!, loss(p))
	for (const giver of givers) {
		if (gain(giver) - cheapest[together[giver]!]! <= EPSILON) continue
		// Where each person met so far gets a turn from: the person before, and the slot.
		const from = new Int32Array(P).fill(-1)
		const by = new Int32Array(P).fill(-1)
		const queue = [giver]
		from[giver] = giver
		for (let i = 0; i < queue.length; i++) {
			const u = queue[i]!
			for (let q = 0; q < P; q++) {
				if (from[q] !== -1) continue
				const s = movable(board, held[u]!, q)
				if (s < 0) continue
				from[q] = u
				by[q] = s
				if (gain(giver) - loss(q) > EPSILON) {
					if (carry(board, from, by, giver, q)) return true
				} else queue.push(q)
			}
		}
	}
	return false
}

/** The slots of a kind that may move, by their holder. */
function slotsBy(board: Board, kind: number): number[][] {
	const { slots, people: P, locked } = board.problem
	const held: number[][] = Array.from({ length: P }, () => [])
	for (let s = 0; s < slots.length; s++)
		if (slots[s]!.kind === kind && locked[s] === 0 && board.holder[s]! >= 0) held[board.holder[s]!]!.push(s)
	return held
}

/** The slot among these that costs least in another person's hands; −1: none can go there. */
function movable(board: Board, slots: readonly number[], q: number): number {
	const { people: P, can, published } = board.problem
	let best = -1
	let least = Infinity
	for (let i = 0; i < slots.length; i++) {
		const s = slots[i]!
		// What is published moves only where a seat would stay empty.
		if (can[s * P + q] !== CAN || published[s]! >= 0 || !board.free(q, s)) continue
		const cost = board.cost(q, s, least)
		if (cost < least - EPSILON) {
			least = cost
			best = s
		}
	}
	return best
}

/** Moves along the way found, from its end; all of it or nothing. */
function carry(board: Board, from: Int32Array, by: Int32Array, giver: number, end: number): boolean {
	const done: [s: number, was: number][] = []
	for (let q = end; q !== giver; q = from[q]!) {
		const s = by[q]!
		const was = board.holder[s]!
		board.take(s)
		done.push([s, was])
		if (board.free(q, s)) board.put(q, s)
		else {
			for (let i = done.length - 1; i >= 0; i--) {
				const [slot, back] = done[i]!
				if (board.holder[slot]! >= 0) board.take(slot)
				board.put(back, slot)
			}
			return false
		}
	}
	return true
}

/** Single turns that are better in other hands: fewer in all, wishes, room between turns. Whether anything moved. */
export function polish(board: Board): boolean {
	const { slots, people: P, can, locked } = board.problem
	let moved = false
	for (let s = 0; s < slots.length; s++) {
		const was = board.holder[s]!
		if (was < 0 || locked[s] === 1) continue
		const gained = board.take(s)
		let best = was
		let least = -gained
		for (let q = 0; q < P; q++) {
			if (q === was || can[s * P + q] !== CAN) continue
			const cost = board.cost(q, s, least)
			if (cost < least - EPSILON && board.free(q, s)) {
				least = cost
				best = q
			}
		}
		board.put(best, s)
		moved ||= best !== was
	}
	return moved
}

/** Two people change turns of one kind where that serves wishes or the room between turns. Whether anything moved. */
export function exchange(board: Board): boolean {
	const { slots, people: P, can, locked, wish, published } = board.problem
	let moved = false
	for (let s = 0; s < slots.length; s++) {
		const p = board.holder[s]!
		if (p < 0 || locked[s] === 1 || published[s]! >= 0 || slots[s]!.kind < 0) continue
		// Only where somebody wishes; room between turns is seen to by the moves above.
		let wished = wish[s * P + p]! < 0
		for (let q = 0; q < P && !wished; q++) wished = wish[s * P + q]! > 0 && q !== p
		if (!wished) continue
		for (let t = 0; t < slots.length; t++) {
			const q = board.holder[t]!
			if (q < 0 || q === p || locked[t] === 1 || published[t]! >= 0 || slots[t]!.kind !== slots[s]!.kind)
				continue
			if (can[s * P + q] !== CAN || can[t * P + p] !== CAN) continue
			if (wish[s * P + q]! + wish[t * P + p]! <= wish[s * P + p]! + wish[t * P + q]!) continue
			let cost = board.take(s) + board.take(t)
			if (board.free(q, s)) {
				cost += board.put(q, s)
				if (board.free(p, t)) {
					cost += board.put(p, t)
					if (cost < -EPSILON) {
						moved = true
						break
					}
					board.take(t)
				}
				board.take(s)
			}
			board.put(p, s)
			board.put(q, t)
		}
	}
	return moved
}
