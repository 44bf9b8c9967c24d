import * as v from 'valibot'
import { rule } from '../command'
import { refusal } from '../refusal'
import { openStates } from '../events/swap'
import { end, inState } from './exchange'
import { id, maybe, words } from './schema'

/** 不换: whoever was asked says no, also after a yes that nobody has acted on; the asker says no to an offer. */
export const decline = rule({
	name: 'swap.decline',
	schema: v.strictObject({ swap: id('换班'), reason: maybe(words('请写明理由')) }),
	needs: ({ swap }) => [`swaps/${swap}`],
	mayI(actor, snapshot, args) {
		const swap = snapshot.get('swaps', args.swap)
		if (!swap || actor.id === null) return actor.id !== null
		return actor.id === swap.to || actor.id === swap.was
	},
	decide(command, snapshot, context) {
		const found = inState(command.args.swap, openStates, snapshot, context)
		if ('no' in found) return found.no
		const { swap } = found
		if (context.actor.id === swap.was && swap.state !== 'offered')
			return [refusal('state', 'swap', '自己提出的换班请用“撤回”')]
		return end(command, swap, 'declined', command.args.reason, context)
	}
})
