import * as v from 'valibot'
import type { Room } from '../events/room'
import type { Id, Snapshot } from '../record'
import { decided, made, rule } from '../command'
import { ROOMS } from '../roster/rooms'
import { officeDate } from '../instant'
import { refusal } from '../refusal'
import { draw } from '../roster/draw'
import { absent, onDutySide } from './lookup'
import { id, line, maybe } from './schema'

const MOST = 300

function roomsOf(snapshot: Snapshot): Room[] {
	const rooms: Room[] = []
	for (const kept of snapshot.of(ROOMS))
		if (kept.collection === 'rooms' && !kept.record.removed) rooms.push(kept.record)
	// By id: neither host may decide by the order in which it found them.
	return rooms.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** 抽查 by lot (`count` of them) or 点名 by list. `rooms`: among which, or which; empty: all. */
export const startInspection = rule({
	name: 'inspection.start',
	schema: v.strictObject({
		way: v.picklist(['draw', 'list'], '请选随机抽查或点名'),
		count: v.optional(
			v.pipe(
				v.number('个数应是数字'),
				v.integer('个数应是整数'),
				v.minValue(1, '至少 1 个'),
				v.maxValue(MOST)
			),
			1
		),
		rooms: v.optional(v.pipe(v.array(id('值班室')), v.maxLength(MOST, `至多 ${MOST} 个`)), [])
	}),
	needs: () => [`subject/${ROOMS}`],
	mayI: (actor) => onDutySide(actor),
	decide(command, snapshot, { now, host }) {
		const { way, count, rooms } = command.args
		const all = roomsOf(snapshot)
		const pool = rooms.length === 0 ? all : all.filter((room) => rooms.includes(room.id))
		if (rooms.some((room) => !all.some((known) => known.id === room))) return absent(host, 'rooms', '值班室')
		if (pool.length === 0) return [refusal('state', 'rooms', '还没有下级值班室，请先录入')]
		// By lot: the command's id, which a device made before anybody knew the list, is the seed.
		const chosen = way === 'draw' ? draw(pool, count, command.id) : pool
		const today = officeDate(now)
		const inspection = made(command, 1)
		const list = chosen.map(({ id: room, name, phones, duty }) => {
			const on = duty.find((d) => d.date === today)
			return { room, name, phone: phones[0] ?? null, expected: on?.who ?? null }
		})
		const data = { inspection, way, pool: pool.length, rooms: list }
		return decided({ kind: 'inspection.started', subject: inspection, data })
	}
})

function inHand(inspection: Id, snapshot: Snapshot, host: 'server' | 'phone') {
	const record = snapshot.get('inspections', inspection)
	if (!record) return { no: absent(host, 'inspection', '抽查') }
	return record.state === 'done' ? { no: [refusal('state', 'inspection', '这次抽查已经结束')] } : { record }
}

/** What came of calling one of them; said again it corrects what was said before. */
export const called = rule({
	name: 'inspection.call',
	schema: v.strictObject({
		inspection: id('抽查'),
		room: id('值班室'),
		outcome: v.picklist(['接通', '未接', '占线', '空号', '关机'], '结果只有接通、未接、占线、空号、关机'),
		who: maybe(line('接听人', 40)),
		remark: maybe(line('备注', 200))
	}),
	needs: ({ inspection }) => [`inspections/${inspection}`],
	mayI: (actor) => onDutySide(actor),
	decide({ args }, snapshot, { host }) {
		const found = inHand(args.inspection, snapshot, host)
		if ('no' in found) return found.no
		if (!found.record.rooms.some((r) => r.room === args.room))
			return [refusal('notFound', 'room', '这次抽查里没有这个值班室')]
		return decided({ kind: 'inspection.called', subject: args.inspection, data: args })
	}
})

/** After this it is told of (通报). Those nobody called stand there as 未查. */
export const endInspection = rule({
	name: 'inspection.end',
	schema: v.strictObject({ inspection: id('抽查'), note: maybe(line('通报里的要求', 500)) }),
	needs: ({ inspection }) => [`inspections/${inspection}`],
	mayI: (actor) => onDutySide(actor),
	decide({ args }, snapshot, { host }) {
		const found = inHand(args.inspection, snapshot, host)
		if ('no' in found) return found.no
		if (!found.record.rooms.some((r) => r.calls.length > 0))
			return [refusal('state', 'inspection', '一个电话还没有打，没有什么可通报的')]
		return decided({ kind: 'inspection.ended', subject: args.inspection, data: args })
	}
})
