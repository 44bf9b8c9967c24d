import { beam } from './beam'
import { Board } from './board'
import { leastEmpty } from './capacity'
import { Chains } from './chains'
import { exact } from './exact'
import { compareGrades, gradeOf, lacking, reachOf, spreadsOf } from './fairness'
import { exchange, level, polish } from './level'
import { CAN, type Problem } from './problem'
import { fill } from './fill'

/** Scarce kinds first: 除夕 and 初一, holidays, weekends, working days. */
const SCARCE_FIRST = [3, 2, 1, 0]

/** Moves that all chains of one plan may try together: what bounds the time of a plan that cannot be fair. */
const PATIENCE = 60_000

/** Rounds of shaking a plan that is neither full nor fair, and of smoothing one that is. */
const SHAKES = 40
const ROUNDS = 6

/** The best plan found for a problem; the same problem has the same plan. */
export function solve(problem: Problem): Board {
	const reach = reachOf(problem)
	const board = new Board(problem)
	const chains = new Chains(board, PATIENCE)
	const byDate = problem.slots.map((_, s) => s)
	const start = board.holder.slice()
	fill(board, byDate)
	let empty = board.open === 0 ? 0 : leastEmpty(problem)
	better(board, chains, reach)
	const other = (begin: () => void) => {
		const first = { holder: board.holder.slice(), grade: gradeOf(board, reach) }
		board.restore(start)
		begin()
		better(board, chains, reach)
		if (compareGrades(first.grade, gradeOf(board, reach)) <= 0) board.restore(first.holder)
	}
	if (lacking(board, reach, empty)) other(() => fill(board, scarceFirst(problem)))
	if (board.open > empty)
		other(() => {
			// Where published turns may still move, more may be possible than over the open ones alone.
			const fewest = beam(board)
			if (fewest && problem.request.dropouts.length === 0) empty = board.open
		})
	if (lacking(board, reach, empty)) shake(board, chains, reach, empty)
	exact(board, reach, empty)
	const [holder, grade] = [board.holder.slice(), gradeOf(board, reach)]
	smooth(board)
	if (compareGrades(gradeOf(board, reach), grade) > 0) board.restore(holder)
	return board
}

function scarceFirst({ slots, people: P, can }: Problem): number[] {
	const able = slots.map((_, s) => {
		let n = 0
		for (let p = 0; p < P; p++) if (can[s * P + p] === CAN) n++
		return n
	})
	const rank = (s: number) => SCARCE_FIRST.indexOf(slots[s]!.kind)
	return slots.map((_, s) => s).sort((a, b) => rank(a) - rank(b) || able[a]! - able[b]! || a - b)
}

/** Empty seats filled over others, kinds evened out, and where that was not enough, over chains through several kinds. */
function better(board: Board, chains: Chains, reach: Float64Array): void {
	for (let round = 0; round < ROUNDS; round++) {
		let moved = fillOver(board, chains)
		for (const kind of SCARCE_FIRST) moved = level(board, kind) || moved
		moved = overChains(board, chains, reach) || moved
		if (!moved) break
	}
}

function fillOver(board: Board, chains: Chains): boolean {
	const { slots, people: P, can } = board.problem
	let moved = false
	for (let depth = 1; depth <= 6 && board.open > 0; depth++)
		for (let s = 0; s < slots.length; s++)
			for (let p = 0; p < P && board.holder[s] === -1; p++)
				if (can[s * P + p] === CAN) moved = chains.give(p, s, depth, 40 * depth) || moved
	return moved
}

/** Chains from those with too many to those with too few, while a spread is above 1. */
function overChains(board: Board, chains: Chains, reach: Float64Array): boolean {
	const { slots, people: P, group, weight } = board.problem
	let moved = false
	for (let again = true; again;) {
		again = false
		for (const { group: g, kind, spread } of spreadsOf(board, reach)) {
			if (spread <= 1 + 1e-6) continue
			const members: number[] = []
			for (let p = 0; p < P; p++) if (group[p] === g) members.push(p)
			const have = (p: number) => board.x[p * 4 + kind]! / weight[p]!
			const few = [...members].sort((a, b) => have(a) - have(b) || a - b)
			for (let s = 0; s < slots.length && !again; s++) {
				const p = board.holder[s]!
				if (p < 0 || group[p] !== g || slots[s]!.amounts[kind] === 0) continue
				for (const q of few) {
					if (have(q) >= have(p) - 1) break
					if (chains.give(q, s, 3, 60)) {
						again = moved = true
						break
					}
				}
			}
			if (again) break
		}
	}
	return moved
}

/**
 * Moves some turns at random and evens out again; a plan not worse is gone on from. The numbers are random only in look:
 * they are the same every time.
 */
function shake(board: Board, chains: Chains, reach: Float64Array, empty: number): void {
	const { slots, people: P, can, locked, published } = board.problem
	let seed = 0x2f6e2b1
	const random = (n: number) => {
		seed ^= seed << 13
		seed ^= seed >>> 17
		seed ^= seed << 5
		return (seed >>> 0) % n
	}
	let best = board.holder.slice()
	let grade = gradeOf(board, reach)
	for (let i = 0; i < SHAKES && chains.patience > 0; i++) {
		for (let k = 0; k < 2 + random(4); k++) {
			const s = random(slots.length)
			const p = random(P)
			if (locked[s] === 1 || published[s]! >= 0 || can[s * P + p] !== CAN) continue
			const inTheWay: number[] = []
			if (board.holder[s]! >= 0) board.take(s)
			if (board.hindrances(p, s, inTheWay) >= 0 && inTheWay.every((t) => published[t]! < 0)) {
				for (const t of inTheWay) board.take(t)
				board.put(p, s)
			}
		}
		fill(
			board,
			slots.map((_, s) => s)
		)
		better(board, chains, reach)
		const now = gradeOf(board, reach)
		if (compareGrades(now, grade) <= 0) [best, grade] = [board.holder.slice(), now]
		else board.restore(best)
		if (!lacking(board, reach, empty)) break
	}
	board.restore(best)
}

function smooth(board: Board): void {
	for (let round = 0; round < ROUNDS; round++) {
		const moved = polish(board)
		if (!(exchange(board) || moved)) break
	}
}
