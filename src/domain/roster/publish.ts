import type { PlannedTurn } from '../events/roster'
import type { Swap } from '../events/swap'
import type { Turn } from '../events/turn'
import type { Id } from '../record'
import type { Instant } from '../instant'
import { originalOf } from '../events/turn'
import { chainOf, givenBack } from './givenBack'
import { hasBegun } from './onDuty'
import { turnKey } from './turnKey'

/** What publishing a roster over what stands comes to. */
export interface Publishing {
	set: PlannedTurn[]
	changed: { turn: Turn; person: Id; original: Id; swap: Id | null; via: Id | null }[]
	ended: { turn: Turn; to: Instant }[]
	dropped: Turn[]
	/** Swaps that cannot be kept. */
	undone: Swap[]
	/** Two things that cannot both be: the roster is not published. `undone`: one of them comes of undoing a swap. */
	clashes: { one: Stands; other: Stands; undone: boolean }[]
	/** Turns outside the plan that undoing a swap would give to somebody who may not stand them: nor then. */
	unfit: Stands[]
}

/** A turn as it will be. */
export interface Stands {
	seat: string
	place: number
	person: Id
	from: Instant
	to: Instant
}

interface Given {
	plan: readonly PlannedTurn[]
	/** [first instant, the one after the last] */
	period: readonly [Instant, Instant]
	/** All turns that stand around the period, and around the other turns of exchanges, which may lie elsewhere. */
	existing: readonly Turn[]
	/** The swaps that brought their people. */
	swaps: ReadonlyMap<Id, Swap>
	now: Instant
	mayStand: (person: Id, seat: string) => boolean
}

/** An existing turn that the plan has too. */
interface Item {
	turn: Turn
	planned: PlannedTurn
	/** Whoever swapped into it keeps it. */
	kept: boolean
}

/**
 * A turn of the plan is the one that stands where seat, place and beginning are the same: a swap stays with its turn even if
 * the plan now gives it to another, as long as whoever swapped into it still can; else both turns of the exchange go back to
 * the plan. What has begun never changes; what should be running is set where nobody stands. What stands on the plan's seats in
 * its period and is not in it, falls away.
 */
export function publish(given: Given): Publishing {
	const { plan, period, existing, swaps, now, mayStand } = given
	const seats = new Set(plan.map((p) => p.seat))
	const standing = new Map<string, Turn>()
	const byId = new Map<Id, Turn>()
	const rest: Turn[] = []
	/** Turns of the plan that whoever has them signed for before their time. */
	const stood = new Set<string>()
	for (const turn of existing) {
		byId.set(turn.id, turn)
		const begun = hasBegun(turn, now)
		if (begun && turn.from > now) stood.add(turnKey(turn))
		const concerned = !begun && turn.from >= period[0] && turn.from < period[1] && seats.has(turn.seat)
		if (concerned) standing.set(turnKey(turn), turn)
		else rest.push(turn)
	}
	const items: Item[] = []
	const set: PlannedTurn[] = []
	for (const planned of plan) {
		if (planned.from <= now) {
			const left = unstood(planned, rest, now)
			if (left) set.push(left)
			continue
		}
		const turn = standing.get(turnKey(planned))
		if (turn) {
			items.push({ turn, planned, kept: turn.person !== originalOf(turn) })
			standing.delete(turnKey(planned))
		} else if (!stood.has(turnKey(planned))) set.push(planned)
	}
	const dropped = [...standing.values()]
	const item = new Map(items.map((i) => [i.turn.id, i]))
	const undone = new Map<Id, Swap>()
	/** Turns outside the plan that an undone exchange gives back. */
	const back = new Map<Id, Turn>()

	const isUndone = (swap: Id) => undone.has(swap) || swaps.get(swap)?.state === 'undone'
	/** The turn goes back, and with it whatever was exchanged for it. */
	function release(turn: Turn): void {
		const own = item.get(turn.id)
		if (own) own.kept = false
		for (const brought of chainOf(turn)) {
			const swap = swaps.get(brought.swap)
			if (!swap || isUndone(swap.id)) continue
			undone.set(swap.id, swap)
			for (const leg of [swap.turn, swap.inReturn]) {
				const other = leg === null || leg === turn.id ? undefined : byId.get(leg)
				if (!other || other.via !== swap.id || hasBegun(other, now) || dropped.includes(other)) continue
				if (item.has(other.id)) release(other)
				else back.set(other.id, other)
			}
		}
	}
	/** Where the swap before still holds it is theirs who came by that one, else the roster's. */
	function backTo(turn: Turn): { person: Id; via: Id | null } {
		const to = givenBack(turn, turn.via!, isUndone)
		return to.via === null ? { person: originalOf(turn), via: null } : to
	}

	for (const turn of dropped) release(turn)
	for (const { turn, planned, kept } of items) if (kept && planned.person === turn.person) release(turn)

	const personOf = ({ turn, planned, kept }: Item) => (kept ? turn.person : planned.person)
	const all = (): (Stands & { item: Item | null; moves: 'plan' | 'back' | null })[] => [
		...rest.map((t) => {
			const moves = back.has(t.id) ? ('back' as const) : null
			return { ...stands(t, moves ? backTo(t).person : t.person), item: null, moves }
		}),
		...items.map((i) => ({ ...i.planned, person: personOf(i), item: i, moves: 'plan' as const })),
		...set.map((p) => ({ ...p, item: null, moves: 'plan' as const }))
	]
	let final = all()
	for (let again = true; again;) {
		again = false
		const byPerson = groups(final, (s) => s.person)
		for (const i of items) {
			if (!i.kept) continue
			const { person } = i.turn
			const clash = byPerson.get(person)!.some((s) => s.item !== i && overlap(s, i.planned))
			if (!clash && mayStand(person, i.turn.seat)) continue
			release(i.turn)
			again = true
		}
		if (again) final = all()
	}

	const clashes: Publishing['clashes'] = []
	for (const group of [groups(final, (s) => s.person), groups(final, (s) => `${s.seat} ${s.place}`)])
		for (const own of group.values()) {
			own.sort((a, b) => a.from - b.from)
			for (let i = 1; i < own.length; i++) {
				const [one, other] = [own[i - 1]!, own[i]!]
				const undone = one.moves === 'back' || other.moves === 'back'
				if ((one.moves || other.moves) && overlap(one, other)) clashes.push({ one, other, undone })
			}
		}

	const changed: Publishing['changed'] = []
	const ended: Publishing['ended'] = []
	for (const i of items) {
		const { turn, planned, kept } = i
		if (turn.to !== planned.to) ended.push({ turn, to: planned.to })
		const person = personOf(i)
		const via = kept ? (turn.via ?? null) : null
		if (person === turn.person && planned.person === originalOf(turn) && via === (turn.via ?? null)) continue
		changed.push({ turn, person, original: planned.person, swap: null, via })
	}
	for (const turn of back.values()) {
		const swap = turn.via ?? null
		changed.push({ turn, ...backTo(turn), original: originalOf(turn), swap })
	}
	const unfit = final.filter((s) => s.moves === 'back' && !mayStand(s.person, s.seat))
	return { set, changed, ended, dropped, undone: [...undone.values()], clashes, unfit }
}

/** What is left of a planned turn that has begun, so that today is not empty; null: somebody stands there, or it is over. */
function unstood(planned: PlannedTurn, begun: readonly Turn[], now: Instant): PlannedTurn | null {
	let { from } = planned
	for (const t of begun) {
		const same = t.seat === planned.seat && (t.place ?? 0) === planned.place
		if (same && t.from <= now && t.to > from) from = t.to
	}
	return from <= now && now < planned.to ? { ...planned, from } : null
}

function stands(turn: Turn, person: Id): Stands {
	return { seat: turn.seat, place: turn.place ?? 0, person, from: turn.from, to: turn.to }
}

function overlap(a: Stands, b: Stands): boolean {
	return a.from < b.to && b.from < a.to
}

function groups<T>(all: readonly T[], by: (one: T) => string): Map<string, T[]> {
	const found = new Map<string, T[]>()
	for (let i = 0; i < all.length; i++) {
		const key = by(all[i]!)
		const own = found.get(key)
		if (own) own.push(all[i]!)
		else found.set(key, [all[i]!])
	}
	return found
}
