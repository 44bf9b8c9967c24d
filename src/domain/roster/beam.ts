import type { Board } from './board'
import { CAN } from './problem'

/** Plans begun side by side: as many as this much work allows, within bounds. */
const WORK = 1_500_000
const NARROWEST = 4
const WIDEST = 200

/** A plan up to some slot. */
interface Begun {
	before: Begun | null
	/** Who stands the slot; −1: it stays empty. */
	person: number
	empty: number
	/** Turns of a kind as they add up, squared and by weight: the evener, the less. */
	uneven: number
	/** [person]: the last day they stand so far. */
	last: Int32Array
	/** [person × 4 + kind] */
	x: Float64Array
}

/**
 * Fills the open slots date by date with the fewest empty seats, over many plans begun side by side: of those that leave the
 * same people free only the best goes on, and of the rest the best few. Whether none had to be dropped: then no plan has
 * fewer empty seats.
 */
export function beam(board: Board): boolean {
	const { slots, people: P, can, request, apart, weight } = board.problem
	const open: number[] = []
	for (let s = 0; s < slots.length; s++) if (board.holder[s] === -1) open.push(s)
	const width = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(WORK / (open.length * P + 1))))
	let complete = true
	let begun: Begun[] = [
		{
			before: null,
			person: -1,
			empty: 0,
			uneven: 0,
			last: new Int32Array(P).fill(-1_000),
			x: board.x.slice()
		}
	]
	for (const s of open) {
		const { first, last, amounts } = slots[s]!
		const next = new Map<string, Begun>()
		const add = (plan: Begun) => {
			const key = keyOf(plan.last, first - request.restDays)
			const other = next.get(key)
			if (!other || compare(plan, other) < 0) next.set(key, plan)
		}
		for (let i = 0; i < begun.length; i++) {
			const plan = begun[i]!
			for (let p = 0; p < P; p++) {
				if (can[s * P + p] !== CAN || plan.last[p]! >= first - request.restDays || !board.free(p, s)) continue
				if (apart[p]!.some((q) => plan.last[q]! >= first)) continue
				let uneven = plan.uneven
				const x = plan.x.slice()
				for (let k = 0; k < 4; k++) {
					uneven += (amounts[k]! * (2 * x[p * 4 + k]! + amounts[k]!)) / weight[p]!
					x[p * 4 + k]! += amounts[k]!
				}
				const stood = plan.last.slice()
				stood[p] = last
				add({ before: plan, person: p, empty: plan.empty, uneven, last: stood, x })
			}
			add({ ...plan, before: plan, person: -1, empty: plan.empty + 1 })
		}
		begun = [...next.values()].sort(compare)
		if (begun.length > width) {
			complete = false
			begun.length = width
		}
	}
	let plan: Begun | null = begun[0]!
	for (let i = open.length - 1; i >= 0; i--) {
		if (plan!.person >= 0) board.put(plan!.person, open[i]!)
		plan = plan!.before
	}
	return complete
}

function compare(a: Begun, b: Begun): number {
	return a.empty - b.empty || a.uneven - b.uneven
}

/** Who is not yet free again, and since when. */
function keyOf(last: Int32Array, from: number): string {
	let key = ''
	for (let p = 0; p < last.length; p++) if (last[p]! >= from) key += `${p}:${last[p]!} `
	return key
}
