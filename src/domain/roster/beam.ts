import type { Board } from './board'
import { day, hour } from '../instant'
import { CAN, type Problem } from './problem'
import { tooNear } from './rest'

/** Plans begun side by side: as many as this much work allows, within bounds. */
const WORK = 400_000
const NARROWEST = 4
const WIDEST = 200

/** What is added to a plan: who stands the next slot; −1: it stays empty. */
interface Step {
	before: Begun | null
	person: number
	empty: number
	/** Turns of a kind as they add up, squared and by weight: the evener, the less. */
	uneven: number
}

/** A plan up to some slot. */
interface Begun extends Step {
	/** [person]: the last slot they stand so far; −1: none. */
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
	const { slots, people: P, can, rest, apart, weight } = board.problem
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
			last: new Int32Array(P).fill(-1),
			x: board.x.slice()
		}
	]
	const earliest = earliestOf(board.problem, open)
	const dawn = Math.min(...slots.map((slot) => slot.start - slot.first * day))
	for (let o = 0; o < open.length; o++) {
		const s = open[o]!
		const slot = slots[s]!
		const { first, amounts } = slot
		const come = { from: first, earliest: earliest[o]!, dawn }
		const next = new Map<string, Step>()
		const add = (before: Begun, person: number, empty: number, uneven: number) => {
			const key = keyOf(board.problem, before.last, come, person, s)
			const other = next.get(key)
			const step = { before, person, empty, uneven }
			if (!other || compare(step, other) < 0) next.set(key, step)
		}
		for (let i = 0; i < begun.length; i++) {
			const plan = begun[i]!
			for (let p = 0; p < P; p++) {
				const stood = plan.last[p]!
				if (can[s * P + p] !== CAN || (stood >= 0 && tooNear(slots[stood]!, slot, rest))) continue
				if (!board.free(p, s)) continue
				if (apart[p]!.some((q) => plan.last[q]! >= 0 && slots[plan.last[q]!]!.last >= first)) continue
				let uneven = plan.uneven
				for (let k = 0; k < 4; k++)
					uneven += (amounts[k]! * (2 * plan.x[p * 4 + k]! + amounts[k]!)) / weight[p]!
				add(plan, p, plan.empty, uneven)
			}
			add(plan, -1, plan.empty + 1, plan.uneven)
		}
		const steps = [...next.values()].sort(compare)
		if (steps.length > width) {
			complete = false
			steps.length = width
		}
		begun = steps.map((step) => goOn(step, s, amounts))
	}
	let plan: Begun | null = begun[0]!
	for (let i = open.length - 1; i >= 0; i--) {
		if (plan!.person >= 0) board.put(plan!.person, open[i]!)
		plan = plan!.before
	}
	return complete
}

function goOn(step: Step, slot: number, amounts: readonly number[]): Begun {
	const { person } = step
	const before = step.before!
	if (person < 0) return { ...step, last: before.last, x: before.x }
	const x = before.x.slice()
	for (let k = 0; k < 4; k++) x[person * 4 + k]! += amounts[k]!
	const stood = before.last.slice()
	stood[person] = slot
	return { ...step, last: stood, x }
}

function compare(a: Step, b: Step): number {
	return a.empty - b.empty || a.uneven - b.uneven
}

/** For each open slot the earliest instant at which it or one after it begins. */
function earliestOf({ slots }: Problem, open: readonly number[]): number[] {
	const found: number[] = []
	let least = Infinity
	for (let i = open.length - 1; i >= 0; i--) found[i] = least = Math.min(least, slots[open[i]!]!.start)
	return found
}

/**
 * Who is not yet free again once a person stands a slot, and since when. What is to come begins on day `from` and at an
 * instant `earliest`, and on no day before `dawn`.
 */
function keyOf(
	{ slots, rest }: Problem,
	last: Int32Array,
	{ from, earliest, dawn }: { from: number; earliest: number; dawn: number },
	person: number,
	slot: number
): string {
	let key = ''
	for (let p = 0; p < last.length; p++) {
		const on = p === person ? slot : last[p]!
		if (on < 0) continue
		const { last: until, end } = slots[on]!
		const free = end + rest.hours * hour
		// The hours tell only what the days do not: else plans alike would count as two.
		const more = free > earliest && free > dawn + (until + rest.days + 1) * day
		if (until >= from - rest.days || more) key += more ? `${p}:${until}:${free} ` : `${p}:${until} `
	}
	return key
}
