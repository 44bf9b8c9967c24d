import * as v from 'valibot'
import { decided, made, rule } from '../command'
import { leaveKinds } from '../events/leave'
import { day } from '../instant'
import { refusal } from '../refusal'
import { leaveWords } from './leave.set'
import { isAdmin } from './lookup'
import { id, instant, line, maybe } from './schema'

const MOST = 500
const LONGEST = 400 * day

/** 休假外出 of a list, all of them or none; by an administrator. Turns that fall into them are shown where leaves are. */
export const importLeaves = rule({
	name: 'leave.import',
	schema: v.strictObject({
		leaves: v.pipe(
			v.array(
				v.strictObject({
					person: id('人员'),
					from: instant('起'),
					to: instant('止'),
					kind: v.picklist(leaveKinds, '种类只有休假、出差、外出、培训'),
					note: maybe(line('说明', 200))
				})
			),
			v.minLength(1, '没有要录入的'),
			v.maxLength(MOST, `一次最多 ${MOST} 条`)
		)
	}),
	needs: ({ leaves }) => leaves.map(({ person }) => `people/${person}` as const),
	mayI: (actor) => isAdmin(actor),
	decide(command, snapshot, { host }) {
		const { leaves } = command.args
		for (let i = 0; i < leaves.length; i++) {
			const { person, from, to } = leaves[i]!
			if (host === 'server' && !snapshot.get('people', person))
				return [refusal('notFound', `leaves.${i}.person`, '没有这个人')]
			if (to <= from || to - from > LONGEST)
				return [refusal('shape', `leaves.${i}.to`, '止要晚于起，一次最多 400 天')]
		}
		const done = decided()
		for (let i = 0; i < leaves.length; i++) {
			const leave = made(command, i + 1)
			const who = snapshot.get('people', leaves[i]!.person)
			const data = { ...leaves[i]!, leave, words: who && leaveWords(who, leaves[i]!) }
			done.events.push({ kind: 'leave.set', subject: leave, data })
		}
		return done
	}
})
