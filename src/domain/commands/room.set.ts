import * as v from 'valibot'
import { decided, made, rule } from '../command'
import { ROOMS } from '../roster/rooms'
import { refusal } from '../refusal'
import { dayNumber } from '../roster/dates'
import { absent, onDutySide } from './lookup'
import { id, line, maybe } from './schema'

const MOST = 300
const phone = v.pipe(v.string('请写明电话'), v.regex(/^\+?[0-9][0-9 -]{2,23}$/, '电话只能有数字、空格和短横'))

/** 下级值班室: names and numbers, one or a whole list, all or none. `room`: the one that is changed. */
export const setRooms = rule({
	name: 'room.set',
	schema: v.strictObject({
		rooms: v.pipe(
			v.array(
				v.strictObject({
					room: maybe(id('值班室')),
					name: line('值班室名称', 40),
					group: maybe(line('分组', 20)),
					phones: v.pipe(v.array(phone), v.maxLength(4, '一个值班室至多 4 个号码')),
					removed: v.optional(v.boolean('停用只有是和否'), false)
				})
			),
			v.minLength(1, '没有要录入的'),
			v.maxLength(MOST, `一次最多 ${MOST} 个`)
		)
	}),
	needs: ({ rooms }) => [
		`subject/${ROOMS}`,
		...rooms.flatMap((r) => (r.room ? [`rooms/${r.room}` as const] : []))
	],
	mayI: (actor) => onDutySide(actor),
	decide(command, snapshot, { host }) {
		const { rooms } = command.args
		const taken = new Map<string, string>()
		for (const kept of snapshot.of(ROOMS))
			if (kept.collection === 'rooms' && !kept.record.removed) taken.set(kept.record.name, kept.record.id)
		const done = decided()
		for (let i = 0; i < rooms.length; i++) {
			const { room, name, group, phones, removed } = rooms[i]!
			if (room !== null && !snapshot.get('rooms', room)) return absent(host, `rooms.${i}.room`, '值班室')
			const subject = room ?? made(command, i + 1)
			const other = taken.get(name)
			if (!removed && other !== undefined && other !== subject)
				return [refusal('state', `rooms.${i}.name`, `“${name}”已经有了`)]
			if (!removed) taken.set(name, subject)
			done.events.push({
				kind: 'room.set',
				subject: ROOMS,
				data: { room: subject, name, group, phones, removed }
			})
		}
		return done
	}
})

/** The roster that a lower duty room has sent in; dates sent in before are replaced. */
export const setRoomDuty = rule({
	name: 'room.duty',
	schema: v.strictObject({
		room: id('值班室'),
		days: v.pipe(
			v.array(
				v.strictObject({
					date: v.pipe(
						v.string('日期应写成 2026-11-24'),
						v.check((date) => !Number.isNaN(dayNumber(date)), '没有这一天')
					),
					who: line('值班人', 60),
					phone: maybe(phone)
				})
			),
			v.minLength(1, '没有要录入的'),
			v.maxLength(400, '一次最多 400 天')
		)
	}),
	needs: ({ room }) => [`rooms/${room}`],
	mayI: (actor) => onDutySide(actor),
	decide({ args }, snapshot, { host }) {
		if (!snapshot.get('rooms', args.room)) return absent(host, 'room', '值班室')
		return decided({ kind: 'room.duty', subject: ROOMS, data: args })
	}
})
