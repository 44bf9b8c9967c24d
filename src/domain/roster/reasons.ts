import type { Board } from './board'
import { capacity, seatSets } from './capacity'
import { dateOf } from './dates'
import { CAN, EXEMPT, NOT_MEMBER, NOT_THEIR_SEAT, ON_LEAVE, PAIR_AWAY, TAKEN } from './problem'
import { farOff, tooNear, type Rest } from './rest'

/** The longest stretch of days looked at for a proof that there are too few people. */
const LONGEST_WINDOW = 10

/** Why a slot stayed empty, in one sentence: the smallest thing that explains it. */
export function reasonFor(board: Board, s: number): string {
	const { slots, request, people: P, can } = board.problem
	const slot = slots[s]!
	const { name } = request.seats[slot.seat]!
	const able = (p: number) => can[s * P + p] !== NOT_THEIR_SEAT
	const known: number[] = []
	const here: number[] = []
	for (let p = 0; p < P; p++) {
		if (!able(p)) continue
		known.push(p)
		if (can[s * P + p] !== NOT_MEMBER) here.push(p)
	}
	if (known.length === 0) return `没有人能值${name}`
	if (here.length === 0) return `能值${name}的 ${known.length} 人这天都不在名单里`
	if (here.some((p) => can[s * P + p] === CAN)) {
		const short = shortage(board, s)
		if (short) return short
	}
	const told = new Map<string, number>()
	for (const p of here) {
		const why = hindrance(board, p, s)
		told.set(why, (told.get(why) ?? 0) + 1)
	}
	const all = [...told].sort((a, b) => b[1] - a[1])
	const head = `能值${name}的 ${here.length} 人`
	if (all.length === 1) return head + (here.length === 1 ? '' : '都') + all[0]![0]
	return `${head}都排不上：${all.map(([why, n]) => `${n} 人${why}`).join('、')}`
}

function hindrance(board: Board, p: number, s: number): string {
	const { slots, people: P, can, apart, request, rest } = board.problem
	const slot = slots[s]!
	const { first, last } = slot
	switch (can[s * P + p]) {
		case ON_LEAVE:
			return '休假或外出'
		case EXEMPT:
			return '免值'
		case PAIR_AWAY:
			return '的 AB 角休假'
		case TAKEN:
			return '当天或前后已有班'
	}
	const near = (d: number) => {
		const other = board.on(p, d)
		return other >= 0 && tooNear(slot, slots[other]!, rest)
	}
	for (let d = first; d <= last; d++) {
		const other = board.on(p, d)
		if (other >= 0) return `当天已值${request.seats[slots[other]!.seat]!.name}`
	}
	for (let n = 1; n <= farOff(rest); n++) {
		if (near(first - n)) return n === 1 ? '前一天值班' : `前 ${n} 天值班`
		if (near(last + n)) return n === 1 ? '后一天值班' : `后 ${n} 天值班`
	}
	for (const q of apart[p]!)
		for (let d = first; d <= last; d++) if (board.on(q, d) !== -1) return `不与${request.people[q]!.name}同班`
	return '排不开'
}

/**
 * The smallest stretch of days around a slot in which its seat (or it and others filled by the same people) asks for more
 * turns than its people could stand even if nothing else were asked of them; null where there is none so small.
 */
function shortage(board: Board, s: number): string | null {
	const { slots, request, origin, rest: between } = board.problem
	const slot = slots[s]!
	const sets = seatSets(request.seats.length, slot.seat)
	for (let length = 1; length <= LONGEST_WINDOW; length++)
		for (const seats of sets)
			for (let from = slot.last - length + 1; from <= slot.first; from++) {
				const wanted = slots.filter(
					(t) => seats.includes(t.seat) && t.first >= from && t.last < from + length
				)
				if (wanted.length === 0 || !wanted.includes(slot)) continue
				const { most, people } = capacity(board.problem, seats, from, from + length - 1)
				if (most >= wanted.length) continue
				const dates = `${chinese(origin + from)}${length > 1 ? `至${chinese(origin + from + length - 1)}` : ''}`
				const names = seats.map((i) => request.seats[i]!.name).join('、')
				// What only leave and exemptions explain is told by how many.
				if (length === 1 && seats.length === 1 && people === 0) return null
				const rest = length > 1 ? restWords(between) : ''
				return `${dates}${names}共要 ${wanted.length} 班，能值的只有 ${people} 人${rest}，最多值 ${most} 班`
			}
	return null
}

/** Of days and hours whichever asks for more. */
function restWords({ days, hours }: Rest): string {
	if (hours > 24 * days) return `，每班后要隔 ${hours} 小时`
	return days > 0 ? `，每班后要隔 ${days} 天` : ''
}

function chinese(day: number): string {
	const [, month, date] = dateOf(day).split('-')
	return `${Number(month)}月${Number(date)}日`
}
