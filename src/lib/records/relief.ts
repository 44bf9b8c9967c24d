import type { Turn } from '../../domain/events/turn'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { Outgoing } from '../outbox/store'
import type { View } from './view'
import { EARLY, handoverOf, isLate, reliefOf } from '../../domain/roster/handover'

/** A shift that changes by signature and waits for the person who looks. */
export interface Relief {
	turn: Turn
	next: Turn
	/** 接班确认: a sheet lies there to be signed · 交班: mine is to be written · 接班超时: it is over and nobody has signed. */
	why: '接班确认' | '交班' | '接班超时'
}

/** A sheet that another person wrote on this device and that has not gone up: the one to take over may sit down here. */
export function leftHere(outgoing: readonly Outgoing[], person: Id): Outgoing | null {
	const given = outgoing.filter((e) => e.command.name === 'handover.give' && e.state === 'waiting')
	return given.findLast((e) => e.author !== person) ?? null
}

export async function reliefsFor(
	view: View,
	person: Id,
	now: Instant,
	left: Outgoing | null
): Promise<Relief[]> {
	const [office, me] = await Promise.all([view.get('office', 'office'), view.get('people', person)])
	const rules = handoverOf(office)
	if (rules.seats.length === 0) return []
	const [turns, given] = await Promise.all([view.turnsAround(now), view.handoversIn('given')])
	const sheets = new Set(given.map((h) => h.turn))
	const leftTurn = left ? (left.command.args as { turn: Id }).turn : null
	const found: Relief[] = []
	for (const turn of turns) {
		if (!rules.seats.includes(turn.seat) || turn.from > now || turn.dropped) continue
		const next = reliefOf(turns, turn)
		if (!next || next.to <= now || next.person === turn.person || next.sheet) continue
		const sheet = sheets.has(turn.id) || (turn.id === leftTurn && !turn.handed)
		const late = isLate(turns, turn, rules, now) !== null
		if (sheet && next.person === person) found.push({ turn, next, why: '接班确认' })
		else if (!sheet && turn.person === person && !turn.relievedAt && !turn.handed && turn.to - EARLY <= now)
			found.push({ turn, next, why: '交班' })
		else if (late && (next.person === person || me?.roles.includes('leader')))
			found.push({ turn, next, why: '接班超时' })
	}
	return found
}
