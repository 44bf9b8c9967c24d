import { describe, expect, it } from 'vitest'
import { officeInstant } from '../instant'
import { readLeaves } from './importLeaves'

const people = [
	{ id: 'a', name: '值班员甲', title: null, disabled: false },
	{ id: 'b', name: '值班员乙', title: null, disabled: false }
]
const read = (rows: string[][], as = new Map<string, string>()) =>
	readLeaves(rows, { month: '2026-03', people, as })

describe('导入休假', () => {
	it('起止写一列或两列，种类按单位的叫法', () => {
		expect(
			read([
				['三月休假外出表'],
				['序号', '姓名', '假别', '起止时间', '事由'],
				['1', '值班员甲', '年假', '3月5日—8日', ''],
				['2', '值班员乙', '', '2026-03-10', '到省里开会']
			])
		).toEqual({
			faults: [],
			lines: [
				{
					row: 3,
					person: 'a',
					from: officeInstant('2026-03-05', '00:00'),
					to: officeInstant('2026-03-09', '00:00'),
					kind: '休假',
					note: null
				},
				{
					row: 4,
					person: 'b',
					from: officeInstant('2026-03-10', '00:00'),
					to: officeInstant('2026-03-11', '00:00'),
					kind: '外出',
					note: '到省里开会'
				}
			]
		})
		expect(
			read([
				['姓名', '开始', '结束'],
				['值班员甲', '12月30日', '1月2日']
			])
		).toMatchObject({
			lines: [{ from: officeInstant('2026-12-30', '00:00'), to: officeInstant('2027-01-03', '00:00') }]
		})
	})
	it('每处不对都说在哪一行', () => {
		const made = read([
			['姓名', '种类', '开始', '结束'],
			['老王', '年假', '3月5日', '3月6日'],
			['值班员甲', '旷工', '3月9日', '3月6日'],
			['', '年假', '很久', '']
		])
		expect('faults' in made && made.faults.map((f) => `${f.row} ${f.column} ${f.reason}`)).toEqual([
			'2 姓名 名单上没有“老王”',
			'3 日期 结束早于开始',
			'3 种类 不认识“旷工”，可写休假、出差、外出、培训',
			'4 姓名 缺姓名',
			'4 日期 看不懂起止日期，请写成 2026-03-05，或 3月5日—3月8日'
		])
		expect(read([['科室', '电话']])).toMatchObject({ refused: expect.stringContaining('表头') as string })
	})
})
