import { describe, expect, it } from 'vitest'
import { planRoster } from './plan'
import { requestOf } from './testing'

const range = { from: '2026-03-09', to: '2026-03-13' }
const person = (id: string, more: object = {}) => ({ id, name: `值班员${id}`, seats: ['主班'], ...more })
const unmet = (json: object) =>
	planRoster(requestOf({ ...range, seats: [{ name: '主班' }], ...json })).unmet.map(
		({ date, seat, reason }) => `${date.slice(8)} ${seat}：${reason}`
	)

describe('排不出来的，说最小的原因', () => {
	it('没有人能值这个岗', () => {
		expect(unmet({ to: '2026-03-09', seats: [{ name: '司机' }], people: [{ id: '甲', seats: [] }] })).toEqual(
			['09 司机：没有人能值司机']
		)
	})

	it('都休假', () => {
		const leave = [{ from: '2026-03-10', to: '2026-03-10' }]
		expect(unmet({ people: ['甲', '乙', '丙'].map((id) => person(id, { leave })) })).toEqual([
			'10 主班：能值主班的 3 人都休假或外出'
		])
	})

	it('各有各的原因，人多的在前', () => {
		const leave = [{ from: '2026-03-10', to: '2026-03-10' }]
		const people = [
			...['甲', '乙'].map((id) => person(id, { leave })),
			person('丙', { exempt: ['2026-03-10'] }),
			person('丁', { from: '2026-03-11' })
		]
		expect(unmet({ people })).toEqual(['10 主班：能值主班的 3 人都排不上：2 人休假或外出、1 人免值'])
	})

	it('一个人要隔天值', () => {
		expect(unmet({ people: [person('甲')] })).toEqual([
			'10 主班：3月9日至3月10日主班共要 2 班，能值的只有 1 人，每班后要隔 1 天，最多值 1 班',
			'12 主班：3月11日至3月12日主班共要 2 班，能值的只有 1 人，每班后要隔 1 天，最多值 1 班'
		])
	})

	it('两个岗合用的人不够', () => {
		const seats = [{ name: '主班' }, { name: '副班' }]
		const people = ['甲', '乙', '丙'].map((id) => person(id, { seats: ['主班', '副班'] }))
		const told = unmet({ to: '2026-03-10', seats, people })
		expect(told).toHaveLength(1)
		expect(told[0]).toContain('3月9日至3月10日')
		expect(told[0]).toContain('共要 4 班，能值的只有 3 人，每班后要隔 1 天，最多值 3 班')
	})

	it('不能同班', () => {
		const seats = [{ name: '带班领导' }, { name: '主班' }]
		const people = [person('甲', { seats: ['带班领导'] }), person('乙', { apartFrom: ['甲'] })]
		expect(unmet({ to: '2026-03-09', seats, people })).toEqual(['09 主班：能值主班的 1 人不与值班员甲同班'])
	})
})
