import type { Key } from '../record'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { canHand, givenBy, needSheet, sheetOf, sheetSchema } from './handing'
import { nameOf, tellOther } from './turns'

/** 交班: the outgoing signs the sheet. They stay on duty until the reliever has signed too. */
export const give = rule({
	name: 'handover.give',
	schema: sheetSchema,
	needs(args, loaded) {
		const keys: Key[] = ['office/office']
		needSheet(keys, args, loaded)
		return keys
	},
	mayI(actor, snapshot, args) {
		const turn = snapshot.get('turns', args.turn)
		return actor.id !== null && (!turn || turn.person === actor.id)
	},
	decide(command, snapshot, context) {
		const turn = snapshot.get('turns', command.args.turn)
		const handed = turn?.handed ? snapshot.get('handovers', turn.handed) : null
		// The reliever signed on the same desk, and their command was here first, with this sheet.
		if (handed?.signedAt === null)
			return decided({ kind: 'handover.signed', subject: handed.id, data: { handover: handed.id } })
		if (turn?.handed)
			return [
				refusal(
					'state',
					'turn',
					handed?.state === 'taken'
						? `${nameOf(handed.to, snapshot)}已经接班`
						: '这一班的交接单已经写好，要改请先撤回'
				)
			]
		const can = canHand(command.args.turn, snapshot, context)
		if ('no' in can) return can.no
		const writtenAt = Math.min(command.at, context.now)
		const sheet = sheetOf(command.args, can.turn, snapshot, writtenAt)
		if (sheet === null || !('open' in sheet)) return sheet
		const done = givenBy(made(command, 1), can, sheet, writtenAt, true)
		tellOther(
			done,
			command,
			context.actor.id,
			can.next.person,
			'handoverGiven',
			made(command, 1),
			can.turn.to
		)
		return done
	}
})
