import * as v from 'valibot'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { turnWords } from '../roster/hindrance'
import { hasBegun } from '../roster/onDuty'
import { absent } from './lookup'
import { id, words } from './schema'
import { leadAt, leftOf, nameOf, needPerson, needTurn, overtake, replace, tellOther, whyNot } from './turns'

/**
 * 现在接替: takes over the turn that runs, at this moment of the server's clock; whoever had it is relieved. It asks nobody,
 * for it is done where somebody has fallen ill: the one relieved and the leader are told, and the log has it.
 */
export const take = rule({
	name: 'turn.take',
	schema: v.strictObject({ turn: id('班次'), reason: words('请写明接替的理由') }),
	needs({ turn }, loaded, { actor }) {
		const keys = [`turns/${turn}` as const]
		needTurn(keys, turn, loaded)
		if (actor.id) needPerson(keys, actor.id)
		return keys
	},
	mayI: (actor) => actor.id !== null,
	decide(command, snapshot, { now, host, actor }) {
		const me = actor.id!
		const turn = snapshot.get('turns', command.args.turn)
		if (!turn) return absent(host, 'turn', '班次')
		if (turn.dropped) return [refusal('state', 'turn', '这一班已不在值班表上')]
		if (host === 'phone') return null // only the server's clock says when
		if (!hasBegun(turn, now)) return [refusal('state', 'turn', '这一班还没有开始，请用“换班”')]
		if (now >= turn.to || turn.relievedAt)
			return [refusal('state', 'turn', turn.relievedAt ? '这一班已经有人接替了' : '这一班已经结束')]
		if (turn.person === me) return [refusal('same', 'turn', '这一班就是您在值')]
		const no = whyNot(me, leftOf(turn, now), snapshot, [], true)
		if (no) return [refusal(no.code, 'turn', no.reason)]
		const swap = made(command, 1)
		const { reason } = command.args
		const office = snapshot.get('office', 'office')
		const said = `接替：${turnWords(turn, office)}起的班，${nameOf(turn.person, snapshot)}换为${nameOf(me, snapshot)}。理由：${reason}`
		const data = { swap, turn: turn.id, was: turn.person, to: me, how: 'take', reason, words: said } as const
		const done = decided({ kind: 'swap.made', subject: swap, data })
		overtake(done, turn)
		replace(done, command, turn, me, 'take', swap, now)
		tellOther(done, command, me, turn.person, 'turnMoved', swap)
		tellOther(done, command, me, leadAt(now, snapshot), 'turnMoved', swap)
		return done
	}
})
