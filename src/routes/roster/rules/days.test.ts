import { describe, expect, it } from 'vitest'
import type { DayEdit } from '$domain/roster/calendar'
import { groupsOf, withGroup, wrongDates } from './days'

const spring = { from: '2027-02-06', to: '2027-02-08', kind: 'holiday' as const, name: '春节' }

describe('an office’s own days', () => {
	it('are told in groups of days in a row, over a month’s end', () => {
		const days = withGroup([], null, { ...spring, from: '2027-02-27', to: '2027-03-02' })
		expect(days.map((d) => d.date)).toEqual(['2027-02-27', '2027-02-28', '2027-03-01', '2027-03-02'])
		expect(groupsOf(days)).toEqual([{ ...spring, from: '2027-02-27', to: '2027-03-02' }])
	})

	it('say one thing of a day: the last word takes its place', () => {
		let days: DayEdit[] = withGroup([], null, spring)
		const work = { from: '2027-02-08', to: '2027-02-08', kind: 'weekday' as const, name: '' }
		days = withGroup(days, null, work)
		expect(groupsOf(days)).toEqual([{ ...spring, to: '2027-02-07' }, work])
		days = withGroup(days, groupsOf(days)[0]!, null)
		expect(days).toEqual([{ date: '2027-02-08', kind: 'weekday', name: null }])
	})

	it('are refused where the dates cannot be', () => {
		expect(wrongDates({ from: '2027-02-08', to: '2027-02-06' })).toBe('止早于起')
		expect(wrongDates({ from: '', to: '2027-02-06' })).toBe('请写明起止日期')
		expect(wrongDates({ from: '2027-01-01', to: '2027-12-31' })).toBe('一次至多 60 天')
		expect(wrongDates(spring)).toBe('')
	})
})
