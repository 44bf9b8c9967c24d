import * as v from 'valibot'
import type { Timer } from '../command'
import type { Id } from '../record'
import { decided, rule } from '../command'
import { day, type Instant } from '../instant'
import { calendarOf } from '../roster/calendar'
import { nextLook, rostersDue, type RosterDue } from '../roster/due'
import { monthsAround, needMonths, turnsOf } from '../roster/month'
import { rulesOf } from '../roster/seats'
import { id } from './schema'
import { tell } from './tell'

/** Until the end of next month, and a holiday that begins in it. */
const AHEAD = 70 * day

/** One deadline for the office's rosters, set anew each time it comes. Whoever published last is told. */
export function remindAt(dueAt: Instant, person: Id, id: Id = `roster${dueAt}`): Timer {
	return { id, about: 'rosterDue', name: 'roster.remind', args: { person }, dueAt }
}

/**
 * 催值班表: next month's is not published as the 1st comes, or a holiday's five days ahead. Only the server's clock may say so;
 * an office that has never published a roster is left alone.
 */
export const remind = rule({
	name: 'roster.remind',
	schema: v.strictObject({ person: id('人员') }),
	needs: (_, __, { now }) => needMonths(['office/office'], monthsAround(now, now + AHEAD)),
	mayI: (actor) => actor.id === null,
	decide(command, snapshot, { now }) {
		const office = snapshot.get('office', 'office')
		const { person } = command.args
		const calendar = calendarOf(rulesOf(office).plan?.days)
		const due = rostersDue(calendar, turnsOf(snapshot, monthsAround(now, now + AHEAD)), now)
		const known = office?.rostersDue ?? []
		const done = decided()
		if (!alike(due, known)) {
			done.events.push({ kind: 'roster.wanted', subject: 'office', data: { due } })
			const fresh = due.filter((one) => !known.some((k) => alike([k], [one])))
			if (fresh.length > 0) tell(done, command, person, 'rosterDue', 'office', fresh[0]!.dueAt)
		}
		done.timers.push(remindAt(nextLook(calendar, now), person))
		return done
	}
})

function alike(a: readonly RosterDue[], b: readonly RosterDue[]): boolean {
	if (a.length !== b.length) return false
	for (let i = 0; i < a.length; i++) {
		const [one, other] = [a[i]!, b[i]!]
		if (one.kind !== other.kind || one.from !== other.from || one.to !== other.to) return false
		if (one.late !== other.late || one.dueAt !== other.dueAt || one.name !== other.name) return false
	}
	return true
}
