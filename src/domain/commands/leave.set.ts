import * as v from 'valibot'
import type { Role } from '../event'
import { decided, made, rule } from '../command'
import { leaveKinds, type LeaveKind } from '../events/leave'
import { day, officeDate, type Instant } from '../instant'
import { refusal } from '../refusal'
import { monthsAround, needMonths, turnsOf } from '../roster/month'
import { absent, isAdmin } from './lookup'
import { id, instant, line, maybe } from './schema'
import { tellOther } from './turns'

const MOST = 400 * day
/** So far ahead turns that fall into it are looked for: nobody publishes further. */
const AHEAD = 62 * day

/** 休假、外出报备: one's own, or by an administrator. `leave`: the one that is changed. */
export const setLeave = rule({
	name: 'leave.set',
	schema: v.strictObject({
		leave: maybe(id('休假')),
		person: id('人员'),
		from: instant('起'),
		to: instant('止'),
		kind: v.picklist(leaveKinds, '种类只有休假、出差、外出、培训'),
		note: maybe(line('说明', 200))
	}),
	needs({ leave, person, from, to }) {
		const keys = needMonths(
			[`people/${person}`],
			to > from ? monthsAround(from, Math.min(to, from + AHEAD)) : []
		)
		if (leave) keys.push(`leaves/${leave}`)
		return keys
	},
	mayI: (actor, _, args) => isAdmin(actor) || actor.id === args.person,
	decide(command, snapshot, { host, actor, now }) {
		const { leave, person, from, to, kind, note } = command.args
		const who = snapshot.get('people', person)
		if (!who) return absent(host, 'person', '人员')
		if (to <= from) return [refusal('shape', 'to', '止要晚于起')]
		if (to - from > MOST) return [refusal('shape', 'to', '一次最多报 400 天')]
		if (leave !== null) {
			const before = snapshot.get('leaves', leave)
			if (!before) return absent(host, 'leave', '休假')
			if (before.person !== person) return [refusal('state', 'person', '不能改成别人的')]
		}
		const words = leaveWords(who, { from, to, kind, note })
		const it = leave ?? made(command, 1)
		const data = { leave: it, person, from, to, kind, note, words }
		const done = decided({ kind: 'leave.set', subject: it, data })
		const turns = turnsOf(snapshot, monthsAround(from, Math.min(to, from + AHEAD)))
		const meets = turns.some((t) => t.person === person && t.to > now && t.from < to && from < t.to)
		if (meets) tellOther(done, command, actor.id, person, 'turnOnLeave', it)
		return done
	}
})

/** A leader's absence stands in the logbook (外出报备); null: of others it does not. */
export function leaveWords(
	who: { name: string; roles: readonly Role[] },
	{ from, to, kind, note }: { from: Instant; to: Instant; kind: LeaveKind; note: string | null }
): string | null {
	if (!who.roles.includes('leader')) return null
	const dates = `${officeDate(from).slice(5)} 至 ${officeDate(to - 1).slice(5)}`
	return `外出报备：${who.name} ${dates} ${kind}${note ? `，${note}` : ''}`
}
