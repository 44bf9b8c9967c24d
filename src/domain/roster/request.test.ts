import { describe, expect, it } from 'vitest'
import { readRequest } from './request'

const whole = {
	from: '2026-03-01',
	to: '2026-03-31',
	seats: [{ name: '主班', pattern: '24h' }],
	people: [
		{ id: 'a', name: '值班员甲', seats: ['主班'], section: '秘书一室', exempt: [], leave: [], apartFrom: [] }
	]
}
const refused = (json: unknown) => {
	// As it arrives: what is undefined is not there.
	const read = readRequest(JSON.parse(JSON.stringify(json)))
	return 'refused' in read ? read.refused.map(({ field, reason }) => `${field} ${reason}`) : []
}
const person = (more: object) => ({ ...whole, people: [{ ...whole.people[0], ...more }] })

describe('排班请求', () => {
	it('没写的按没有算', () => {
		const read = readRequest({ ...whole, people: [{ id: 7, seats: ['主班'] }] })
		expect(read).toMatchObject({
			request: {
				restDays: 1,
				people: [{ id: '7', name: '7', exempt: [], leave: [], carried: { weekday: 0, eve: 0 }, weight: 1 }]
			}
		})
	})

	it.each([
		['不是请求', null, ' 写得不对'],
		['日子不存在', { ...whole, to: '2026-02-29' }, 'to 没有这一天：2026-02-29'],
		['没写到哪天', { ...whole, to: undefined }, 'to 没有写'],
		['起止颠倒', { ...whole, to: '2026-02-28' }, 'to 止早于起'],
		['太长', { ...whole, to: '2036-01-01' }, 'to 一次最多排 800 天'],
		[
			'班制不认得',
			{ ...whole, seats: [{ name: '主班', pattern: '三班倒' }] },
			'seats.0.pattern 不认得班制「三班倒」，可写 24h、day/night、night+noon、weekly，或 08:30-08:30 这样的起止时间'
		],
		['岗位重名', { ...whole, seats: [whole.seats[0], whole.seats[0]] }, 'seats 岗位有重名'],
		['人员重号', { ...whole, people: [whole.people[0], whole.people[0]] }, 'people 人员编号有重复'],
		['没有这个岗位', person({ seats: ['司机'] }), 'people.0.seats 没有「司机」这个岗位'],
		[
			'免值不认得',
			person({ exempt: ['高兴时'] }),
			'people.0.exempt 不认得免值「高兴时」，可写 weekday、weekend、holiday、eve、night、all、岗位名或日期'
		],
		[
			'休假起止颠倒',
			person({ leave: [{ from: '2026-03-09', to: '2026-03-08' }] }),
			'people.0.leave.0 止早于起'
		],
		['结转是负数', person({ carried: { weekday: -1 } }), 'people.0.carried.weekday 不能是负数']
	])('%s：说清是哪里', (_what, json, told) => expect(refused(json)).toEqual([told]))

	it('一次说全', () => {
		expect(refused({ ...person({ seats: ['司机'], exempt: ['高兴时'] }), to: '2026-02-01' })).toHaveLength(3)
	})

	it('免值可写日子的种类、夜班、岗位、日期，中英文都行', () => {
		const read = readRequest(person({ exempt: ['weekend', '夜班', '主班', '2026-03-08', 'all', '节假日'] }))
		expect(read).toMatchObject({
			request: {
				people: [{ exempt: ['weekend', 'night', { seat: '主班' }, { date: '2026-03-08' }, 'all', 'holiday'] }]
			}
		})
	})
})
