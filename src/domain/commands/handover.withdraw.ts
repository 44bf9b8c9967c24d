import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { absent } from './lookup'
import { id } from './schema'
import { tellOther } from './turns'

/** 撤回交接单: by who wrote it, to write it anew; not once it was taken on. */
export const withdrawSheet = rule({
	name: 'handover.withdraw',
	schema: v.strictObject({ handover: id('交接单') }),
	needs: ({ handover }) => [`handovers/${handover}`],
	mayI(actor, snapshot, args) {
		const handover = snapshot.get('handovers', args.handover)
		return actor.id !== null && (!handover || handover.from === actor.id)
	},
	decide(command, snapshot, { host, actor }) {
		const handover = snapshot.get('handovers', command.args.handover)
		if (!handover) return absent(host, 'handover', '交接单')
		if (handover.state === 'taken') return [refusal('state', 'handover', '对方已经接班，交接单不能再改')]
		if (handover.state === 'withdrawn') return [refusal('same', 'handover', '已经撤回')]
		const data = { handover: handover.id, turn: handover.turn }
		const done = decided({ kind: 'handover.withdrawn', subject: handover.id, data })
		tellOther(done, command, actor.id, handover.to, 'handoverGiven', handover.id)
		return done
	}
})
