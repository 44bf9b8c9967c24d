import { CAN, type Problem } from './problem'
import { tooNear } from './rest'

/** Seats of which every combination is looked at; of more, each one alone. */
const TOGETHER = 5

/** Combinations of seats, the smaller first; `must` is in all of them. */
export function seatSets(seats: number, must: number | null = null): number[][] {
	const all = Array.from({ length: seats }, (_, i) => i)
	if (seats > TOGETHER) return must === null ? all.map((i) => [i]) : [[must]]
	const sets: number[][] = []
	for (let mask = 1; mask < 1 << seats; mask++) {
		const set = all.filter((i) => (mask & (1 << i)) !== 0)
		if (must === null || set.includes(must)) sets.push(set)
	}
	return sets.sort((a, b) => a.length - b.length)
}

/**
 * How many turns of some seats their people could stand from a day to another if nothing else were asked of them, each keeping
 * their rest and standing one at a time; and how many people that are.
 */
export function capacity(
	{ slots, rest, byEnd, people: P, can }: Problem,
	seats: readonly number[],
	from: number,
	to: number
): { most: number; people: number } {
	let most = 0
	let people = 0
	for (let p = 0; p < P; p++) {
		let turns = 0
		let before = -1
		for (let i = 0; i < byEnd.length; i++) {
			const s = byEnd[i]!
			const slot = slots[s]!
			if (slot.last > to) break
			if (slot.first < from || can[s * P + p] !== CAN || !seats.includes(slot.seat)) continue
			if (before >= 0 && tooNear(slots[before]!, slot, rest)) continue
			turns++
			before = s
		}
		most += turns
		if (turns > 0) people++
	}
	return { most, people }
}

/** Seats that must stay empty whatever is planned, at the least. */
export function leastEmpty(problem: Problem): number {
	const { slots, people: P, can, request, days } = problem
	let least = 0
	for (let s = 0; s < slots.length; s++) if (!can.subarray(s * P, s * P + P).includes(CAN)) least++
	for (const seats of seatSets(request.seats.length)) {
		let wanted = 0
		for (let s = 0; s < slots.length; s++) if (seats.includes(slots[s]!.seat)) wanted++
		least = Math.max(least, wanted - capacity(problem, seats, 0, days).most)
	}
	return least
}
