import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { absent, isAdmin } from './lookup'
import { id } from './schema'

/** 销假, or what was reported in error. */
export const cancelLeave = rule({
	name: 'leave.cancel',
	schema: v.strictObject({ leave: id('休假') }),
	needs: ({ leave }) => [`leaves/${leave}`],
	mayI(actor, snapshot, args) {
		const leave = snapshot.get('leaves', args.leave)
		return !leave || isAdmin(actor) || leave.person === actor.id
	},
	decide({ args }, snapshot, { host }) {
		const leave = snapshot.get('leaves', args.leave)
		if (!leave) return absent(host, 'leave', '休假')
		if (leave.cancelled) return [refusal('same', 'leave', '已经取消了')]
		return decided({
			kind: 'leave.cancelled',
			subject: leave.id,
			data: { leave: leave.id, person: leave.person }
		})
	}
})
