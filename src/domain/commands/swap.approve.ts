import * as v from 'valibot'
import { rule } from '../command'
import { maySayYes } from '../roster/waits'
import { carryOut, inState, possible } from './exchange'
import { id } from './schema'
import { needSwap } from './turns'

/** The leader agrees: both turns change hands at this moment, if they still can. */
export const approve = rule({
	name: 'swap.approve',
	schema: v.strictObject({ swap: id('换班') }),
	needs: ({ swap }, loaded, { actor }) => {
		const keys = needSwap(swap, loaded)
		if (actor.id) keys.push(`people/${actor.id}`)
		return keys
	},
	mayI(actor, snapshot, args) {
		const swap = snapshot.get('swaps', args.swap)
		return maySayYes(actor, swap ?? { was: '', to: null })
	},
	decide(command, snapshot, context) {
		const found = inState(command.args.swap, ['agreed'], snapshot, context)
		if ('no' in found) return found.no
		const { id: swap, was, to, turn, inReturn } = found.swap
		const terms = { swap, was, to: to!, turn, inReturn }
		const fit = possible(terms, snapshot, context)
		if ('no' in fit) return fit.no
		return carryOut(command, terms, fit, context.actor.id, snapshot, context)
	}
})
