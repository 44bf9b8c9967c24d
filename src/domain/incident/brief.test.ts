import { describe, expect, it } from 'vitest'
import type { Id } from '../record'
import { headA, lead, logged, office, officer, type Office } from '../../../tests/support/world'
import { hour, minute } from '../instant'
import { brief, bySeriousness, casualties } from './brief'
import { dayTitle, span } from './words'

/** The brief of an incident as a leader reads it now. */
function briefOf(world: Office, incident: Id) {
	const record = world.get('incidents', incident)!
	const entries = world.all('entries').filter((e) => e.incident === incident)
	const assignment = record.assignment ? world.get('assignments', record.assignment) : null
	return brief(record, assignment, entries, world.now)
}

describe('一页简报', () => {
	it('says what is known, and plainly what is not', () => {
		const world = office()
		const { incident } = logged(world)
		expect(briefOf(world, incident)).toEqual({
			time: '事发时间未报，今日 02:14 接报',
			place: null,
			nature: '突发事件 · 未定级',
			casualties: '失联 2 人',
			measures: [],
			hands: '秘书二室 待签收，限 02:24',
			toDecide: []
		})
		world.do(officer, 'incident.amend', {
			incident,
			place: '北山镇后山',
			category: '自然灾害',
			level: '较大',
			occurredAt: world.now - 4 * hour
		})
		expect(briefOf(world, incident)).toMatchObject({
			time: '昨日 22:14 事发，今日 02:14 接报',
			place: '北山镇后山',
			nature: '突发事件 · 自然灾害 · 较大'
		})
	})

	it('tells who came to harm by the latest figure of each, and nothing where none was said', () => {
		const at = Date.parse('2026-11-22T02:14:00+08:00')
		expect(casualties(['路面积水，已封闭一个车道。'], at)).toBeNull()
		expect(casualties(['民房起火，暂无人员伤亡。'], at)).toBe('无人伤亡')
		const told = ['山体滑坡，2人失联。', '已找到其中一人，死亡1人，失联1人，转移群众32人。']
		expect(casualties(told, at)).toBe('死亡 1 人，失联 1 人，转移 32 人')
	})

	it('names who has it: 待签收, 超过时限, 已签收, the duty room, 已办结', () => {
		const world = office()
		const { incident, assignment } = logged(world)
		world.pass(11 * minute)
		expect(briefOf(world, incident).hands).toBe('秘书二室 待签收，超过时限')
		world.do(headA, 'assignment.acknowledge', { assignment })
		expect(briefOf(world, incident).hands).toBe('秘书二室 已签收（今日 02:25）')
		world.do(headA, 'assignment.return', { assignment, reason: '误' })
		expect(briefOf(world, incident).hands).toBe('值班室处理，未交科室')
		world.do(officer, 'incident.close', { incident, result: '已撤离' })
		expect(briefOf(world, incident).hands).toBe('值班室 已办结（今日 02:25）')
	})

	it('takes the latest notes for the measures, and the result before them while it is closed', () => {
		const world = office()
		const { incident } = logged(world)
		const texts = () => briefOf(world, incident).measures.map((m) => m.what + m.text)
		for (const text of ['一', '二', '三', '四']) world.do(officer, 'incident.note', { incident, text })
		expect(texts()).toEqual(['补记四', '补记三', '补记二'])
		world.do(officer, 'incident.close', { incident, result: '已撤离' })
		expect(texts()).toEqual(['结果已撤离', '补记四', '补记三'])
		world.do(lead, 'incident.reopen', { incident, reason: '又滑' })
		expect(texts()).toEqual(['补记四', '补记三', '补记二'])
	})

	it('lists the open before the closed, and the serious first; what has no level yet is not taken for 一般', () => {
		const world = office()
		const log = (level: string | null, kind = 'incident') => {
			world.now += minute
			const id = world.do(officer, 'incident.log', { kind, text: '情况', level, section: null }).id + '1'
			return id
		}
		const [matter, usual, undecided, grave, closed] = [
			log(null, 'matter'),
			log('一般'),
			log(null),
			log('重大'),
			log('特别重大')
		]
		world.do(officer, 'incident.close', { incident: closed, result: '误报' })
		const order = world.all('incidents').sort(bySeriousness)
		expect(order.map((i) => i.id)).toEqual([grave, undecided, usual, matter, closed])
	})
})

describe('words for days and spans', () => {
	it.each([
		['2026-11-22T00:00:00+08:00', '今天'],
		['2026-11-21T23:59:59+08:00', '昨天'],
		['2026-11-20T12:00:00+08:00', '11 月 20 日 星期五'],
		['2025-12-31T12:00:00+08:00', '2025 年 12 月 31 日 星期三']
	])('%s is %s', (t, title) => {
		expect(dayTitle(Date.parse(t), Date.parse('2026-11-22T02:14:00+08:00'))).toBe(title)
	})

	it.each([
		[-5, '不到 1 分'],
		[59_999, '不到 1 分'],
		[25 * minute, '25 分'],
		[3 * hour, '3 小时'],
		[3 * hour + 5 * minute, '3 小时 5 分'],
		[48 * hour, '2 天'],
		[52 * hour, '2 天 4 小时']
	])('%i ms is %s', (ms, words) => expect(span(ms)).toBe(words))
})
