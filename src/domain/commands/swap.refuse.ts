import * as v from 'valibot'
import { rule } from '../command'
import { maySayYes } from '../roster/waits'
import { end, inState } from './exchange'
import { id, words } from './schema'

/** The leader does not agree: everybody stands what they had. */
export const refuse = rule({
	name: 'swap.refuse',
	schema: v.strictObject({ swap: id('换班'), reason: words('请写明不同意的理由') }),
	needs: ({ swap }) => [`swaps/${swap}`],
	mayI(actor, snapshot, args) {
		const swap = snapshot.get('swaps', args.swap)
		return maySayYes(actor, swap ?? { was: '', to: null })
	},
	decide(command, snapshot, context) {
		const found = inState(command.args.swap, ['agreed'], snapshot, context)
		return 'no' in found ? found.no : end(command, found.swap, 'refused', command.args.reason, context)
	}
})
