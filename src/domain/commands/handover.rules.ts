import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { handoverOf, unsigned } from '../roster/handover'
import { monthOf, monthsAround, needMonths, turnsOf } from '../roster/month'
import { rulesOf } from '../roster/seats'
import { lookAgain } from './handover.late'
import { isAdmin } from './lookup'
import { id, line } from './schema'

/**
 * 交接班规则: which seats hand over by signature, how long one waits for the reliever, what is looked at. Whoever stands a seat
 * that begins to sign took it over by the clock, and stays: it is their turn that is the first to be signed for. */
export const setHandover = rule({
	name: 'handover.rules',
	schema: v.strictObject({
		seats: v.pipe(v.array(id('岗位')), v.maxLength(12, '至多 12 个岗位')),
		lateMinutes: v.pipe(
			v.number('催接班的分钟数应是数字'),
			v.integer('催接班的分钟数应是整数'),
			v.minValue(0, '催接班的分钟数至少 0'),
			v.maxValue(240, '催接班的分钟数至多 240')
		),
		equipment: v.pipe(v.array(line('设备名称', 20)), v.maxLength(30, '至多 30 项设备'))
	}),
	needs: (_, __, { now }) => needMonths(['office/office'], monthsAround(now, now)),
	mayI: (actor) => isAdmin(actor),
	decide({ args }, snapshot, { now, host }) {
		const { seats, equipment } = args
		const office = snapshot.get('office', 'office')
		const known = rulesOf(office).seats
		if (seats.some((seat) => !known.some((s) => s.id === seat)))
			return [refusal('state', 'seats', '有一个岗位已经不在了，请重选')]
		const twice = equipment.find((name, i) => equipment.indexOf(name) < i)
		if (twice !== undefined) return [refusal('shape', 'equipment', `“${twice}”写了两遍`)]
		const done = decided({ kind: 'handover.ruled', subject: 'office', data: args })
		done.cancelled.push('handover')
		const turns = turnsOf(snapshot, monthsAround(now, now))
		const before = handoverOf(office).seats
		const fresh = seats.filter((seat) => !before.includes(seat))
		for (const turn of unsigned(turns, fresh, now)) {
			const data = { turn: turn.id, at: turn.to }
			done.events.push({ kind: 'turn.relieved', subject: monthOf(turn.from), data })
		}
		if (host === 'server' && seats.length > 0) done.timers.push(lookAgain(turns, args, now))
		return done
	}
})
