import * as v from 'valibot'
import type { Command, Context, Decided } from '../command'
import type { Assignment } from '../events/assignment'
import type { Chase } from '../events/chase'
import type { Incident } from '../events/incident'
import type { Effect, Stepped } from '../escalation/step'
import type { Key, Snapshot } from '../record'
import { decided, rule } from '../command'
import { step, whomNow } from '../escalation/step'
import { forgottenWords } from '../escalation/words'
import type { Instant } from '../instant'
import { chaseTimer, lookTimer, needWhom, placeOf, saidOf, sendOut, worldOf } from './chasing'
import { unanswered } from './handover'
import { absent, inHand, needsAssignment } from './lookup'
import { id } from './schema'
import { tell } from './tell'
import { nameOf } from './turns'

/**
 * 催办: a deadline of a chase has come: its next step, the alarm after the last one, or a look whether anything came of 签收.
 * Only the server's clock may say so; asked at any other time it does nothing, so whoever finds one left behind may ask.
 */
export const chaseStep = rule({
	name: 'chase.step',
	schema: v.strictObject({ chase: id('催办') }),
	needs(args, loaded, { now }) {
		const keys: Key[] = [`chases/${args.chase}`]
		const chase = loaded.get('chases', args.chase)
		if (!chase || !isDue(chase, now)) return keys
		keys.push(...needsAssignment(chase.assignment, loaded))
		for (const { person } of chase.answered) keys.push(`people/${person}`)
		for (const person of chase.must) keys.push(`people/${person}`)
		const by = loaded.get('incidents', chase.incident)?.by ?? null
		needWhom(keys, whomNow(chase, now), chase.section, by, loaded, now)
		return keys
	},
	mayI: (actor) => actor.id === null,
	decide(command, snapshot, context) {
		const { now, host } = context
		const chase = snapshot.get('chases', command.args.chase)
		if (!chase) return absent(host, 'chase', '催办')
		if (!isDue(chase, now)) return decided()
		const found = inHand(chase.assignment, snapshot, host)
		if ('no' in found) return decided()
		const world = worldOf(snapshot, chase.section, found.incident.by, now)
		const stepped = step(chase, { kind: 'due', progressAt: found.incident.changedAt }, now, world)
		const to = decided()
		for (const effect of stepped.effects)
			carryOut(to, command, { chase, ...found, stepped }, effect, snapshot, now)
		const { nextAt, state, asked } = stepped.next
		if (nextAt === null) return to
		to.timers.push(
			state === 'answered'
				? lookTimer(chase.assignment, chase.began, nextAt)
				: chaseTimer(chase.assignment, chase.began, asked.length, nextAt)
		)
		return to
	}
})

function isDue({ state, nextAt }: Chase, now: Instant): boolean {
	return (state === 'waiting' || state === 'answered') && nextAt !== null && nextAt <= now
}

interface At {
	chase: Chase
	assignment: Assignment
	incident: Incident
	stepped: Stepped
}

function carryOut(
	to: Decided,
	command: Command,
	{ chase, assignment, incident, stepped }: At,
	effect: Effect,
	snapshot: Snapshot,
	now: Context['now']
): void {
	const subject = incident.id
	const { dueAt } = assignment
	const base = { incident: subject, holder: chase.section, chase: chase.id, assignment: assignment.id }
	const more = { about: assignment.id, number: incident.number }
	if (effect.kind === 'ask') {
		const data = {
			...base,
			asked: effect.asked,
			place: placeOf(stepped.next),
			words: saidOf(effect, snapshot)
		}
		to.events.push({ kind: 'chase.asked', subject, data })
		const { section, sectionName } = assignment
		const of = { assignment: assignment.id, incident, section, sectionName, dueAt }
		sendOut(to, command, of, chase.policy, effect, now)
		return
	}
	if (effect.kind === 'alarm') {
		const { persons } = effect
		const words = '各步都催过，仍然无人应答，请值班室处理'
		to.events.push({ kind: 'chase.alarmed', subject, data: { ...base, persons, words } })
		for (const person of persons) tell(to, command, person, 'unreached', subject, dueAt, more)
		return
	}
	if (effect.kind === 'settled') {
		const gone = effect.gone.map((p) => nameOf(p, snapshot)).join('、')
		const words = `${gone}已停用或不在这个科室，不再等其签收`
		to.events.push({ kind: 'chase.settled', subject, data: { ...base, nextAt: stepped.next.nextAt, words } })
		to.cancelled.push(assignment.id)
		// Where somebody was only told by telephone, the limit for 签收 runs on.
		if (assignment.state === 'waiting' && assignment.overdueAt === null && dueAt !== null)
			to.timers.push(unanswered(`${command.id}t`, assignment.id, dueAt))
		return
	}
	const { persons, asked } = effect
	const signed = assignment.state === 'acknowledged'
	const since = signed ? '签收后 ' : '电话告知后 '
	const words = since + forgottenWords(chase.policy.forgotten ?? 0, persons, (p) => nameOf(p, snapshot))
	const data = { ...base, asked, persons, nextAt: stepped.next.nextAt, words: asked ? words : null }
	to.events.push({ kind: 'chase.forgotten', subject, data })
	for (const person of persons)
		tell(to, command, person, signed ? 'forgotten' : 'overdue', subject, signed ? null : dueAt, more)
}
