import { describe, expect, it } from 'vitest'
import { officeInstant, officeISO } from '../instant'
import { calendarOf } from './calendar'
import { datesIn, weekdayIn } from './importDates'
import { namesIn } from './importNames'
import { readRoster, type ImportInput, type RosterImport } from './importing'
import { usualRules, type SeatSetting } from './seats'

const person = (id: string, name: string, role: 'officer' | 'leader', title: string | null = null) => ({
	...{ id, name, title, disabled: false },
	roles: [role]
})
const people = [
	person('l1', '领导甲', 'leader', '副主任'),
	person('l2', '张三', 'leader', '县长'),
	person('a', '值班员甲', 'officer'),
	person('b', '值班员乙', 'officer'),
	person('c', '王明', 'officer'),
	person('d', '王明华', 'officer')
]
const none = new Map<string, string>()
const input = (more: Partial<ImportInput> = {}): ImportInput => ({
	month: '2026-03',
	seats: usualRules.seats,
	people,
	calendar: calendarOf(),
	as: none,
	...more
})
function read(rows: string[][], more: Partial<ImportInput> = {}): RosterImport {
	const made = readRoster(rows, input(more))
	if ('refused' in made) throw new Error(made.refused)
	return made
}
const told = (made: RosterImport) =>
	made.turns.map((t) => `${t.seat} ${officeISO(t.from).slice(5, 16)} ${t.person}`)
const reasons = (made: RosterImport) => made.faults.map((f) => `${f.row} ${f.column} ${f.reason}`)

describe('日期', () => {
	it('读得懂单位常用的写法，也读得懂起止', () => {
		const one = (cell: string) => datesIn(cell, '2026-03')?.from
		for (const cell of [
			'2026-03-05',
			'2026/3/5',
			'2026.3.5',
			'2026年3月5日',
			'3月5日',
			'3.5',
			'3/5',
			'5日',
			'5',
			'46086',
			'3月5日（周四）',
			'2026-03-05 00:00:00',
			'3月5号 星期四'
		])
			expect(one(cell), cell).toBe('2026-03-05')
		for (const cell of ['3月2日—3月8日', '3月2日至8日', '3.2-3.8', '2026-03-02～2026-03-08', '2日-8日'])
			expect(datesIn(cell, '2026-03'), cell).toEqual({ from: '2026-03-02', to: '2026-03-08' })
		expect(datesIn('12月28日-1月3日', '2026-12')).toEqual({ from: '2026-12-28', to: '2027-01-03' })
	})
	it('没有的日子、别的文字不是日期', () => {
		for (const cell of ['2月30日', '13月1日', '合计', '值班电话：0000-8800000', '', '3月8日-3月2日', '5人'])
			expect(datesIn(cell, '2026-02'), cell).toBeNull()
		expect([weekdayIn('星期三'), weekdayIn('三'), weekdayIn('周天'), weekdayIn('第三组')]).toEqual([
			3,
			3,
			0,
			null
		])
	})
})

describe('姓名', () => {
	it('职务、电话、括号写在一起也认得；名字里含别人名字的不会认错', () => {
		const ids = (cell: string) => namesIn(cell, people, none).map((f) => ('person' in f ? f.person : f.why))
		expect(ids('领导甲（副主任，0000-8800001）')).toEqual(['l1'])
		expect(ids('副主任 领导甲 0000-8800001')).toEqual(['l1'])
		expect(ids('张 三\n县长')).toEqual(['l2'])
		expect(ids('张三县长')).toEqual(['l2'])
		expect(ids('值班员甲、值班员乙')).toEqual(['a', 'b'])
		expect(ids('王明 王明华')).toEqual(['c', 'd'])
		expect(ids('王明亮')).toEqual(['名单上没有“王明亮”'])
		expect(ids('——')).toEqual([])
		expect(namesIn('老王', people, new Map([['老王', 'c']]))).toEqual([{ name: '老王', person: 'c' }])
	})
})

describe('导入值班表', () => {
	it('一天一行的：列的次序、题名、合计行都不碍事', () => {
		const made = read(
			[
				['某县人民政府办公室 2026 年 3 月值班安排表'],
				['星期', '日期', '主班', '带班领导(职务,电话)', '副班', '备注'],
				['日', '1日', '值班员甲', '领导甲（副主任，0000-8800001）', '王明', ''],
				['一', '2日', '值班员乙', '张三', '', '值班员乙请假'],
				['', '合计', '2', '2', '1', ''],
				['值班电话：0000-8800000']
			],
			{ month: '2027-09' }
		)
		expect(made).toMatchObject({ month: '2026-03', faults: [] })
		expect(told(made)).toEqual([
			'lead 03-01T08:30 l1',
			'officer 03-01T08:30 a',
			'deputy 03-01T08:30 c',
			'lead 03-02T08:30 l2',
			'officer 03-02T08:30 b'
		])
		expect(made.turns[0]!.to).toBe(officeInstant('2026-03-02', '08:30'))
		expect(made.unmet).toEqual([{ date: '2026-03-02', seat: 'deputy', reason: '导入的表上没有人' }])
	})

	it('领导一周一次、单元格合并的：管到下一个名字；日期也可以合并', () => {
		const rows = [['日期', '带班领导', '值班员']]
		for (let d = 2; d <= 15; d++)
			rows.push([`3月${d}日`, d === 2 ? '领导甲' : d === 9 ? '张三' : '', d % 2 ? '王明' : '值班员甲'])
		rows.push(['', '', '值班员乙']) // the second of the 15th
		const made = read(rows)
		expect(made.notes[0]).toContain('带班领导')
		expect(told(made).filter((t) => t.startsWith('lead'))).toHaveLength(14)
		expect(told(made)).toContain('lead 03-08T08:30 l1')
		expect(told(made)).toContain('lead 03-09T08:30 l2')
		expect(told(made).slice(-3)).toEqual([
			'lead 03-15T08:30 l2',
			'officer 03-15T08:30 c',
			'deputy 03-15T08:30 b'
		])
	})

	it('一周一行的：按天的岗位天天有班，按周的岗位一周一班', () => {
		const rows = [
			['值班日期', '带班', '主班'],
			['3月2日—3月8日', '领导甲', '王明'],
			['3月9日—15日', '张三', '值班员甲']
		]
		expect(told(read(rows))).toHaveLength(28)
		const seats: SeatSetting[] = usualRules.seats.map((s) =>
			s.id === 'lead' ? { ...s, pattern: 'weekly' } : s
		)
		const made = read(rows, { seats })
		expect(told(made).filter((t) => t.startsWith('lead'))).toEqual([
			'lead 03-02T08:30 l1',
			'lead 03-09T08:30 l2'
		])
		expect(made.turns.find((t) => t.seat === 'lead')!.to).toBe(officeInstant('2026-03-09', '08:30'))
	})

	it('只有“值班人员”一列写两个人的，第二个是副班', () => {
		const made = read([
			['时间', '值班人员'],
			['2026-03-05', '王明、值班员甲']
		])
		expect(told(made)).toEqual(['officer 03-05T08:30 c', 'deputy 03-05T08:30 a'])
	})

	it('有一处不对就一班也不读入，每处都说在哪一行、为什么；名字可以指给人', () => {
		const rows = [
			['日期', '星期', '带班领导', '主班'],
			['3月1日', '日', '值班员甲', '王明'],
			['3月2日', '二', '领导甲', '老王'],
			['3月32日', '', '领导甲', '王明'],
			['4月3日', '', '领导甲', '王明、值班员乙、值班员甲']
		]
		const made = read(rows)
		expect(made.turns).toEqual([])
		expect(reasons(made)).toEqual([
			'3 日期 2026-03-02 是星期一，表上写的是星期二',
			'4 日期 看不懂这个日期：3月32日',
			'2 带班领导 值班员甲不能值带班领导：岗位设置里没有',
			'3 主班 名单上没有“老王”',
			'5 主班 这一格有 3 人，主班只有 1 个位次'
		])
		const good = rows
			.slice(0, 3)
			.map((row, i) =>
				i === 1 ? ['3月1日', '日', '张三', '王明'] : i === 2 ? ['3月2日', '一', '领导甲', '老王'] : row
			)
		expect(read(good).faults).toEqual([{ row: 3, column: '主班', reason: '名单上没有“老王”', name: '老王' }])
		expect(told(read(good, { as: new Map([['老王', 'b']]) }))).toContain('officer 03-02T08:30 b')
	})

	it('两个月混在一张表里、同一天写两行，都说得出来；跨月的一周只读这个月的', () => {
		const made = read([
			['日期', '主班'],
			['3月31日', '王明'],
			['4月1日', '王明']
		])
		expect(reasons(made)).toEqual(['3 日期 2026-04-01 不在 2026-03 里，请一个月一张表'])
		const twice = read([
			['日期', '主班'],
			['3月1日', '王明'],
			['3月1日', '值班员甲']
		])
		expect(reasons(twice)).toEqual(['2 主班 2026-03-01 主班有 王明、值班员甲 2 人，只有 1 个位次'])
		const week = read([
			['日期', '主班'],
			['3月30日-4月5日', '王明']
		])
		expect(told(week)).toHaveLength(2)
		expect(week.notes).toEqual(['跨到下个月的 5 天没有读入'])
	})

	it('没有表头、空表、太长的表，直说', () => {
		const refused = (rows: string[][]) => readRoster(rows, input())
		expect(refused([['', '']])).toEqual({ refused: '表格是空的' })
		expect(refused([['姓名', '科室']])).toMatchObject({
			refused: expect.stringContaining('没有找到表头') as string
		})
		expect(
			refused([
				['日期', '主班'],
				['合计', '']
			])
		).toEqual({ refused: '表头下面没有日期' })
	})
})
