import * as v from 'valibot'
import { decided, rule } from '../command'
import { openStates } from '../events/swap'
import { end } from './exchange'
import { id } from './schema'

/** The turn begins and nobody has answered, or no leader: whoever had it stands it. Only the server's clock may say so. */
export const expire = rule({
	name: 'swap.expire',
	schema: v.strictObject({ swap: id('换班') }),
	needs: ({ swap }) => [`swaps/${swap}`],
	mayI: (actor) => actor.id === null,
	decide(command, snapshot, context) {
		const swap = snapshot.get('swaps', command.args.swap)
		if (!swap || !openStates.includes(swap.state)) return decided()
		return end(command, swap, 'expired', null, context)
	}
})
