import type { PlannedTurn } from '../../domain/events/roster'
import type { Turn } from '../../domain/events/turn'
import type { Id } from '../../domain/record'
import type { Planning } from './planning'
import { originalOf } from '../../domain/events/turn'
import { officeInstant, day } from '../../domain/instant'
import { hasBegun } from '../../domain/roster/onDuty'
import { mayStand } from '../../domain/roster/seats'
import { turnKey } from '../../domain/roster/turnKey'

type Known = Pick<Planning, 'duty' | 'people' | 'leaves'>

/** Why whoever has a turn cannot stand it; null: they can. */
export function lackOf(turn: Turn, { duty, people, leaves }: Known): string | null {
	const who = people.find((p) => p.id === turn.person)
	if (!who || who.disabled) return '已停用'
	const seat = duty.seats.find((s) => s.id === turn.seat)
	if (seat && !mayStand(seat, who)) return `不再值${seat.name}`
	const away = leaves.find(
		(l) => l.person === turn.person && !l.cancelled && l.from < turn.to && turn.from < l.to
	)
	return away ? away.kind : null
}

/** Somebody else swapped into it: publishing leaves it with them as long as they may stand the seat. */
export function isSwapped(turn: Turn, { duty, people }: Omit<Known, 'leaves'>): boolean {
	if (turn.person === originalOf(turn)) return false
	const who = people.find((p) => p.id === turn.person)
	const seat = duty.seats.find((s) => s.id === turn.seat)
	return who !== undefined && !who.disabled && seat !== undefined && mayStand(seat, who)
}

/** A published turn to come that a draft gives to somebody else, or to nobody (`now` null). `why`: what keeps `was` from it. */
export interface Move {
	turn: Turn
	was: Id
	now: Id | null
	why: string | null
}

/** What publishing a draft would change of the turns that stand: see domain/roster/publish, which has the last word. */
export function movesOf(
	drafted: readonly PlannedTurn[],
	{ from, to, now, ...known }: Pick<Planning, 'from' | 'to' | 'now' | 'turns'> & Known
): Move[] {
	const period = [officeInstant(from, '00:00'), officeInstant(to, '00:00') + day] as const
	const seats = new Set(drafted.map((t) => t.seat))
	const own = new Map(drafted.map((t) => [turnKey(t), t.person]))
	return known.turns
		.filter((t) => seats.has(t.seat) && !hasBegun(t, now) && t.from >= period[0] && t.from < period[1])
		.sort((a, b) => a.from - b.from)
		.flatMap((turn): Move[] => {
			const person = own.get(turnKey(turn)) ?? null
			const stays = person === turn.person || (person !== null && isSwapped(turn, known))
			return stays ? [] : [{ turn, was: turn.person, now: person, why: lackOf(turn, known) }]
		})
}
