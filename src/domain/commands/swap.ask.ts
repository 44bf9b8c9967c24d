import * as v from 'valibot'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { possible } from './exchange'
import { absent, isAdmin } from './lookup'
import { id, maybe, words } from './schema'
import { needPerson, needTurn, tellOther, toCome } from './turns'

/** 换班、替班: asks one person, or whoever may (`to` null), to stand a turn; `inReturn`: for a turn of theirs. */
export const ask = rule({
	name: 'swap.ask',
	schema: v.strictObject({
		turn: id('班次'),
		to: maybe(id('替班人')),
		inReturn: maybe(id('换回的班次')),
		reason: words('请写明换班的理由')
	}),
	needs({ turn, to, inReturn }, loaded) {
		const keys = [`turns/${turn}` as const]
		const found = needTurn(keys, turn, loaded)
		if (inReturn) needTurn(keys, inReturn, loaded)
		if (to) needPerson(keys, to)
		if (found) needPerson(keys, found.person)
		return keys
	},
	mayI(actor, snapshot, args) {
		const turn = snapshot.get('turns', args.turn)
		return !turn || turn.person === actor.id || isAdmin(actor)
	},
	decide(command, snapshot, context) {
		const { turn: turnId, to, inReturn, reason } = command.args
		const there = toCome(turnId, null, 'turn', snapshot, context)
		if ('no' in there) return there.no
		const { turn } = there
		if (turn.ask) return [refusal('state', 'turn', '这一班已经在问人了，先撤回再问')]
		if (to === turn.person) return [refusal('same', 'to', '这一班就是本人的')]
		if (to === null && inReturn !== null)
			return [refusal('shape', 'inReturn', '没有指定替班人，就不能指定换回的班次')]
		if (to !== null) {
			if (!snapshot.get('people', to)) return absent(context.host, 'to', '人员')
			const terms = { swap: '', was: turn.person, to, turn: turn.id, inReturn }
			const found = possible(terms, snapshot, context)
			if ('no' in found) return found.no
		}
		const swap = made(command, 1)
		const data = { swap, turn: turn.id, was: turn.person, to, inReturn, reason }
		const done = decided({ kind: 'swap.asked', subject: swap, data })
		if (context.host === 'server')
			done.timers.push({ id: swap + 't', about: swap, name: 'swap.expire', args: { swap }, dueAt: turn.from })
		tellOther(done, command, context.actor.id, to, 'swapAsked', swap, turn.from)
		tellOther(done, command, context.actor.id, turn.person, 'swapAnswered', swap)
		return done
	}
})
