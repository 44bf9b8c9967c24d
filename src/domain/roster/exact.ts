import type { Board } from './board'
import { compareGrades, gradeOf } from './fairness'
import { CAN } from './problem'

/** Slots up to which every plan is looked through, and plans begun at most. */
const SLOTS = 40
const STEPS = 60_000

/**
 * Looks through all plans of a small problem for a better grade than the board's, and leaves the best there. Whole branches
 * are left out that already have more empty seats, or somebody further ahead than any end of the branch can make up for.
 */
export function exact(board: Board, reach: Float64Array, least: number): void {
	const { slots, people: P, can, weight, group, locked, published } = board.problem
	const order: number[] = []
	for (let s = 0; s < slots.length; s++) if (locked[s] === 0 && published[s]! < 0) order.push(s)
	if (order.length === 0 || order.length > SLOTS || weight.some((w) => w !== 1)) return
	let best = gradeOf(board, reach)
	let holders = board.holder.slice()
	if (best[0] === least && best[1] === 0) return
	for (const s of order) if (board.holder[s]! >= 0) board.take(s)
	const bound = boundOf(board, reach, order, group)
	let steps = STEPS
	let done = false
	let empty = board.open - order.length
	const search = (at: number): void => {
		if (done || --steps < 0 || empty > best[0]!) return
		if (at === order.length) {
			const grade = gradeOf(board, reach)
			if (compareGrades(grade, best) >= 0) return
			best = grade
			holders = board.holder.slice()
			done = best[0] === least && best[1] === 0
			return
		}
		if (empty === best[0] && bound() > best[1]! + 1e-9) return
		const s = order[at]!
		const choices: { p: number; cost: number }[] = []
		for (let p = 0; p < P; p++)
			if (can[s * P + p] === CAN && board.free(p, s)) choices.push({ p, cost: board.cost(p, s) })
		choices.sort((a, b) => a.cost - b.cost || a.p - b.p)
		for (let i = 0; i < choices.length; i++) {
			board.put(choices[i]!.p, s)
			search(at + 1)
			board.take(s)
		}
		empty++
		search(at + 1)
		empty--
	}
	search(0)
	board.restore(holders)
}

/** The least excess over a spread of 1 that is still possible: the highest so far against an even end. */
function boundOf(
	board: Board,
	reach: Float64Array,
	order: readonly number[],
	group: readonly number[]
): () => number {
	const { slots, people: P, base, can } = board.problem
	const groups = Math.max(-1, ...group) + 1
	const most = new Float64Array(groups * 4)
	const heads = new Float64Array(groups * 4)
	// All that a group could still get is taken to come; more would only lift the lowest.
	for (let i = 0; i < groups * 4; i++) {
		const [g, k] = [i >> 2, i & 3]
		for (let p = 0; p < P; p++)
			if (group[p] === g && reach[p * 4 + k]! > base[p * 4 + k]!) {
				most[i]! += board.x[p * 4 + k]!
				heads[i]!++
			}
		for (const s of order) {
			const able = group.some((other, p) => other === g && can[s * P + p] === CAN)
			if (able) most[i]! += slots[s]!.amounts[k]!
		}
	}
	return () => {
		let worst = 0
		for (let p = 0; p < P; p++)
			for (let k = 0; k < 4; k++) {
				const [i, j] = [p * 4 + k, group[p]! * 4 + k]
				if (reach[i]! <= base[i]! || board.x[i]! <= base[i]!) continue
				worst = Math.max(worst, board.x[i]! - Math.floor(most[j]! / heads[j]! + 1e-9) - 1)
			}
		return worst
	}
}
