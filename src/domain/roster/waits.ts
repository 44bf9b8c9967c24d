import type { Person } from '../events/person'
import type { Swap } from '../events/swap'
import type { Actor } from '../command'
import type { Id } from '../record'

/** What a swap wants of a person: an answer, a word on an offer, a leader's consent; null: nothing. */
export function waitsFor(me: Person | null, swap: Swap): 'answer' | 'offer' | 'approve' | null {
	if (!me) return null
	const { state, was, to } = swap
	if (state === 'asked' && to === me.id) return 'answer'
	if (state === 'offered' && was === me.id) return 'offer'
	const third = was !== me.id && to !== me.id
	return state === 'agreed' && third && me.roles.includes('leader') ? 'approve' : null
}

/** May say for the leader: a leader or administrator who is neither of the two. */
export function maySayYes(actor: Pick<Actor, 'id' | 'roles'>, swap: Pick<Swap, 'was' | 'to'>): boolean {
	const may = actor.roles.includes('leader') || actor.roles.includes('admin')
	return may && actor.id !== swap.was && actor.id !== swap.to
}

/** Whoever only asked for a stand-in may take the turn back themselves; what an administrator gave away they may not. */
export function ownToUndo(person: Id | null, swap: Swap): boolean {
	return swap.kind === 'swap' && swap.inReturn === null && swap.was === person
}
