import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import type { Turn } from '../events/turn'
import { day, officeInstant } from '../instant'
import { utf8Length } from '../text'
import { calendarFile } from './calendarFile'

const at = officeInstant('2026-11-24', '08:30')
let n = 0
function turn(seat: string, person: string, from: number, more: Partial<Turn> = {}): Turn {
	const base = { id: `t${++n}`, subject: 'm202611', audience: ['office' as const], formerly: [] }
	return { ...base, seat, person, from, to: from + day, ...more }
}
const names: Record<string, string> = {
	l: '带班领导甲',
	a: '值班员甲',
	// A name that would end the event and begin another, were it not escaped.
	b: '乙;,\\\r\nEND:VEVENT\r\nBEGIN:VEVENT' + '很长'.repeat(40) + '🚒'
}
const file = (turns: Turn[]) =>
	calendarFile({
		office: '某区人民政府办公室',
		person: 'a',
		turns,
		nameOf: (id) => names[id]!,
		seatName: (seat) => ({ lead: '带班领导', officer: '主班', deputy: '副班' })[seat]!,
		now: at
	})

describe('订阅到手机日历', () => {
	it('日历库读得出来：只有本人的班，时间、岗位和同班的人', () => {
		const text = file([
			turn('officer', 'a', at),
			turn('lead', 'l', at),
			turn('deputy', 'b', at + day), // follows, not beside
			turn('officer', 'b', at + day),
			turn('deputy', 'a', at + 3 * day, { dropped: true })
		])
		const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
		expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('我的值班 · 某区人民政府办公室')
		const events = calendar.getAllSubcomponents('vevent').map((e) => new ICAL.Event(e))
		expect(events).toHaveLength(1)
		expect(events[0]!.summary).toBe('值班：主班')
		expect(events[0]!.description).toBe('同班：带班领导 带班领导甲')
		expect(events[0]!.startDate.toJSDate().getTime()).toBe(at)
		expect(events[0]!.endDate.toJSDate().getTime()).toBe(at + day)
	})

	it('姓名里写什么都还是姓名；每行不超过 75 字节', () => {
		const text = file([turn('officer', 'a', at), turn('deputy', 'b', at)])
		const events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent')
		expect(events).toHaveLength(1)
		expect(new ICAL.Event(events[0]!).description).toBe(`同班：副班 ${names['b']!.replace(/\r/g, '')}`)
		const lines = text.split('\r\n')
		expect(lines.every((line) => utf8Length(line) <= 75)).toBe(true)
		expect(lines.at(-1)).toBe('')
		expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
	})
})
