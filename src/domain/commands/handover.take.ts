import * as v from 'valibot'
import type { Key } from '../record'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { reliefOf } from '../roster/handover'
import { canHand, givenBy, needSheet, notMine, sheetOf, sheetSchema, takeOver } from './handing'
import { absent } from './lookup'
import { id, instant } from './schema'
import { around, needTurn } from './turns'

/**
 * 接班: the reliever signs, and from then on it is they who are on duty. `left`: the sheet as it lies on the device that both
 * used, where the outgoing's own command may reach the server later than this one, or not before they sit there again.
 */
export const takeSheet = rule({
	name: 'handover.take',
	schema: v.strictObject({
		handover: id('交接单'),
		left: v.nullish(v.strictObject({ sheet: sheetSchema, writtenAt: instant('写单时间') }), null)
	}),
	needs({ handover, left }, loaded) {
		const keys: Key[] = [`handovers/${handover}`, 'office/office']
		const known = loaded.get('handovers', handover)
		if (left && !known) needSheet(keys, left.sheet, loaded)
		if (!known) return keys
		const turn = needTurn(keys, known.turn, loaded)
		const next = turn && reliefOf(around(turn, loaded), turn)
		if (next) keys.push(`people/${next.person}`)
		return keys
	},
	mayI: (actor) => actor.id !== null,
	decide(command, snapshot, context) {
		const { handover, left } = command.args
		const known = snapshot.get('handovers', handover)
		if (!known && left) {
			const can = canHand(left.sheet.turn, snapshot, context)
			if ('no' in can) return can.no
			if (can.turn.handed) return [refusal('state', 'handover', '这一班另有一张交接单，请联网后看那一张')]
			const no = notMine(can.next, snapshot, context)
			if (no) return no
			const writtenAt = Math.min(left.writtenAt, context.now)
			const sheet = sheetOf(left.sheet, can.turn, snapshot, writtenAt)
			if (sheet === null || !('open' in sheet)) return sheet
			const own = made(command, 1) // that of the other's command would be theirs to make
			const done = givenBy(own, can, sheet, writtenAt, false)
			return takeOver(
				done,
				command,
				can,
				{ handover: { id: own, writtenAt, sheet }, reason: null },
				snapshot,
				context
			)
		}
		if (!known) return absent(context.host, 'handover', '交接单')
		if (known.state === 'taken') return [refusal('same', 'handover', '这张交接单已经签过接班')]
		if (known.state === 'withdrawn')
			return [refusal('state', 'handover', '交班人已撤回这张交接单，等新的一张')]
		const turn = snapshot.get('turns', known.turn)
		if (!turn) return absent(context.host, 'handover', '班次')
		const next = reliefOf(around(turn, snapshot), turn)
		if (!next || turn.dropped)
			return context.host === 'phone' ? null : [refusal('state', 'handover', '值班表已改，后面没有这一班了')]
		const no = notMine(next, snapshot, context)
		if (no) return no
		return takeOver(decided(), command, { turn, next }, { handover: known, reason: null }, snapshot, context)
	}
})
