import type { Inspected, Inspection } from '$domain/events/inspection'
import type { Room } from '$domain/events/room'
import type { Turn } from '$domain/events/turn'
import { day, officeInstant } from '$domain/instant'
import { calendarOf } from '$domain/roster/calendar'
import { daysOfMonth } from '$lib/records/month'
import { week } from '$lib/records/roster'
import { long, now } from './samples'

export const names: Record<string, string> = {
	...{ l1: '带班领导甲', o1: '值班员甲', o2: '值班员乙', d1: '司机甲' },
	long: `值班员${long.slice(0, 16)}`
}
export const seats = ['带班领导', '主班', '副班', '司机'].map((name, i) => ({ id: `seat${i}`, name }))
export const manySeats = [
	...seats,
	...['备班', '值守一', '值守二', '值守三'].map((name) => ({ id: name, name }))
]

function turn(seat: string, person: string, date: string, time = '08:30', to = 24): Turn {
	const from = officeInstant(date, time)
	const id = seat + from
	const base = { id, subject: 'm202602', audience: [], formerly: [], seat, place: 0, person }
	return { ...base, from, to: from + (to * day) / 24 }
}

const calendar = calendarOf()
const february = ['02-14', '02-15', '02-16', '02-17', '02-18'].map((date) => `2026-${date}`)
export const monthTurns = february.flatMap((date, i) => [
	turn('seat0', 'l1', date),
	turn('seat1', i % 2 ? 'o1' : 'o2', date),
	...(i === 3 ? [] : [turn('seat2', i === 2 ? 'long' : 'o2', date)])
])
/** Round 春节: a make-up workday, the eve, the first day. */
export const monthDays = daysOfMonth('2026-02', monthTurns, calendar).slice(13, 18)

export const weekDays = week(
	[
		turn('lead', 'l1', '2026-11-16'),
		turn('officer', 'o1', '2026-11-16'),
		turn('officer', 'o2', '2026-11-17', '08:30', 12),
		turn('lead', 'long', '2026-11-22'),
		turn('officer', 'o1', '2026-11-22'),
		turn('officer', 'o2', '2026-11-22', '20:00', 12)
	],
	'2026-11-16',
	now
)

export const fairness = (['weekday', 'weekend', 'holiday', 'eve'] as const).flatMap((kind, i) => [
	{ seats: ['主班', '副班'], kind, spread: i === 1 ? 2 : 1 },
	{ seats: ['带班领导'], kind, spread: 0 }
])

const base = { subject: 'rooms', audience: [], formerly: [], group: '乡镇', removed: false }
export const rooms: Room[] = [
	{
		...base,
		...{ id: 'r1', name: '甲镇', phones: ['0000-8810001', '0000-8810002'] },
		duty: [{ date: '2026-11-22', who: '值班员己', phone: '0000-8810009' }]
	},
	{ ...base, id: 'r2', name: '乙乡', phones: ['0000-8810003'], duty: [] },
	{ ...base, id: 'r3', name: long.slice(0, 30), phones: [], duty: [] }
]

const call = { by: null, at: now, who: null, remark: null }
export const inspected: Inspected[] = [
	{ room: 'r1', name: '甲镇', phone: '0000-8810001', expected: '值班员己', calls: [] },
	{
		...{ room: 'r2', name: '乙乡', phone: '0000-8810003', expected: null },
		calls: [{ ...call, outcome: '接通' as const, who: '值班员庚', remark: '三声内接听' }]
	},
	{
		...{ room: 'r3', name: '丙镇', phone: '0000-8810004', expected: '值班员辛' },
		calls: [{ ...call, outcome: '未接' as const }]
	},
	{ room: 'r4', name: long.slice(0, 30), phone: null, expected: null, calls: [] }
]
export const inspection: Inspection = {
	...{ id: 'i1', subject: 'i1', audience: [], formerly: [], pool: 20 },
	...({ way: 'draw', state: 'done' } as const),
	...{ rooms: inspected, by: null, beganAt: now, endedAt: now, note: '未接的单位当日书面说明情况。' }
}
