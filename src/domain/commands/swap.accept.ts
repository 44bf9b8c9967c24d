import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { agree, inState, needLeaders, possible } from './exchange'
import { id, maybe } from './schema'
import { needPerson, needSwap, needTurn, tellOther } from './turns'

/**
 * Takes a swap: whoever was asked, anybody who may where the pool was asked. For another turn in return than was offered
 * (`inReturn`) it is an offer, which the asker takes in the same way.
 */
export const accept = rule({
	name: 'swap.accept',
	schema: v.strictObject({ swap: id('换班'), inReturn: maybe(id('换回的班次')) }),
	needs({ swap, inReturn }, loaded, { actor, host }) {
		const keys = needSwap(swap, loaded)
		const known = loaded.get('swaps', swap)
		if (known && host === 'server') needLeaders(keys, known, known.to ?? actor.id, loaded)
		if (inReturn) needTurn(keys, inReturn, loaded)
		if (actor.id) needPerson(keys, actor.id)
		return keys
	},
	mayI(actor, snapshot, args) {
		const swap = snapshot.get('swaps', args.swap)
		if (!swap || actor.id === null) return actor.id !== null
		return (
			actor.id === swap.was || actor.id === swap.to || swap.to === null || swap.audience.includes('office')
		)
	},
	decide(command, snapshot, context) {
		const me = context.actor.id!
		const found = inState(command.args.swap, ['asked', 'offered'], snapshot, context)
		if ('no' in found) return found.no
		const { swap } = found
		const terms = { swap: swap.id, was: swap.was, turn: swap.turn, inReturn: swap.inReturn }
		if (swap.state === 'offered') {
			if (me !== swap.was) return [refusal('same', 'swap', '您已经提出了，在等对方答复')]
			return agree(command, { ...terms, to: swap.to! }, snapshot, context)
		}
		if (me === swap.was) return [refusal('same', 'swap', '这是您自己的班')]
		const { inReturn } = command.args
		if (inReturn === null || inReturn === swap.inReturn)
			return agree(command, { ...terms, to: me }, snapshot, context)
		const fit = possible({ ...terms, to: me, inReturn }, snapshot, context)
		if ('no' in fit) return fit.no
		const data = { swap: swap.id, turn: swap.turn, to: me, inReturn }
		const done = decided({ kind: 'swap.offered', subject: swap.id, data })
		tellOther(done, command, me, swap.was, 'swapAnswered', swap.id)
		return done
	}
})
