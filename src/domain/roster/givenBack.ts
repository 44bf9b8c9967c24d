import type { Turn } from '../events/turn'
import type { Id } from '../record'
import { originalOf } from '../events/turn'

/** A swap by which a turn came from one person to another. */
export interface Brought {
	swap: Id
	was: Id
	person: Id
}

/** The swaps by which whoever stands a turn has it, first to last, out of its `changes`; none: the roster gave it to them. */
export function chainOf(turn: Turn): Brought[] {
	const chain: Brought[] = []
	const changes = turn.changes ?? []
	for (let i = 0; i < changes.length; i++) {
		const { how, swap, was, person } = changes[i]!
		if (how === 'roster' || swap === null) chain.length = 0
		else if (how !== 'undo') chain.push({ swap, was, person })
		else while (chain.length > 0 && chain[chain.length - 1]!.person !== person) chain.pop()
	}
	return chain
}

/**
 * Whose a turn is once a swap of it is undone, and the swap by which they had it before (null: the roster). Where that one has
 * been undone as well, as the other half of an exchange may be, the turn goes back as far as whoever had it before both.
 */
export function givenBack(
	turn: Turn,
	swap: Id,
	isUndone: (swap: Id) => boolean
): { person: Id; via: Id | null } {
	const chain = chainOf(turn)
	let at = chain.length - 1
	while (at >= 0 && chain[at]!.swap !== swap) at--
	if (at < 0) return { person: originalOf(turn), via: null }
	for (; at > 0 && chain[at]!.was !== originalOf(turn); at--) {
		const before = chain[at - 1]!.swap
		if (!isUndone(before)) return { person: chain[at]!.was, via: before }
	}
	return { person: chain[at]!.was, via: null }
}
