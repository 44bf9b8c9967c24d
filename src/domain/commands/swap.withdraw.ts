import * as v from 'valibot'
import { rule } from '../command'
import { openStates } from '../events/swap'
import { end, inState } from './exchange'
import { isAdmin } from './lookup'
import { id } from './schema'

/** The asker no longer wants it. */
export const withdraw = rule({
	name: 'swap.withdraw',
	schema: v.strictObject({ swap: id('换班') }),
	needs: ({ swap }) => [`swaps/${swap}`],
	mayI(actor, snapshot, args) {
		const swap = snapshot.get('swaps', args.swap)
		return !swap || actor.id === swap.was || isAdmin(actor)
	},
	decide(command, snapshot, context) {
		const found = inState(command.args.swap, openStates, snapshot, context)
		return 'no' in found ? found.no : end(command, found.swap, 'withdrawn', null, context)
	}
})
