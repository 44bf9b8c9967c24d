import type { Context, Decided, Timer } from '../command'
import type { Chase, ChasePlace } from '../events/chase'
import type { Incident } from '../events/incident'
import type { Section } from '../events/section'
import type { Case } from '../escalation/choose'
import type { Whom } from '../escalation/policy'
import type { ChaseState, Effect, World } from '../escalation/step'
import type { Id, Key, Snapshot } from '../record'
import type { Instant } from '../instant'
import { callTaskOf } from '../events/callTask'
import { chaseOf } from '../events/chase'
import { EVERYBODY } from '../events/person'
import { POLICIES } from '../events/policies'
import { choosePolicy } from '../escalation/choose'
import { fresh, step } from '../escalation/step'
import { canSign, reach } from '../escalation/who'
import { askedWords } from '../escalation/words'
import { leadersOf, needOnNow, onNow } from './onNow'
import { tell } from './tell'
import { nameOf } from './turns'

/** Adds what asking some people looks at, of this moment. `section` is whose A and B person may be asked. */
export function needWhom(
	keys: Key[],
	whom: readonly Whom[],
	section: Id,
	by: Id | null,
	loaded: Snapshot,
	now: Instant
): void {
	keys.push(`sections/${section}`)
	const own = loaded.get('sections', section)
	if (own?.a) keys.push(`people/${own.a}`)
	if (own?.b) keys.push(`people/${own.b}`)
	if (whom.includes('leads')) keys.push(`subject/${EVERYBODY}`)
	if (!whom.includes('officer') && !whom.includes('call') && !whom.includes('lead')) return
	needOnNow(keys, by, loaded, now)
}

/** Adds what beginning a chase looks at: months of the roster only where the first step, at once, asks who is on duty. */
export function needBegin(
	keys: Key[],
	section: Id,
	of: Case & { by?: Id | null },
	loaded: Snapshot,
	{ now, actor }: Context
): void {
	keys.push(`policies/${POLICIES}`)
	const first = choosePolicy(loaded.get('policies', POLICIES), of, now).steps[0]!
	needWhom(keys, first.after === 0 ? first.whom : [], section, of.by ?? actor.id, loaded, now)
}

export function worldOf(snapshot: Snapshot, section: Id, by: Id | null, at: Instant): World {
	const person = (id: Id) => snapshot.get('people', id)
	const found = new Map<Whom, readonly Id[]>()
	return {
		reach(whom) {
			const known = found.get(whom)
			if (known) return known
			const reached = reach(whom, {
				section: snapshot.get('sections', section),
				on: () => onNow(snapshot, at),
				person,
				leaders: () => leadersOf(snapshot),
				by
			})
			found.set(whom, reached)
			return reached
		},
		canSign: (id) => canSign(person(id), section)
	}
}

export function placeOf({ step, stepAt, said, nextAt, must }: ChaseState): ChasePlace {
	return { step, stepAt, said, nextAt, must }
}

interface Begun {
	command: { id: Id }
	assignment: Id
	incident: Pick<Incident, 'id' | 'number' | 'by'> & Case
	section: Section
	dueAt: Instant
	/** Why it begins once more, for the timeline. */
	anew?: string
}

/** Freezes how it is chased, and does at once what the first step says so. */
export function beginChase(to: Decided, begun: Begun, snapshot: Snapshot, { now, actor }: Context): void {
	const { command, assignment, incident, section, dueAt, anew } = begun
	const policy = choosePolicy(snapshot.get('policies', POLICIES), incident, now)
	const world = worldOf(snapshot, section.id, incident.by ?? actor.id, now)
	const { next, effects } = step(fresh(policy), { kind: 'begin' }, now, world)
	const chase = chaseOf(assignment)
	const asked = effects[0]
	const said = asked?.kind === 'ask' && (anew || asked.asked.nobody) ? saidOf(asked, snapshot) : null
	to.events.push({
		kind: 'chase.began',
		subject: incident.id,
		data: {
			incident: incident.id,
			holder: section.id,
			assignment,
			section: section.id,
			sectionName: section.name,
			chase,
			policy,
			asked: next.asked,
			place: placeOf(next),
			// Who was told at once is told by the line of handing over.
			words: anew ? (said ? `${anew}；${said}` : anew) : said
		}
	})
	const about = { assignment, incident, section: section.id, sectionName: section.name, dueAt }
	if (asked?.kind === 'ask') sendOut(to, command, about, policy, asked, now)
	if (next.nextAt !== null) to.timers.push(chaseTimer(assignment, command.id, next.asked.length, next.nextAt))
}

export function saidOf({ asked, call }: Extract<Effect, { kind: 'ask' }>, snapshot: Snapshot): string {
	return askedWords(asked, call, (p) => nameOf(p, snapshot))
}

/** The deadline of a chase; what it has done so far tells its deadlines apart. */
export function chaseTimer(assignment: Id, began: Id, asked: number, dueAt: Instant): Timer {
	const args = { chase: chaseOf(assignment) }
	return { id: `${began}s${asked}`, about: assignment, name: 'chase.step', args, dueAt }
}

/** The deadline for looking whether anything came of an answer; there may be many, so the time tells them apart. */
export function lookTimer(assignment: Id, began: Id, dueAt: Instant): Timer {
	const id = `${began}f${Math.floor(dueAt / 1000).toString(36)}`
	return { id, about: assignment, name: 'chase.step', args: { chase: chaseOf(assignment) }, dueAt }
}

/** Whether somebody is still waited for. */
export function isOpen({ state }: Pick<Chase, 'state'>): boolean {
	return state === 'waiting' || state === 'alarmed'
}

/** What an answer brings: whether another one has yet to answer as well, and when it is looked what came of it. */
export function answerChase(
	chase: Chase | null,
	person: Id | null,
	world: World,
	now: Instant
): { waits: boolean; nextAt: Instant | null } {
	if (!chase) return { waits: false, nextAt: null }
	const { next } = step(chase, { kind: 'answer', person }, now, world)
	return isOpen(next) ? { waits: true, nextAt: null } : { waits: false, nextAt: next.nextAt }
}

interface About {
	assignment: Id
	incident: Pick<Incident, 'id' | 'number'>
	section: Id
	sectionName: string
	/** The limit for 签收. */
	dueAt: Instant | null
}

/** Word to everybody that a step asks, and the task to telephone. */
export function sendOut(
	to: Decided,
	command: { id: Id },
	{ assignment, incident, section, sectionName, dueAt }: About,
	policy: Chase['policy'],
	{ asked, call }: Extract<Effect, { kind: 'ask' }>,
	now: Instant
): void {
	const { channels } = policy.steps[asked.step]!
	const first = asked.step === 0 && !asked.again
	// Before the limit those who sign are asked to; all others hear of it because it was not done.
	const signs = asked.whom.includes('a') || asked.whom.includes('b')
	const kind = signs && dueAt !== null && now < dueAt ? 'assigned' : 'overdue'
	const more = { about: assignment, number: incident.number, channels, first }
	for (const person of asked.persons)
		tell(to, command, person, call?.by.includes(person) ? 'callTask' : kind, incident.id, dueAt, more)
	if (!call) return
	const data = {
		...{ incident: incident.id, holder: section, assignment, section, sectionName },
		...{ task: callTaskOf(assignment), persons: call.persons }
	}
	to.events.push({ kind: 'callTask.made', subject: incident.id, data })
}
