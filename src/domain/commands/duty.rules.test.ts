import { describe, expect, it } from 'vitest'
import { admin, office, officer } from '../../../tests/support/world'
import { noPlanRules, planRulesOf, usualRules, type PlanRules } from '../roster/seats'

const special = { name: '防汛', from: '2026-06-01', to: '2026-09-15', seats: null, times: 2 }

function refused(plan: Partial<PlanRules>, more = {}): string[] {
	const result = office().do(admin, 'duty.rules', {
		...usualRules,
		...more,
		plan: { ...noPlanRules, ...plan }
	})
	return result.ok === false ? result.refusals.map((r) => `${r.field} ${r.reason}`) : []
}

describe('编排规则', () => {
	it('are kept with the office, with and without', () => {
		const world = office()
		const plan = { ...noPlanRules, special: [special], pairs: true }
		expect(world.do(admin, 'duty.rules', { ...usualRules, plan }).ok).toBe(true)
		expect(world.get('office', 'office')?.duty?.plan).toEqual(plan)
		expect(world.replayed().get('office/office')).toEqual(world.kept().get('office/office'))
		expect(world.do(admin, 'duty.rules', usualRules).ok).toBe(true)
		expect(world.get('office', 'office')?.duty).not.toHaveProperty('plan')
		expect(world.do(officer, 'duty.rules', usualRules).ok).toBe(false)
	})

	it('of an app that knew fewer of them are taken as they are', () => {
		const world = office()
		const { apart: _, wishes: __, ...earlier } = noPlanRules
		expect(world.do(admin, 'duty.rules', { ...usualRules, plan: { ...earlier, pairs: true } }).ok).toBe(true)
		expect(planRulesOf(world.get('office', 'office')!.duty!)).toEqual({ ...noPlanRules, pairs: true })
		expect(planRulesOf(usualRules)).toEqual(noPlanRules)
	})

	it('are refused beside what is wrong', () => {
		expect(refused({ special: [{ ...special, to: '2026-05-01' }] })).toEqual(['plan.special.0.to 止早于起'])
		expect(refused({ special: [{ ...special, from: '2026-02-30', name: '' }] })).toEqual([
			'plan.special.0.name 请写明特殊时段的名称',
			'plan.special.0.from 没有这一天'
		])
		const seats = [{ ...usualRules.seats[1]!, places: 5 }]
		expect(refused({ special: [special] }, { seats })).toEqual([
			'plan.special.0.times 主班平时 5 人，2 倍超过了 9 人'
		])
		const days = [
			{ date: '2026-10-09', kind: 'weekday' as const },
			{ date: '2026-10-09', kind: 'holiday' as const }
		]
		expect(refused({ days })).toEqual(['plan.days.1.date 2026-10-09 写了两次'])
		const quotas = [{ section: 's1', heads: 1.5 }]
		expect(refused({ quotas })).toEqual(['plan.quotas.0.heads 名额应是整数'])
		const apart = [
			{ one: 'p1', other: 'p2' },
			{ one: 'p2', other: 'p1' },
			{ one: 'p3', other: 'p3' }
		]
		expect(refused({ apart })).toEqual([
			'plan.apart.1.other 这两个人写了两次',
			'plan.apart.2.other 请选另一个人'
		])
		const wishes = [{ person: 'p1', from: '2026-10-03', to: '2026-10-01', on: true }]
		expect(refused({ wishes })).toEqual(['plan.wishes.0.to 止早于起'])
	})
})
