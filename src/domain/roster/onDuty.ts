import type { Seat } from '../event'
import type { Turn } from '../events/turn'
import type { Instant } from '../instant'

/**
 * Who is on duty now: one turn for each place of a seat that anybody stands, the only answer there is. `handover`: the seats
 * that hand over by signature (true: all): whoever stood before stays on until relieved or until the next one has taken over, at the
 * longest until the next one's turn ends. `turns` must reach back to the turn before the current ones.
 */
export function onDuty(
	turns: readonly Turn[],
	now: Instant,
	{ handover = false }: { handover?: boolean | readonly Seat[] } = {}
): Turn[] {
	const places = new Map<string, Place>()
	for (let i = 0; i < turns.length; i++) {
		const turn = turns[i]!
		if (turn.dropped || turn.to <= turn.from) continue
		const name = `${turn.seat} ${turn.place ?? 0}`
		const place = places.get(name)
		if (place) stand(place, turn, now)
		else places.set(name, stand({ begun: null, before: null, next: null, current: null }, turn, now))
	}
	const on: Turn[] = []
	for (const place of places.values()) {
		const { seat } = (place.begun ?? place.next)!
		const signs = typeof handover === 'boolean' ? handover : handover.includes(seat)
		const turn = signs ? afterHandover(place, now) : place.current
		if (turn) on.push(turn)
	}
	return on
}

/** What of a place's turns can matter now: found in one pass, for every step of a chase asks. */
interface Place {
	/** The last whose time has begun, whether or not it has ended, and its neighbours. */
	begun: Turn | null
	before: Turn | null
	next: Turn | null
	/** By the roster. Of two that were set over one another the later one counts, for it was begun last. */
	current: Turn | null
}

function stand(place: Place, turn: Turn, now: Instant): Place {
	const { begun, before, next, current } = place
	if (turn.from > now) {
		if (next === null || isEarlier(turn, next)) place.next = turn
		return place
	}
	if (begun === null || isEarlier(begun, turn)) {
		place.before = begun
		place.begun = turn
	} else if (before === null || isEarlier(before, turn)) place.before = turn
	if (now < turn.to && (current === null || isEarlier(current, turn))) place.current = turn
	return place
}

function isEarlier(a: Turn, b: Turn): boolean {
	return a.from < b.from || (a.from === b.from && a.id < b.id)
}

function afterHandover({ begun, before, next }: Place, now: Instant): Turn | null {
	if (next && tookOver(next, now)) return next
	if (!begun) return null
	if (now >= begun.to) {
		// Nobody's time: whoever stood last is on until relieved, as long as somebody is to come.
		return next && !relieved(begun, now) ? begun : null
	}
	if (!before || tookOver(begun, now) || relieved(before, now) || before.person === begun.person) return begun
	return before
}

/** Its time has come, or whoever has it signed before that: it can no longer become another's as a whole. */
export function hasBegun(turn: Turn, now: Instant): boolean {
	return turn.from <= now || tookOver(turn, now)
}

export function tookOver(turn: Turn, now: Instant): boolean {
	return typeof turn.tookOverAt === 'number' && turn.tookOverAt <= now
}

function relieved(turn: Turn, now: Instant): boolean {
	return typeof turn.relievedAt === 'number' && turn.relievedAt <= now
}
