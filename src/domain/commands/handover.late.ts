import * as v from 'valibot'
import type { Timer } from '../command'
import type { Turn } from '../events/turn'
import { decided, rule } from '../command'
import { hour, type Instant } from '../instant'
import { handoverOf, isLate, nextLook, type HandoverRules } from '../roster/handover'
import { monthOf, monthsAround, needMonths, turnsOf } from '../roster/month'
import { tell } from './tell'
import { leadAt } from './turns'

/** What was published or moved meanwhile is seen after so long at the latest. */
const LONGEST = hour

/** One deadline for all seats, set anew each time it comes: turns move, and each would have to move its own. `latest`: not after it. */
export function lookAgain(
	turns: readonly Turn[],
	rules: HandoverRules,
	now: Instant,
	latest: Instant = now + LONGEST
): Timer {
	const dueAt = Math.min(nextLook(turns, rules, now) ?? Infinity, latest, now + LONGEST)
	return { id: `late${dueAt}`, about: 'handover', name: 'handover.late', args: {}, dueAt }
}

/** 催接班: a turn is over and nobody has signed for it. The reliever and the leader are told, once of each reliever. */
export const late = rule({
	name: 'handover.late',
	schema: v.strictObject({}),
	needs: (_, __, { now }) => needMonths(['office/office'], monthsAround(now, now)),
	mayI: (actor) => actor.id === null,
	decide(command, snapshot, { now }) {
		const rules = handoverOf(snapshot.get('office', 'office'))
		const done = decided()
		if (rules.seats.length === 0) return done
		const turns = turnsOf(snapshot, monthsAround(now, now))
		for (let i = 0; i < turns.length; i++) {
			const turn = turns[i]!
			if (turn.chased === true || !rules.seats.includes(turn.seat)) continue
			const next = isLate(turns, turn, rules, now)
			if (!next || turn.chased === next.person) continue
			const data = { turn: turn.id, next: next.id, person: next.person }
			done.events.push({ kind: 'handover.late', subject: monthOf(turn.from), data })
			tell(done, command, next.person, 'handoverLate', turn.id, turn.to)
			tell(done, command, leadAt(now, snapshot), 'handoverLate', turn.id, turn.to)
		}
		done.timers.push(lookAgain(turns, rules, now))
		return done
	}
})
