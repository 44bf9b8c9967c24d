import * as v from 'valibot'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { absent, isAdmin } from './lookup'
import { id, instant } from './schema'

/** 班次: who stands on a seat, from when to when. */
export const setTurn = rule({
	name: 'turn.set',
	schema: v.strictObject({
		seat: v.picklist(['lead', 'officer', 'deputy', 'driver'], '岗位不对'),
		person: id('人员'),
		from: instant('起'),
		to: instant('止')
	}),
	needs: ({ person }) => [`people/${person}`],
	mayI: (actor) => isAdmin(actor),
	decide(command, snapshot, { host }) {
		const { args } = command
		if (!snapshot.get('people', args.person)) return absent(host, 'person', '人员')
		if (args.to <= args.from) return [refusal('shape', 'to', '止要晚于起')]
		const turn = made(command, 1)
		return decided({ kind: 'turn.set', subject: turn, data: { turn, ...args } })
	}
})
