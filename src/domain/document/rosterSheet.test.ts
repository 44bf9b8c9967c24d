import { describe, expect, it } from 'vitest'
import type { Turn } from '../events/turn'
import type { RosterSheetInput } from './rosterSheet'
import { officeInstant } from '../instant'
import { calendarOf } from '../roster/calendar'
import { usualRules } from '../roster/seats'
import { rosterSheet } from './rosterSheet'

let n = 0
function turn(seat: string, person: string, from: string, to: string, more: Partial<Turn> = {}): Turn {
	const at = (t: string) => officeInstant(t.slice(0, 10), t.slice(11))
	const base = { id: `t${++n}`, subject: 'm202602', audience: ['office' as const], formerly: [] }
	return { ...base, seat, person, from: at(from), to: at(to), ...more }
}
const people = new Map([
	['l', { name: '领导甲', title: '副主任' }],
	['a', { name: '值班员甲', title: null }],
	['b', { name: '值班员乙', title: null }]
])
const sheet = (turns: Turn[], more: Partial<RosterSheetInput> = {}) =>
	rosterSheet({
		office: '某县人民政府办公室',
		month: '2026-02',
		calendar: calendarOf(),
		rules: usualRules,
		turns,
		people,
		phones: new Map(),
		by: '',
		on: '',
		...more
	})

describe('值班安排表', () => {
	it('闰年二月有 29 天，用到的岗位才成列，没有人的日子空着', () => {
		const made = sheet([turn('driver', 'a', '2028-02-29 08:30', '2028-03-01 08:30')], { month: '2028-02' })
		expect(made.rows).toHaveLength(29)
		expect(made.columns).toEqual(['日期', '星期', '带班领导（职务，电话）', '主班', '副班', '司机', '备注'])
		expect(made.rows.at(-1)).toMatchObject({
			date: '2月29日',
			weekday: '二',
			cells: ['', '', '', '值班员甲']
		})
	})

	it('带班领导有职务；号码只有给了的才有', () => {
		const turns = [turn('lead', 'l', '2026-02-03 08:30', '2026-02-04 08:30')]
		expect(sheet(turns).rows[2]!.cells[0]).toBe('领导甲（副主任）')
		const phones = new Map([['l', '0000-8800001']])
		expect(sheet(turns, { phones }).rows[2]!.cells[0]).toBe('领导甲（副主任，0000-8800001）')
	})

	it('一周一班的，天天都写着，按天数计；节假日、除夕初一、调休分开算', () => {
		const made = sheet([turn('officer', 'a', '2026-02-16 08:30', '2026-02-23 08:30')])
		expect(made.rows.filter((row) => row.cells[1] !== '').map((row) => row.date)).toEqual(
			[16, 17, 18, 19, 20, 21, 22].map((d) => `2月${d}日`)
		)
		// 16 除夕, 17 初一, then five days of the holiday.
		expect(made.counts.rows).toEqual([
			{ name: '值班员甲', numbers: [0, 0, 5, 2, 7] },
			{ name: '合计', numbers: [0, 0, 5, 2, 7] }
		])
		expect(made.rows[15]).toMatchObject({ remark: '除夕', shaded: true })
		expect(made.rows[13]).toMatchObject({ remark: '调休上班', shaded: false })
	})

	it('时间与多数不同的写在格里，一天里换了人的两人都写，替班写进备注', () => {
		const usual = [3, 4, 5, 6].map((d) =>
			turn('officer', 'a', `2026-02-0${d} 08:30`, `2026-02-0${d + 1} 08:30`)
		)
		const made = sheet([
			...usual,
			turn('officer', 'a', '2026-02-10 08:30', '2026-02-10 12:00', {
				relievedAt: officeInstant('2026-02-10', '12:00')
			}),
			turn('officer', 'b', '2026-02-10 12:00', '2026-02-11 08:30', {
				tookOverAt: officeInstant('2026-02-10', '12:00'),
				standIn: true,
				original: 'a'
			})
		])
		expect(made.rows[9]).toMatchObject({
			cells: ['', '值班员甲（08:30—12:00）\n值班员乙（12:00—08:30）', ''],
			remark: '主班原为值班员甲，值班员乙代'
		})
		expect(made.rows[2]!.cells[1]).toBe('值班员甲')
		expect(made.foot[1]).toBe('值班时间：除写明时间的以外，每班 08:30 至次日 08:30')
		// Who had the shorter part of that day did not stand it.
		expect(made.counts.rows.map((row) => [row.name, row.numbers[4]])).toEqual([
			['值班员甲', 4],
			['值班员乙', 1],
			['合计', 5]
		])
	})

	it('签字交接的短班也是一天', () => {
		const at = (time: string) => officeInstant('2026-02-03', time)
		const signed = { tookOverAt: at('08:25'), relievedAt: at('17:40') }
		const made = sheet([turn('officer', 'a', '2026-02-03 08:30', '2026-02-03 17:30', signed)])
		expect(made.counts.rows[0]).toEqual({ name: '值班员甲', numbers: [1, 0, 0, 0, 1] })
	})

	it('中午和夜里是一天；已撤下的班不在表上', () => {
		const made = sheet([
			turn('officer', 'a', '2026-02-03 11:50', '2026-02-03 13:00'),
			turn('officer', 'a', '2026-02-03 17:00', '2026-02-04 09:00'),
			turn('officer', 'b', '2026-02-04 17:00', '2026-02-05 09:00', { dropped: true })
		])
		expect(made.counts.rows[0]).toEqual({ name: '值班员甲', numbers: [1, 0, 0, 0, 1] })
		expect(made.rows[3]!.cells[1]).toBe('')
	})
})
