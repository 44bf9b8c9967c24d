import * as v from 'valibot'
import type { Turn } from '../events/turn'
import type { Key, Snapshot } from '../record'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { handoverOf, placeOf, reliefOf } from '../roster/handover'
import { seatName } from '../roster/seats'
import { notMine, takeOver } from './handing'
import { absent } from './lookup'
import { id, words } from './schema'
import { around, leadAt, needTurn, tellOther } from './turns'

/** 没有交接单接班: nobody is there to hand over. The reliever says why, and the leader is told. */
export const without = rule({
	name: 'handover.without',
	schema: v.strictObject({ turn: id('班次'), reason: words('请写明没有交接单的理由') }),
	needs({ turn }, loaded) {
		const keys: Key[] = ['office/office']
		const next = needTurn(keys, turn, loaded)
		const before = next && relievedBy(next, loaded)
		if (before) keys.push(`people/${before.person}`)
		return keys
	},
	mayI(actor, snapshot, args) {
		const turn = snapshot.get('turns', args.turn)
		return actor.id !== null && (!turn || turn.person === actor.id)
	},
	decide(command, snapshot, context) {
		const next = snapshot.get('turns', command.args.turn)
		if (!next) return absent(context.host, 'turn', '班次')
		const no = notMine(next, snapshot, context)
		if (no) return no
		const office = snapshot.get('office', 'office')
		if (!handoverOf(office).seats.includes(next.seat))
			return [refusal('state', 'turn', `${seatName(office, next.seat)}不用签字交接，到点自动换班`)]
		if (next.tookOverAt) return [refusal('same', 'turn', '您已经接班')]
		if (context.now < next.from) return [refusal('state', 'turn', '还没有到接班时间，请等交班人签字')]
		const turn = relievedBy(next, snapshot)
		if (!turn)
			return context.host === 'phone' ? null : [refusal('state', 'turn', '前面没有要交班的人，您已在岗')]
		const { reason } = command.args
		const done = takeOver(decided(), command, { turn, next }, { handover: null, reason }, snapshot, context)
		if (done !== null && 'notices' in done)
			tellOther(done, command, context.actor.id, leadAt(context.now, snapshot), 'handoverTaken', next.id)
		return done
	}
})

/** The turn that this one relieves. */
function relievedBy(next: Turn, snapshot: Snapshot): Turn | null {
	const turns = around(next, snapshot)
	const own = placeOf(turns, next)
	for (let i = own.length - 1; i >= 0; i--)
		if (own[i]!.from < next.from && reliefOf(turns, own[i]!)?.id === next.id) return own[i]!
	return null
}
