import { CAN, type Problem } from './problem'
import { farOff, tooNear } from './rest'

/**
 * What a plan costs, in one scale. A turn too many and one too few of a kind (10·x²/weight) outweighs all wishes; a published
 * turn that moves outweighs fairness; an empty seat outweighs everything.
 */
const EMPTY = 1e7
const MOVED = 1e4
const FAIR = 10
const WISH = 3
const CLOSE = 1
const TOTAL = 0.2
const SEAT = 0.1

const FREE = -1

/** Differences smaller than this are rounding. */
export const EPSILON = 1e-6

/** A plan being made. Costs are answered as differences, so that a step and its undoing cancel out. */
export class Board {
	/** [slot]: person, −1 open, −2 a stranger. */
	readonly holder: Int32Array
	/** [person × 4 + kind]: turns, with those carried. */
	readonly x: Float64Array
	readonly #at: Int32Array
	readonly #total: Float64Array
	readonly #seat: Float64Array
	/** Days within which a second turn of a person is uncomfortably close, well below their usual gap. */
	readonly #near: Int32Array
	/** Days to either side on which a turn may be too near. */
	readonly #look: number
	open = 0

	constructor(readonly problem: Problem) {
		const { slots, people, days, request, base, published, locked } = problem
		this.#look = farOff(problem.rest)
		this.holder = new Int32Array(slots.length).fill(-1)
		this.open = slots.length
		this.x = base.slice()
		this.#at = new Int32Array(people * days).fill(FREE)
		this.#total = new Float64Array(people)
		for (let i = 0; i < base.length; i++) this.#total[i >> 2]! += base[i]!
		this.#seat = new Float64Array(people * request.seats.length)
		this.#near = nearness(problem)
		for (let s = 0; s < slots.length; s++) {
			const p = published[s]!
			if (p === -2) this.holder[s] = p
			if (p === -2) this.open--
			if (p < 0) continue
			// What was published against the rules stays; it could not be put back if it were lifted.
			if (problem.can[s * people + p] !== CAN || !this.free(p, s)) {
				locked[s] = 1
				problem.against.push(s)
			}
			this.put(p, s)
		}
	}

	/** What it costs to give an open slot to a person; from `limit` on no more than that it is so much. */
	cost(p: number, s: number, limit = Infinity): number {
		const { slots, people, weight, wish, published, request, days } = this.problem
		const slot = slots[s]!
		const w = weight[p]!
		let cost = 0
		let length = 1
		if (slot.kind >= 0) cost = (FAIR * (2 * this.x[p * 4 + slot.kind]! + 1)) / w
		else {
			length = slot.last - slot.first + 1
			for (let k = 0; k < 4; k++) {
				const amount = slot.amounts[k]!
				cost += (FAIR * amount * (2 * this.x[p * 4 + k]! + amount)) / w
			}
		}
		cost += (TOTAL * length * (2 * this.#total[p]! + length)) / w
		cost += SEAT * (2 * this.#seat[p * request.seats.length + slot.seat]! + 1)
		cost -= WISH * wish[s * people + p]!
		if (published[s]! >= 0 && published[s] !== p) cost += MOVED
		if (slot.kind >= 0 && cost - EMPTY < limit) {
			const near = this.#near[p]!
			const row = p * days
			const from = Math.max(0, slot.first - near)
			const to = Math.min(days - 1, slot.first + near)
			for (let d = from; d <= to; d++) {
				const other = this.#at[row + d]!
				if (other < 0 || other === s || slots[other]!.kind < 0) continue
				const gap = d < slot.first ? slot.first - d : d - slot.first
				cost += (CLOSE * (near + 1 - gap)) / (near + 1)
			}
		}
		return cost - EMPTY
	}

	/** Gives an open slot to a person; what that costs. */
	put(p: number, s: number): number {
		const cost = this.cost(p, s)
		this.#change(p, s, 1)
		this.holder[s] = p
		this.open--
		return cost
	}

	/** Opens a slot; what that costs. */
	take(s: number): number {
		const p = this.holder[s]!
		this.#change(p, s, -1)
		this.holder[s] = -1
		this.open++
		return -this.cost(p, s)
	}

	#change(p: number, s: number, sign: 1 | -1): void {
		const { slots, days, request } = this.problem
		const { first, last, amounts, seat } = slots[s]!
		for (let k = 0; k < 4; k++) this.x[p * 4 + k]! += sign * amounts[k]!
		this.#total[p]! += sign * (last - first + 1)
		this.#seat[p * request.seats.length + seat]! += sign
		for (let d = first; d <= last; d++) this.#at[p * days + d] = sign > 0 ? s : FREE
	}

	/** Whether a person who can stand a slot is free for it as things are. */
	free(p: number, s: number): boolean {
		const { slots, days, apart, rest } = this.problem
		const slot = slots[s]!
		const { first, last } = slot
		const row = p * days
		for (let d = first - this.#look, to = last + this.#look; d <= to; d++) {
			const other = this.#at[row + d]!
			if (other !== FREE && tooNear(slot, slots[other]!, rest)) return false
		}
		const others = apart[p]!
		for (let i = 0; i < others.length; i++)
			for (let d = first; d <= last; d++) if (this.#at[others[i]! * days + d] !== FREE) return false
		return true
	}

	/**
	 * Collects the slots in the way of a person's standing one: their own within the rest, and those of people from whom they
	 * are apart. Answers how many, −1 where one of them cannot be moved.
	 */
	hindrances(p: number, s: number, into: number[]): number {
		const { slots, apart, rest } = this.problem
		const slot = slots[s]!
		const { first, last } = slot
		into.length = 0
		if (!this.#collect(p, first - this.#look, last + this.#look, into, (t) => tooNear(slot, slots[t]!, rest)))
			return -1
		const others = apart[p]!
		for (let i = 0; i < others.length; i++) if (!this.#collect(others[i]!, first, last, into)) return -1
		return into.length
	}

	#collect(p: number, from: number, to: number, into: number[], counts?: (t: number) => boolean): boolean {
		const { days, locked } = this.problem
		for (let d = from; d <= to; d++) {
			const other = this.#at[p * days + d]!
			if (other === FREE || (counts && !counts(other))) continue
			if (locked[other] === 1) return false
			if (into[into.length - 1] !== other) into.push(other)
		}
		return true
	}

	/** The slot a person has on a day, −1 none. */
	on(p: number, day: number): number {
		return day < 0 || day >= this.problem.days ? FREE : this.#at[p * this.problem.days + day]!
	}

	/** Takes another plan's place. */
	restore(holders: Int32Array): void {
		for (let s = 0; s < holders.length; s++)
			if (this.holder[s] !== holders[s] && this.holder[s]! >= 0) this.take(s)
		for (let s = 0; s < holders.length; s++)
			if (this.holder[s] !== holders[s] && holders[s]! >= 0) this.put(holders[s]!, s)
	}
}

function nearness({ slots, people, can, days }: Problem): Int32Array {
	const expected = new Float64Array(people)
	for (let s = 0; s < slots.length; s++) {
		let able = 0
		for (let p = 0; p < people; p++) if (can[s * people + p] === CAN) able++
		for (let p = 0; p < people; p++) if (can[s * people + p] === CAN) expected[p]! += 1 / able
	}
	return Int32Array.from(expected, (n) => (n === 0 ? 0 : Math.min(28, Math.floor((0.6 * days) / n))))
}
