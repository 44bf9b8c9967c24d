import * as v from 'valibot'
import type { Turn } from '../events/turn'
import type { Id } from '../record'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { chainOf, givenBack } from '../roster/givenBack'
import { overlapping, turnWords, unfit } from '../roster/hindrance'
import { monthsAround, turnsOf } from '../roster/month'
import { maySayYes, ownToUndo } from '../roster/waits'
import { inState } from './exchange'
import { isAdmin } from './lookup'
import { id, words } from './schema'
import { changeTurn, nameOf, needSwap, overtake, tellOther, toCome } from './turns'

/**
 * 撤销换班, before any of its turns begins: by a leader or administrator; where somebody just stood in, whoever had the turn
 * may take it back. To give a turn away again is another swap.
 */
export const undo = rule({
	name: 'swap.undo',
	schema: v.strictObject({ swap: id('换班'), reason: words('请写明撤销的理由') }),
	needs({ swap: id }, loaded) {
		const keys = needSwap(id, loaded)
		const swap = loaded.get('swaps', id)
		for (const leg of [swap?.turn, swap?.inReturn]) {
			const turn = leg && loaded.get('turns', leg)
			for (const before of turn ? chainOf(turn) : [])
				keys.push(`swaps/${before.swap}`, `people/${before.was}`)
		}
		return keys
	},
	mayI(actor, snapshot, args) {
		const swap = snapshot.get('swaps', args.swap)
		if (!swap) return actor.id !== null
		return isAdmin(actor) || maySayYes(actor, swap) || ownToUndo(actor.id, swap)
	},
	decide(command, snapshot, context) {
		const found = inState(command.args.swap, ['done'], snapshot, context)
		if ('no' in found) return found.no
		const { id: swap, was, to, turn: turnId, inReturn } = found.swap
		const office = snapshot.get('office', 'office')
		const legs: [id: Id, whose: Id][] = [[turnId, to!]]
		if (inReturn) legs.push([inReturn, was])
		const isUndone = (id: Id) => snapshot.get('swaps', id)?.state === 'undone'
		const turns: { turn: Turn; backTo: Id; via: Id | null }[] = []
		for (const [leg, whose] of legs) {
			const there = toCome(leg, whose, 'swap', snapshot, context)
			if ('no' in there) return there.no
			if (there.turn.via !== swap) return [refusal('state', 'swap', '这一班后来又换过，撤不回去了')]
			const { person: backTo, via } = givenBack(there.turn, swap, isUndone)
			turns.push({ turn: there.turn, backTo, via })
		}
		const given = turns.map(({ turn }) => turn.id)
		for (const { turn, backTo } of turns) {
			const who = snapshot.get('people', backTo)
			const no = who || context.host === 'server' ? unfit(who, turn.seat, office) : null
			if (no) return [refusal('state', 'swap', `${no.reason}，撤不回去了`)]
			const same = overlapping(backTo, turn, turnsOf(snapshot, monthsAround(turn.from, turn.to)), given)
			if (same)
				return [
					refusal(
						'state',
						'swap',
						`${nameOf(backTo, snapshot)}那时已另值${turnWords(same, office)}，撤不回去了`
					)
				]
		}
		const { reason } = command.args
		const words = `撤销换班：${turns.map(({ turn, backTo }) => `${turnWords(turn, office)}仍由${nameOf(backTo, snapshot)}值`).join('，')}。理由：${reason}`
		const data = { swap, turn: turnId, state: 'undone', answer: reason, words } as const
		const done = decided({ kind: 'swap.ended', subject: swap, data })
		for (const { turn, backTo, via } of turns) {
			overtake(done, turn)
			changeTurn(done, turn, backTo, 'undo', { swap, via })
			tellOther(done, command, context.actor.id, backTo, 'swapAnswered', swap)
		}
		tellOther(done, command, context.actor.id, was, 'swapAnswered', swap)
		tellOther(done, command, context.actor.id, to, 'swapAnswered', swap)
		return done
	}
})
