import type { Board } from './board'
import { CAN, type Problem } from './problem'

/** Of people who may stand the same seats: by how much the most and the least burdened differ in turns of a kind. */
export interface Spread {
	group: number
	/** By KINDS. */
	kind: number
	spread: number
	/** The same with those who are left out of it below: what a table of all counts shows. */
	shown: number
	/** The person with the least who could take more, and the one with the most who could give some. */
	least: number
	most: number
}

/** For each person and kind the most turns they could have by leave, exemptions and seats alone: [person × 4 + kind]. */
export function reachOf({ slots, people: P, can, base }: Problem): Float64Array {
	const reach = base.slice()
	for (let s = 0; s < slots.length; s++)
		for (let p = 0; p < P; p++)
			if (can[s * P + p] === CAN) for (let k = 0; k < 4; k++) reach[p * 4 + k]! += slots[s]!.amounts[k]!
	return reach
}

/**
 * The spread of each group and kind, in turns off one's due share. Who cannot stand a kind at all is left out; who stands all
 * they can is not waited for, and who has nothing but what was carried cannot give.
 */
export function spreadsOf(board: Board, reach: Float64Array): Spread[] {
	const { people: P, group, weight, base } = board.problem
	const { x } = board
	const groups = Math.max(-1, ...group) + 1
	const found: Spread[] = []
	for (let g = 0; g < groups; g++)
		for (let k = 0; k < 4; k++) {
			let sum = 0
			let shares = 0
			for (let p = 0; p < P; p++) {
				const i = p * 4 + k
				if (group[p] !== g || reach[i]! <= base[i]!) continue
				sum += x[i]!
				shares += weight[p]!
			}
			if (shares === 0) continue
			let least = -1
			let most = -1
			let low = Infinity
			let high = -Infinity
			let lowest = Infinity
			let highest = -Infinity
			for (let p = 0; p < P; p++) {
				const i = p * 4 + k
				if (group[p] !== g || reach[i]! <= base[i]!) continue
				const off = x[i]! - (sum / shares) * weight[p]!
				lowest = Math.min(lowest, off)
				highest = Math.max(highest, off)
				if (off < low && x[i]! < reach[i]!) [low, least] = [off, p]
				if (off > high && x[i]! > base[i]!) [high, most] = [off, p]
			}
			const spread = least < 0 || most < 0 ? 0 : Math.max(0, high - low)
			found.push({ group: g, kind: k, spread, shown: highest - lowest, least, most })
		}
	return found
}

/** How good a plan is, the first figure counting most: empty seats, spread above 1 (worst, then all), all spreads. */
export function gradeOf(board: Board, reach: Float64Array): number[] {
	let worst = 0
	let above = 0
	let all = 0
	for (const { shown } of spreadsOf(board, reach)) {
		const excess = Math.max(0, shown - 1)
		worst = Math.max(worst, excess)
		above += excess
		all += shown
	}
	return [board.open, round(worst), round(above), round(all)]
}

/**
 * Whether something could still be better: more seats are empty than must be, or turns could go from one with too many to one
 * with too few.
 */
export function lacking(board: Board, reach: Float64Array, empty: number): boolean {
	return board.open > empty || spreadsOf(board, reach).some(({ spread }) => spread > 1 + 1e-6)
}

const round = (n: number) => Math.round(n * 1e6) / 1e6

/** Negative where `a` is better. */
export function compareGrades(a: readonly number[], b: readonly number[]): number {
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
	return 0
}
