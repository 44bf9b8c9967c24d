import chineseDays from 'chinese-days'
import { describe, expect, it } from 'vitest'
import { calendarOf, dayOf, daysOf, KINDS, type Kind } from './calendar'
import { dateOf, dayNumber, weekdayOf } from './dates'
import { festivals } from './festivals'
import type { Notice } from './notices'

const calendar = calendarOf()
const kindOn = (date: string) => dayOf(calendar, date).kind
const between = (from: string, to: string) => daysOf(calendar, from, to)
const count = (from: string, to: string) => {
	const counts: Record<Kind, number> = { weekday: 0, weekend: 0, holiday: 0, eve: 0 }
	for (const { kind } of between(from, to)) counts[kind]++
	return KINDS.map((kind) => counts[kind]).join(' ')
}

describe('2026 年：照国务院办公厅 2025 年 11 月 4 日的通知', () => {
	const arranged = [
		['2026-01-01', '2026-01-03', '元旦'],
		['2026-02-15', '2026-02-23', '春节'],
		['2026-04-04', '2026-04-06', '清明'],
		['2026-05-01', '2026-05-05', '劳动节'],
		['2026-06-19', '2026-06-21', '端午'],
		['2026-09-25', '2026-09-27', '中秋'],
		['2026-10-01', '2026-10-07', '国庆节']
	] as const
	const makeUp = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']

	it('每一天都对：放假、调休上班、周末、工作日', () => {
		for (const { date, kind, off, known } of between('2026-01-01', '2026-12-31')) {
			const holiday = arranged.some(([from, to]) => from <= date && date <= to)
			const weekend = weekdayOf(dayNumber(date)) % 6 === 0 && !makeUp.includes(date)
			const eve = date === '2026-02-16' || date === '2026-02-17'
			expect([date, kind]).toEqual([
				date,
				eve ? 'eve' : holiday ? 'holiday' : weekend ? 'weekend' : 'weekday'
			])
			expect(off).toBe(holiday || weekend)
			expect(known).toBe(date < '2026-12-24')
		}
	})

	it('数目：33 天假里 2 天是除夕和初一，6 个周末上班', () => {
		expect(count('2026-01-01', '2026-12-31')).toBe('248 84 31 2')
	})

	it('说得出是什么日子', () => {
		expect(dayOf(calendar, '2026-02-16').name).toBe('除夕')
		expect(dayOf(calendar, '2026-02-17').name).toBe('春节')
		expect(dayOf(calendar, '2026-09-20').name).toBe('调休上班')
		expect(dayOf(calendar, '2026-06-19').name).toBe('端午')
	})
})

describe('还没有通知的年份', () => {
	it('2027：周末和法定节日照算，哪天调休不知道', () => {
		expect(between('2027-01-01', '2027-12-31').some((day) => day.known)).toBe(false)
		expect(['2027-01-01', '2027-05-02', '2027-10-03', '2027-06-09'].map(kindOn)).toEqual(
			Array(4).fill('holiday')
		)
		expect(['2027-02-05', '2027-02-06'].map(kindOn)).toEqual(['eve', 'eve'])
		expect(['2027-02-07', '2027-02-08', '2027-02-09'].map(kindOn)).toEqual(['holiday', 'holiday', 'weekday'])
		expect(kindOn('2027-01-02')).toBe('weekend')
	})

	it('年底要等下一年的通知；有了，两份都看，后一份作数', () => {
		expect(dayOf(calendar, '2025-12-31').known).toBe(true)
		expect(dayOf(calendar, '2026-12-31')).toMatchObject({ kind: 'weekday', known: false })
		const next: Notice = {
			year: 2027,
			holidays: { '2026-12-31': '元旦', '2027-01-01': '元旦', '2027-01-02': '元旦' },
			workdays: { '2026-12-26': '元旦' }
		}
		const later = calendarOf([], [next])
		expect(dayOf(later, '2026-12-31')).toMatchObject({ kind: 'holiday', off: true, known: true })
		expect(dayOf(later, '2026-12-26')).toMatchObject({ kind: 'weekday', off: false, known: true })
		expect(dayOf(later, '2027-01-02')).toMatchObject({ kind: 'holiday', known: true })
		expect(dayOf(later, '2027-05-01')).toMatchObject({ kind: 'weekend', known: true })
		expect(dayOf(later, '2027-12-25').known).toBe(false)
	})

	it('没有节日表的年份也不出错', () => {
		expect(dayOf(calendar, '2087-03-05')).toEqual({
			date: '2087-03-05',
			kind: 'weekday',
			off: false,
			name: null,
			known: false
		})
	})
})

describe('管理员改的作数', () => {
	it('盖过通知', () => {
		const edited = calendarOf([
			{ date: '2026-03-09', kind: 'holiday', name: '本地放假' },
			{ date: '2026-03-14', kind: 'weekday' },
			{ date: '2026-12-31', kind: 'holiday' }
		])
		expect(dayOf(edited, '2026-03-09')).toMatchObject({
			kind: 'holiday',
			off: true,
			name: '本地放假',
			known: true
		})
		expect(dayOf(edited, '2026-03-14')).toMatchObject({ kind: 'weekday', off: false })
		expect(dayOf(edited, '2026-12-31').known).toBe(true)
	})
})

describe('日期', () => {
	it('闰日是一天，别的 2 月 29 日不是', () => {
		expect(dateOf(dayNumber('2028-02-28') + 1)).toBe('2028-02-29')
		expect(dateOf(dayNumber('2028-02-28') + 2)).toBe('2028-03-01')
		expect(kindOn('2028-02-29')).toBe('weekday')
		for (const date of ['2026-02-29', '2026-13-01', '2026-1-1', '今天', '']) expect(dayNumber(date)).toBeNaN()
		expect(between('2028-01-01', '2028-12-31')).toHaveLength(366)
	})

	it('2024 年除夕不放假，也单列', () => {
		expect(dayOf(calendar, '2024-02-09')).toMatchObject({ kind: 'eve', off: false, name: '除夕' })
	})
})

describe('节日表', () => {
	it('与 chinese-days 算出来的一样', () => {
		for (const [year, dates] of festivals) {
			const lunar = ['01-01', '05-05', '08-15'].map(
				(date) => chineseDays.getSolarDateFromLunar(`${year}-${date}`).date
			)
			const clear = chineseDays.getSolarTermDate(year, 4, 'pure_brightness')
			expect(dates.map((date) => `${year}-${date}`)).toEqual([...lunar, clear])
		}
		expect([...festivals.keys()]).toEqual(Array.from({ length: 31 }, (_, i) => 2020 + i))
	})

	it('有通知的年份，推算的节日都在通知的假期里', () => {
		for (const year of [2025, 2026])
			for (const date of ['01-01', '05-01', '05-02', '10-01', '10-03', ...festivals.get(year)!])
				expect([`${year}-${date}`, dayOf(calendar, `${year}-${date}`).off]).toEqual([`${year}-${date}`, true])
	})
})
