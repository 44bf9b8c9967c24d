import { describe, expect, it } from 'vitest'
import { officeISO } from '../instant'
import { calendarOf } from './calendar'
import { patternOf, overnight, type Pattern } from './pattern'
import { instantsOf, stretchesOf } from './times'

const calendar = calendarOf()
const of = (word: string) => patternOf(word)!
/** From–to of everything in a range, short: 13 08:30–14 08:30. */
const told = (pattern: Pattern, from: string, to = from) =>
	stretchesOf(pattern, calendar, from, to).map((stretch) =>
		instantsOf(pattern, calendar, stretch)
			.map((pair) => pair.map((t) => officeISO(t).slice(8, 16).replace('T', ' ')).join('–'))
			.join(' ')
	)

describe('班制', () => {
	it('24 小时', () => {
		for (const word of ['24h', '24 小时', '全天', '08:30-08:30'])
			expect(told(of(word), '2026-03-13')).toEqual(['13 08:30–14 08:30'])
	})

	it('白班、夜班各一班', () => {
		for (const word of ['day/night', 'day-night', '白夜班', '08-20/20-08'])
			expect(told(of(word), '2026-03-13')).toEqual(['13 08:00–13 20:00', '13 20:00–14 08:00'])
		expect(of('day/night').parts.map(overnight)).toEqual([false, true])
	})

	it('工作日值中午和夜间，休息日值整天；调休上班日算工作日', () => {
		for (const word of ['night+noon', '夜班加午班', 'night 17:00–09:00 plus noon 11:50–13:00 on workdays']) {
			const pattern = of(word)
			expect(told(pattern, '2026-09-19', '2026-09-20')).toEqual([
				'19 09:00–20 09:00',
				'20 11:50–20 13:00 20 17:00–21 09:00'
			])
		}
	})

	it('一周一班，周一交接；排班的起止落在周中，头尾短一些', () => {
		expect(told(of('weekly'), '2026-04-01', '2026-04-14')).toEqual([
			'01 08:30–06 08:30',
			'06 08:30–13 08:30',
			'13 08:30–15 08:30'
		])
	})

	it('跨年、闰日', () => {
		expect(told(of('24h'), '2026-12-31')).toEqual(['31 08:30–01 08:30'])
		expect(told(of('24h'), '2028-02-28', '2028-02-29')).toEqual(['28 08:30–29 08:30', '29 08:30–01 08:30'])
	})

	it('夏令时间另有起止', () => {
		const part = (from: string) => ({ name: null, working: [[from, '08:30'] as const], off: [] })
		const pattern: Pattern = {
			unit: 'day',
			parts: [part('17:00')],
			seasons: [{ from: '06-01', to: '09-30', parts: [part('17:30')] }]
		}
		expect(told(pattern, '2026-05-29')).toEqual(['29 17:00–30 08:30'])
		expect(told(pattern, '2026-06-01')).toEqual(['01 17:30–02 08:30'])
		expect(told(pattern, '2026-06-06')).toEqual([])
		const overNewYear: Pattern = {
			...pattern,
			seasons: [{ from: '11-01', to: '02-28', parts: [part('16:30')] }]
		}
		expect(told(overNewYear, '2026-01-05')).toEqual(['05 16:30–06 08:30'])
	})

	it('季节另有时间，写在分号后面', () => {
		for (const word of ['08:30-08:30；6月1日至9月30日 08:00-08:00', '24h;06-01至09-30：08:00-08:00']) {
			expect(told(of(word), '2026-03-13')).toEqual(['13 08:30–14 08:30'])
			expect(told(of(word), '2026-06-13')).toEqual(['13 08:00–14 08:00'])
		}
		// Over New Year; two turns a day need two times.
		const winter = of('08-20/20-08；11月1日到3月31日 09-21/21-09')
		expect(winter.seasons[0]).toMatchObject({ from: '11-01', to: '03-31' })
		expect(patternOf('08-20/20-08；11月1日到3月31日 09-21')).toBeNull()
		expect(patternOf('08:30-08:30；6月31日至9月30日 08:00-08:00')).toBeNull()
	})

	it('换季那一夜：前一班值到后一班来，不重叠，也不空着', () => {
		const summer = of('08:30-08:30；6月1日至9月30日 08:00-08:00')
		expect(told(summer, '2027-05-30', '2027-06-01')).toEqual([
			'30 08:30–31 08:30',
			'31 08:30–01 08:00',
			'01 08:00–02 08:00'
		])
		expect(told(summer, '2027-09-29', '2027-10-01')).toEqual([
			'29 08:00–30 08:00',
			'30 08:00–01 08:30',
			'01 08:30–02 08:30'
		])
		// The last night of what is planned knows the next season too.
		expect(told(summer, '2027-05-31')).toEqual(['31 08:30–01 08:00'])
		const shifts = of('08-20/20-08；11月1日至3月31日 09-21/21-09')
		expect(told(shifts, '2026-10-31', '2026-11-01')).toEqual([
			'31 08:00–31 20:00',
			'31 20:00–01 09:00',
			'01 09:00–01 21:00',
			'01 21:00–02 09:00'
		])
		expect(told(shifts, '2027-03-31', '2027-04-01').slice(1, 3)).toEqual([
			'31 21:00–01 08:00',
			'01 08:00–01 20:00'
		])
		// Nobody takes over from these in the morning: they end when they always did.
		const day = of('08:30-17:30；6月1日至9月30日 08:00-18:00')
		expect(told(day, '2027-05-31', '2027-06-01')).toEqual(['31 08:30–31 17:30', '01 08:00–01 18:00'])
		const night = of('17:00-09:00；6月1日至9月30日 17:30-08:30')
		expect(told(night, '2027-05-31', '2027-06-01')).toEqual(['31 17:00–01 09:00', '01 17:30–02 08:30'])
	})

	it('任何一种班制换季，每个时刻都恰好有一班', () => {
		for (const word of [
			'08:30-08:30；6月1日至9月30日 08:00-08:00',
			'08-20/20-08；6月1日至9月30日 07-19/19-07'
		]) {
			const pattern = of(word)
			const all = stretchesOf(pattern, calendar, '2027-05-01', '2027-10-31').flatMap((stretch) =>
				instantsOf(pattern, calendar, stretch)
			)
			for (let i = 1; i < all.length; i++) expect(all[i]![0]).toBe(all[i - 1]![1])
		}
	})

	it('不认得的不猜', () => {
		expect(patternOf('三班倒')).toBeNull()
		expect(patternOf('29:00-08:00')).toBeNull()
	})
})
