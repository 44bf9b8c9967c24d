import * as v from 'valibot'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { minute } from '../instant'
import { handoverOf } from '../roster/handover'
import { turnWords } from '../roster/hindrance'
import { hasBegun } from '../roster/onDuty'
import { lookAgain } from './handover.late'
import { absent, isAdmin } from './lookup'
import { id, words } from './schema'
import {
	around,
	changeTurn,
	isAwaited,
	leftOf,
	nameOf,
	needPerson,
	needTurn,
	overtake,
	replace,
	tellOther,
	whyNot
} from './turns'

/**
 * 改派: an administrator gives a turn, or what is left of it, to somebody, with a reason. What would otherwise stand against
 * it (rest, another seat, leave) is the administrator's to answer for; nobody from outside the office, or stopped, stands duty.
 * Where its time has come and nobody has signed for it, they are to: until then whoever is there stays.
 */
export const assignTurn = rule({
	name: 'turn.assign',
	schema: v.strictObject({ turn: id('班次'), person: id('人员'), reason: words('请写明改派的理由') }),
	needs({ turn, person }, loaded) {
		const keys = [`turns/${turn}` as const]
		needTurn(keys, turn, loaded)
		needPerson(keys, person)
		return keys
	},
	mayI: (actor) => isAdmin(actor),
	decide(command, snapshot, { now, host, actor }) {
		const { person, reason } = command.args
		const turn = snapshot.get('turns', command.args.turn)
		if (!turn) return absent(host, 'turn', '班次')
		if (turn.dropped) return [refusal('state', 'turn', '这一班已不在值班表上')]
		if (now >= turn.to || turn.relievedAt) return [refusal('state', 'turn', '这一班已经结束')]
		const who = snapshot.get('people', person)
		if (!who) return absent(host, 'person', '人员')
		if (turn.person === person) return [refusal('same', 'person', '这一班已经是这个人的')]
		if (who.disabled) return [refusal(...stopped(who.name))]
		// The server's clock says when what has begun is split.
		if (host === 'phone' && hasBegun(turn, now)) return null
		const swap = made(command, 1)
		const against = whyNot(person, leftOf(turn, now), snapshot, [turn.id])
		const said =
			`改派：${turnWords(turn, snapshot.get('office', 'office'))}由${nameOf(turn.person, snapshot)}改为${who.name}。` +
			`理由：${reason}` +
			(against ? `（${against.reason}）` : '')
		const data = {
			swap,
			turn: turn.id,
			was: turn.person,
			to: person,
			how: 'assign',
			reason,
			words: said
		} as const
		const done = decided({ kind: 'swap.made', subject: swap, data })
		overtake(done, turn)
		if (isAwaited(turn, snapshot, now)) {
			changeTurn(done, turn, person, 'assign', { swap })
			// Whoever is waited for now has the office's minutes too, and is then chased.
			const rules = handoverOf(snapshot.get('office', 'office'))
			done.cancelled.push('handover')
			done.timers.push(lookAgain(around(turn, snapshot), rules, now, now + rules.lateMinutes * minute))
		} else replace(done, command, turn, person, 'assign', swap, now)
		tellOther(done, command, actor.id, turn.person, 'turnMoved', swap)
		tellOther(done, command, actor.id, person, 'turnMoved', swap)
		return done
	}
})

const stopped = (name: string) => ['state', 'person', `${name}已停用，不能值班`] as const
