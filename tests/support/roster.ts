import type { Turn } from '../../src/domain/events/turn'
import type { PlannedTurn } from '../../src/domain/events/roster'
import type { Id } from '../../src/domain/record'
import type { Role } from '../../src/domain/event'
import { day, officeDate, officeInstant } from '../../src/domain/instant'
import { office, type Office, type Result } from './world'

export const officers = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'] as const
export const leads = ['l1', 'l2', 'l3'] as const
/** Monday to Sunday; the office's night is the Sunday before. */
export const FROM = '2026-11-23'
export const TO = '2026-11-29'
export const SEATS = ['lead', 'officer', 'deputy'] as const

export const must = (result: Result): Id => {
	if (result.ok !== true) throw new Error(JSON.stringify(result))
	return result.id
}
export const reasons = (result: Result): string[] =>
	result.ok === false ? result.refusals.map((r) => `${r.code} ${r.reason}`) : [String(result.ok)]

/** The office with people enough for a roster; o1 begins, deputies are three days behind. */
export function dutyOffice(): Office {
	const world = office()
	const person = (id: Id, name: string, roles: Role[]) =>
		must(world.do('', 'person.set', { person: id, name, title: null, roles, sections: [], phone: null }))
	officers.forEach((id, i) => person(id, `值班员${'一二三四五六'[i]}`, ['officer']))
	leads.forEach((id, i) => person(id, `领导${'一二三'[i]}`, ['leader']))
	return world
}

export const at = (dayOfMonth: number, time = '08:30') =>
	officeInstant(`2026-11-${String(dayOfMonth).padStart(2, '0')}`, time)

/** A week of whole days; `shift` gives another one. */
export function plan(shift = 0): PlannedTurn[] {
	const turns: PlannedTurn[] = []
	for (let i = 0; i < 7; i++) {
		const from = officeInstant(FROM, '08:30') + i * day
		const add = (seat: string, person: Id) => turns.push({ seat, place: 0, person, from, to: from + day })
		add('lead', leads[(i + shift) % leads.length]!)
		add('officer', officers[(i + shift) % officers.length]!)
		add('deputy', officers[(i + shift + 3) % officers.length]!)
	}
	return turns
}

export function draft(world: Office, turns: PlannedTurn[], roster: Id | null = null): Id {
	const args = { roster, from: FROM, to: TO, turns, unmet: [], calendarNote: null }
	const id = must(world.do('admin', 'roster.draft', args))
	return roster ?? id + '1'
}

/** Publishes a week; gives its roster. */
export function published(world: Office, turns = plan(), roster: Id | null = null): Id {
	const id = draft(world, turns, roster)
	must(world.do('admin', 'roster.publish', { roster: id }))
	return id
}

/** The turn of a seat that begins on a day of November. */
export function turnOn(world: Office, dayOfMonth: number, seat = 'officer'): Turn {
	const date = officeDate(at(dayOfMonth))
	const found = world.all('turns').filter((t) => !t.dropped && t.seat === seat && officeDate(t.from) === date)
	if (found.length === 0) throw new Error(`nobody on ${date}`)
	return found.sort((a, b) => a.from - b.from)[0]!
}
