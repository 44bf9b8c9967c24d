import { describe, expect, it } from 'vitest'
import { dutyOffice, must, reasons } from '../../../tests/support/roster'
import { inspectionBulletin } from '../document/inspectionBulletin'
import { readRoomDuty, readRooms } from '../people/roomLines'
import { draw } from '../roster/draw'

const LIST = `【乡镇】
甲镇  0000-8810001、0000-8810002
乙乡：0000-8810003 0000-8810006

部门：
丙局 0000-8810004
丁局 0000-8810005`

function withRooms() {
	const world = dutyOffice()
	const { rooms, faults } = readRooms(LIST)
	expect(faults).toEqual([])
	const set = must(world.do('o1', 'room.set', { rooms: rooms.map((r) => ({ room: null, ...r })) }))
	return { world, ids: rooms.map((_, i) => `${set}${i + 1}`) }
}

describe('下级值班室', () => {
	it('一行一个读进来，分组、几个号码都认得；看不懂的行说是哪一行', () => {
		const { world, ids } = withRooms()
		expect(world.get('rooms', ids[0]!)).toMatchObject({
			name: '甲镇',
			group: '乡镇',
			phones: ['0000-8810001', '0000-8810002']
		})
		expect(world.get('rooms', ids[1]!)!.phones).toEqual(['0000-8810003', '0000-8810006'])
		expect(readRooms('戊局 0000 8810007').rooms[0]!.phones).toEqual(['0000 8810007'])
		expect(world.get('rooms', ids[3]!)).toMatchObject({ name: '丁局', group: '部门' })
		expect(readRooms('甲镇 0000-8810001\n0000-8810002\n甲镇')).toMatchObject({
			faults: [
				{ line: 2, reason: '没有名称' },
				{ line: 3, reason: '“甲镇”写了两遍' }
			]
		})
		const again = world.do('o1', 'room.set', {
			rooms: [
				{ name: '戊镇', phones: [] },
				{ name: '甲镇', phones: [] }
			]
		})
		expect(reasons(again)).toEqual(['state “甲镇”已经有了'])
		expect(world.all('rooms')).toHaveLength(4)
	})

	it('报来的值班表按日期记着，后报的代替先报的', () => {
		const { world, ids } = withRooms()
		const duty = (text: string) =>
			world.do('o1', 'room.duty', { room: ids[0], days: readRoomDuty(text, '2026-11').days })
		must(duty('11月22日 周日 值班员一 0000-8810009\n23日—25日 值班员二'))
		must(duty('11月23日 值班员三'))
		expect(world.get('rooms', ids[0]!)!.duty).toEqual([
			{ date: '2026-11-22', who: '值班员一', phone: '0000-8810009' },
			{ date: '2026-11-23', who: '值班员三', phone: null },
			{ date: '2026-11-24', who: '值班员二', phone: null },
			{ date: '2026-11-25', who: '值班员二', phone: null }
		])
		expect(readRoomDuty('某日 值班员一\n11月3日', '2026-11').faults.map((f) => f.line)).toEqual([1, 2])
	})
})

describe('抽查', () => {
	it('抽签：同一个种子抽出同样的，不重复，人人有份', () => {
		const all = Array.from({ length: 30 }, (_, i) => i)
		expect(draw(all, 8, 'cmd1')).toEqual(draw(all, 8, 'cmd1'))
		expect(draw(all, 8, 'cmd1')).not.toEqual(draw(all, 8, 'cmd2'))
		expect(new Set(draw(all, 30, 'x')).size).toBe(30)
		expect(draw(all, 99, 'x')).toHaveLength(30)
		const times = new Array<number>(30).fill(0)
		for (let n = 0; n < 3000; n++) for (const i of draw(all, 3, `cmd${n}`)) times[i]!++
		// 300 each is fair; five deviations either way is no accident.
		expect(Math.min(...times)).toBeGreaterThan(300 - 83)
		expect(Math.max(...times)).toBeLessThan(300 + 83)
	})

	it('抽、打、记、结束；改了结果以后一次为准，前一次还在；通报说得清', () => {
		const { world, ids } = withRooms()
		must(world.do('o1', 'room.duty', { room: ids[0], days: [{ date: '2026-11-22', who: '值班员一' }] }))
		const inspection = must(world.do('o1', 'inspection.start', { way: 'list' })) + '1'
		expect(reasons(world.do('o1', 'inspection.end', { inspection }))).toEqual([
			'state 一个电话还没有打，没有什么可通报的'
		])
		const call = (room: string, more: object) =>
			world.do('o2', 'inspection.call', { inspection, room, ...more })
		must(call(ids[0]!, { outcome: '未接' }))
		must(call(ids[0]!, { outcome: '接通', who: '值班员一' }))
		must(call(ids[1]!, { outcome: '空号', remark: '号码已换' }))
		must(call(ids[2]!, { outcome: '接通', who: '保安' }))
		expect(reasons(call('elsewhere', { outcome: '接通' }))).toEqual(['notFound 这次抽查里没有这个值班室'])
		must(world.do('l1', 'inspection.end', { inspection, note: '请各单位核对值班电话。' }))
		expect(reasons(call(ids[3]!, { outcome: '接通' }))).toEqual(['state 这次抽查已经结束'])
		const record = world.get('inspections', inspection)!
		expect(record.rooms[0]!.calls.map((c) => c.outcome)).toEqual(['未接', '接通'])
		const bulletin = inspectionBulletin(record, '某县人民政府办公室')
		expect(bulletin.title).toBe('关于值班点名情况的通报')
		expect(bulletin.paragraphs).toEqual([
			'2026 年 11 月 22 日 02:14 至 02:14，某县人民政府办公室对 4 个值班室进行了电话点名，实际拨打 3 个。',
			'结果：接通 2 个，空号 1 个，接通率 67%。',
			'空号的：乙乡。',
			'拨打不止一次才接通的：甲镇。',
			'请各单位核对值班电话。'
		])
		expect(bulletin.rows[0]).toEqual(['1', '甲镇', '02:14', '接通（第 2 次）', '值班员一', '值班员一', ''])
		expect(bulletin.rows[3]).toEqual(['4', '丁局', '', '未查', '', '', ''])
	})

	it('随机抽几个由命令的编号定；停用的不抽；没有值班室就说没有', () => {
		const { world, ids } = withRooms()
		must(world.do('o1', 'room.set', { rooms: [{ room: ids[1], name: '乙乡', phones: [], removed: true }] }))
		const start = (id: string) => {
			const made = must(
				world.run('o1', {
					id,
					name: 'inspection.start',
					args: { way: 'draw', count: 2 },
					at: world.now,
					device: 'test'
				})
			)
			return world.get('inspections', `${made}1`)!
		}
		const drawn = start('draw00000000001')
		expect(drawn).toMatchObject({ pool: 3, way: 'draw' })
		expect(drawn.rooms).toHaveLength(2)
		expect(drawn.rooms.some((r) => r.room === ids[1])).toBe(false)
		expect(reasons(dutyOffice().do('o1', 'inspection.start', { way: 'draw', count: 2 }))).toEqual([
			'state 还没有下级值班室，请先录入'
		])
	})
})
