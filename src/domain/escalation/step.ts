import type { Asked, Chase } from '../events/chase'
import type { Id } from '../record'
import type { Policy, Whom } from './policy'
import { minute, type Instant } from '../instant'

/** After the last word of the last step, until the alarm: as long as between steps that are urgent. In minutes. */
export const LAST_WAIT = 5

/** Whom the alarm is for; all who may lead where nobody stands at that hour: it is never raised to nobody. */
const ALARM: readonly Whom[] = ['officer', 'lead']

export type ChaseState = Pick<
	Chase,
	| 'policy'
	| 'state'
	| 'step'
	| 'stepAt'
	| 'said'
	| 'nextAt'
	| 'must'
	| 'asked'
	| 'answered'
	| 'forgotten'
	| 'forgottenAt'
>

/** What happens to a chase. `due`: its deadline has come; `progressAt`: when anything was last done about the incident. */
export type Happening =
	| { kind: 'begin' }
	| { kind: 'due'; progressAt: Instant }
	| { kind: 'answer'; person: Id | null }
	| { kind: 'end' }

/** Who can be reached, at the moment it is asked. */
export interface World {
	reach(whom: Whom): readonly Id[]
	canSign(person: Id): boolean
}

export type Effect =
	/** `call`: whom the duty officers are to telephone, and who of those asked is to do it. */
	| { kind: 'ask'; asked: Asked; call: { persons: Id[]; by: Id[] } | null }
	| { kind: 'alarm'; persons: Id[] }
	/** Answered after all: who was still waited for can no longer sign. */
	| { kind: 'settled'; gone: Id[] }
	/** `asked` false: something came of 签收, it is looked again later. */
	| { kind: 'forgotten'; asked: boolean; persons: Id[] }

export interface Stepped {
	next: ChaseState
	dueAt: Instant | null
	effects: Effect[]
}

/** A chase that is about to begin. */
export function fresh(policy: Policy): ChaseState {
	return {
		policy,
		state: 'waiting',
		step: 0,
		stepAt: 0,
		said: 0,
		nextAt: null,
		must: [],
		asked: [],
		answered: [],
		forgotten: 0,
		forgottenAt: null
	}
}

/** One of its own, written out: it is made for every report, and in goja a spread costs six times as much. */
function copy(s: ChaseState): ChaseState {
	return {
		policy: s.policy,
		state: s.state,
		step: s.step,
		stepAt: s.stepAt,
		said: s.said,
		nextAt: s.nextAt,
		must: s.must,
		asked: s.asked,
		answered: s.answered,
		forgotten: s.forgotten,
		forgottenAt: s.forgottenAt
	}
}

/**
 * What comes of a happening: one step at a time, so that what is needed to know whom it concerns is just that step's. Of
 * several that are due the next one follows at once. Never called twice for one deadline. `state` stays as it was.
 */
export function step(state: ChaseState, event: Happening, now: Instant, world: World): Stepped {
	const next = copy(state)
	const effects = happen(next, event, now, world)
	return { next, dueAt: next.nextAt, effects }
}

/** Changes `at`, which is the caller's own. */
function happen(at: ChaseState, event: Happening, now: Instant, world: World): Effect[] {
	if (event.kind === 'end') {
		at.state = 'ended'
		at.nextAt = null
		return []
	}
	if (event.kind === 'begin') {
		at.stepAt = now
		at.nextAt = following(at).at
		return at.nextAt <= now ? due(at, now, world) : []
	}
	if (event.kind === 'answer') {
		answered(at, event.person, now, world)
		return []
	}
	if (at.nextAt === null || at.nextAt > now) return []
	if (at.state === 'waiting') return waitsForNobody(at, world) ? settle(at, now) : due(at, now, world)
	return at.state === 'answered' ? look(at, now, event.progressAt, world) : []
}

/** The next thing: a step, the same once more, or after the last one the alarm. */
export function following(state: Pick<ChaseState, 'policy' | 'step' | 'stepAt' | 'said'>): {
	what: 'step' | 'again' | 'alarm'
	at: Instant
} {
	const { steps } = state.policy
	const next = steps[state.step]
	const last = steps[state.step - 1]
	// Nobody was reached: the next one at once.
	if (last && state.said === 0) return { what: next ? 'step' : 'alarm', at: state.stepAt }
	const again = last && state.said <= last.repeat ? state.stepAt + last.every * state.said * minute : Infinity
	if (next) {
		const at = state.stepAt + next.after * minute
		return again < at ? { what: 'again', at: again } : { what: 'step', at }
	}
	if (again < Infinity) return { what: 'again', at: again }
	const { repeat, every } = last!
	return { what: 'alarm', at: state.stepAt + (repeat > 0 ? every * (repeat + 1) : LAST_WAIT) * minute }
}

/**
 * The thing that is due; `at` is left as it stands before it. After a stop nobody is asked twice at once: what would have been
 * said again is said by what has come due since.
 */
function dueNow(at: ChaseState, now: Instant): ReturnType<typeof following> {
	for (;;) {
		const next = following(at)
		if (next.what !== 'again') return next
		at.said++
		if (following(at).at <= now) continue
		at.said--
		return next
	}
}

/** Whom the thing that is due asks. */
export function whomNow(state: ChaseState, now: Instant): readonly Whom[] {
	if (state.state === 'answered') return ['officer']
	const at = copy(state)
	const { what } = dueNow(at, now)
	if (what === 'alarm') return [...ALARM, 'leads']
	return at.policy.steps[what === 'again' ? at.step - 1 : at.step]!.whom
}

function due(at: ChaseState, now: Instant, world: World): Effect[] {
	const { what, at: planned } = dueNow(at, now)
	if (what === 'alarm') {
		at.state = 'alarmed'
		at.nextAt = null
		const standing = reachAll(ALARM, world)
		return [{ kind: 'alarm', persons: standing.length > 0 ? standing : reachAll(['leads'], world) }]
	}
	if (what === 'again') at.said++
	else {
		at.step++
		at.stepAt = planned
		at.said = 1
	}
	return [ask(at, planned, now, world)]
}

/** Says a step, for the first time or again. A step that reaches nobody is over, and the next one is due at once. */
function ask(at: ChaseState, planned: Instant, now: Instant, world: World): Effect {
	const { whom, need } = at.policy.steps[at.step - 1]!
	const signers = without(reachAll(['a', 'b'], world), at)
	// Where there is nobody to telephone nobody is asked to do it.
	const calls = signers.length > 0 && whom.includes('call')
	const reached = calls || !whom.includes('call') ? whom : whom.filter((w) => w !== 'call')
	const persons: Id[] = []
	const all = without(reachAll(reached, world), at)
	for (let i = 0; i < all.length; i++) if (contacts(at.asked, all[i]!) < at.policy.most) persons.push(all[i]!)
	const nobody = persons.length === 0
	const again = at.said > 1
	const asked: Asked = { at: now, step: at.step - 1, whom: [...whom], persons, again, nobody }
	if (need === 'each') {
		const more = persons.filter((p) => signers.includes(p) && !at.must.includes(p))
		at.must = [...at.must, ...more]
	}
	at.asked = at.asked.length === 0 ? [asked] : [...at.asked, asked]
	const callers = calls ? world.reach('call') : []
	const call = calls ? { persons: signers, by: persons.filter((p) => callers.includes(p)) } : null
	if (nobody) {
		at.stepAt = planned
		at.said = 0
	} else {
		// A step that was said late is not said again for times that have passed meanwhile.
		for (let next = following(at); next.what === 'again' && next.at <= now; next = following(at)) at.said++
	}
	at.nextAt = following(at).at
	return { kind: 'ask', asked, call }
}

/** Those who have not answered yet. */
function without(persons: Id[], { answered }: ChaseState): Id[] {
	return answered.length === 0 ? persons : persons.filter((p) => !answered.some((a) => a.person === p))
}

function reachAll(whom: readonly Whom[], world: World): Id[] {
	const all: Id[] = []
	for (let i = 0; i < whom.length; i++) {
		const reached = world.reach(whom[i]!)
		for (let j = 0; j < reached.length; j++) if (!all.includes(reached[j]!)) all.push(reached[j]!)
	}
	return all
}

/** How often a person was asked. */
export function contacts(asked: readonly Asked[], person: Id): number {
	let times = 0
	for (let i = 0; i < asked.length; i++) if (asked[i]!.persons.includes(person)) times++
	return times
}

/** Who has yet to sign, where each is to: not those who no longer can. */
export function waitsFor(state: Pick<ChaseState, 'must' | 'answered'>, world: Pick<World, 'canSign'>): Id[] {
	return state.must.filter((p) => !state.answered.some((a) => a.person === p) && world.canSign(p))
}

/** 签收, or told by telephone. */
function answered(at: ChaseState, person: Id | null, now: Instant, world: World): void {
	if (at.state === 'ended') return
	const known = person === null || at.answered.some((a) => a.person === person)
	if (!known) at.answered = [...at.answered, { person, at: now }]
	if (waitsFor(at, world).length > 0) return
	settle(at, now)
}

/** Somebody has answered, and of those who were to sign as well nobody is left who can. */
function waitsForNobody(at: ChaseState, world: World): boolean {
	return at.answered.length > 0 && waitsFor(at, world).length === 0
}

function settle(at: ChaseState, now: Instant): Effect[] {
	at.state = 'answered'
	at.nextAt = at.forgotten < at.policy.most ? lookAt(at.policy, now) : null
	return [{ kind: 'settled', gone: at.must.filter((p) => !at.answered.some((a) => a.person === p)) }]
}

/**
 * Whether a person of the section may sign although somebody has: it is them that is waited for, or nobody who can. `open`: it is
 * still chased.
 */
export function signsToo(
	open: Pick<ChaseState, 'must' | 'answered'>,
	person: Id,
	world: Pick<World, 'canSign'>
): boolean {
	const left = waitsFor(open, world)
	return left.length === 0 || left.includes(person)
}

/** When it is looked whether anything came of an answer. */
export function lookAt({ forgotten }: Policy, since: Instant): Instant | null {
	return forgotten === null ? null : since + forgotten * minute
}

/** Answered, and then? Asked again as often as one person is asked at most; the last time the duty room hears of it too. */
function look(at: ChaseState, now: Instant, progressAt: Instant, world: World): Effect[] {
	const later = lookAt(at.policy, progressAt)
	if (later !== null && later > now) {
		at.nextAt = later
		return [{ kind: 'forgotten', asked: false, persons: [] }]
	}
	const last = at.forgotten + 1 >= at.policy.most
	const own = at.answered.map((a) => a.person).filter((p) => world.canSign(p))
	const persons = own.length > 0 ? own : reachAll(['a', 'b'], world)
	if (last || persons.length === 0)
		for (const p of reachAll(['officer'], world)) if (!persons.includes(p)) persons.push(p)
	at.forgotten++
	at.forgottenAt = now
	at.nextAt = last ? null : lookAt(at.policy, now)
	return [{ kind: 'forgotten', asked: true, persons }]
}
