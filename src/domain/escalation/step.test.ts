import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Person } from '../events/person'
import type { Turn } from '../events/turn'
import type { Policy, Step, Whom } from './policy'
import { hour, minute, type Instant } from '../instant'
import { onDuty } from '../roster/onDuty'
import { checkPolicies } from './check'
import { whoms } from './policy'
import { contacts, following, fresh, step, waitsFor, type ChaseState, type Effect, type World } from './step'
import { usualPolicies } from './usual'
import { reach } from './who'

const START = Date.parse('2026-11-22T02:14:00+08:00')
const any: Policy['when'] = {
	kinds: null,
	categories: null,
	levels: null,
	sensitive: null,
	from: null,
	to: null
}

const aStep = (first: boolean): fc.Arbitrary<Step> =>
	fc
		.record({
			after: fc.integer({ min: first ? 0 : 1, max: 40 }),
			whom: fc.subarray([...whoms], { minLength: 1 }),
			each: fc.boolean(),
			repeat: fc.nat(3),
			every: fc.integer({ min: 1, max: 15 })
		})
		.map(({ each, ...rest }) => {
			const section = rest.whom.includes('a') || rest.whom.includes('b')
			return { ...rest, need: each && section ? 'each' : 'any', channels: null }
		})
const aPolicy: fc.Arbitrary<Policy> = fc
	.record({
		first: aStep(true),
		rest: fc.array(aStep(false), { maxLength: 7 }),
		forgotten: fc.option(fc.integer({ min: 5, max: 90 })),
		most: fc.integer({ min: 1, max: 6 })
	})
	.map(({ first, rest, forgotten, most }) => {
		return { id: 'any', name: '任意', when: any, steps: [first, ...rest], forgotten, most }
	})

/** An office in the small: a section of two, officers and leaders who stand turns, of which some change meanwhile. */
class Night {
	now = START
	readonly people = new Map<string, Person>()
	turns: Turn[] = []
	state: ChaseState
	progressAt = START
	ended = false
	readonly done: { at: Instant; effect: Effect; state: ChaseState }[] = []
	deadlines = 0

	constructor(policy: Policy) {
		for (const id of ['a', 'b']) this.add(id, [], ['s'])
		for (const id of ['o1', 'o2', 'd1']) this.add(id, ['officer'], [])
		for (const id of ['l1', 'l2']) this.add(id, ['leader'], [])
		this.stand('officer', 'o1')
		this.stand('deputy', 'd1')
		this.stand('lead', 'l1')
		this.state = fresh(policy)
		this.happen({ kind: 'begin' })
	}

	private add(id: string, roles: Person['roles'], sections: string[]) {
		const base = { subject: id, audience: [], formerly: [], name: id, title: null, disabled: false }
		this.people.set(id, { ...base, id, roles, sections })
	}

	/** From now on this person stands the seat; the last one is off. */
	stand(seat: string, person: string | null) {
		const own = this.turns.filter((t) => t.seat === seat)
		for (const turn of own) turn.to = Math.min(turn.to, this.now)
		const base = { subject: 'm', audience: [], formerly: [] }
		const [from, to] = [this.now, this.now + 1000 * hour]
		if (person) this.turns.push({ ...base, id: `${seat}${this.turns.length}`, seat, person, from, to })
	}

	onDuty(seats: string[]): string[] {
		return this.turns
			.filter((t) => seats.includes(t.seat) && t.from <= this.now && this.now < t.to)
			.map((t) => t.person)
	}

	world(): World {
		const now = {
			section: { id: 's', a: 'a', b: 'b' },
			on: () => onDuty(this.turns, this.now),
			person: (id: string) => this.people.get(id) ?? null,
			leaders: () => ['l1', 'l2'].filter((id) => !this.people.get(id)!.disabled),
			by: 'o2'
		}
		const signs = (id: string) => {
			const one = this.people.get(id)!
			return !one.disabled && one.sections.includes('s')
		}
		return { reach: (whom: Whom) => reach(whom, now), canSign: signs }
	}

	happen(event: Parameters<typeof step>[1]) {
		const { next, effects } = step(this.state, event, this.now, this.world())
		this.state = next
		for (const effect of effects) this.done.push({ at: this.now, effect, state: next })
	}

	/** Lets time go by; `stopped`: nothing was met until its end. */
	pass(ms: number, stopped: boolean) {
		const end = this.now + ms
		if (stopped) this.now = end
		while (this.state.nextAt !== null && this.state.nextAt <= end) {
			this.now = Math.max(this.now, this.state.nextAt)
			this.happen({ kind: 'due', progressAt: this.progressAt })
			if (++this.deadlines > 1000) throw new Error('no end')
		}
		this.now = end
	}

	answer(person: string) {
		if (!this.world().canSign(person) || this.ended) return
		this.happen({ kind: 'answer', person })
		this.progressAt = this.now
	}
}

const aHappening = fc.record({
	wait: fc.integer({ min: 0, max: 60 }),
	stopped: fc.boolean(),
	what: fc.constantFrom(
		'a signs',
		'b signs',
		'note',
		'swap',
		'off',
		'deputy off',
		'lead off',
		'stop a',
		'stop o1',
		'end',
		''
	)
})
type Happened = typeof aHappening extends fc.Arbitrary<infer H> ? H : never

function play(night: Night, script: readonly Happened[], check: () => void = () => {}) {
	for (const { wait, stopped, what } of script) {
		night.pass(wait * minute, stopped)
		if (what === 'a signs' || what === 'b signs') night.answer(what[0]!)
		if (what === 'note') night.progressAt = night.now
		if (what === 'swap') night.stand('officer', night.onDuty(['officer'])[0] === 'o1' ? 'o2' : 'o1')
		if (what === 'off') night.stand('officer', null)
		if (what === 'deputy off') night.stand('deputy', null)
		if (what === 'lead off') night.stand('lead', null)
		if (what === 'stop a') night.people.get('a')!.disabled = true
		if (what === 'stop o1') night.people.get('o1')!.disabled = true
		if (what === 'end') {
			night.happen({ kind: 'end' })
			night.ended = true
		}
		check()
	}
	night.pass(400 * hour, false)
}

const scripts = fc.array(aHappening, { maxLength: 12 })
const runs = { numRuns: 400 }

describe('any policy, whatever happens', () => {
	it('is one that could have been saved', () => {
		fc.assert(fc.property(aPolicy, (policy) => void expect(checkPolicies([policy])).toEqual([])))
	})

	it('comes to an end: answered, an alarm that stands, or ended, and then nothing is due any more', () => {
		fc.assert(
			fc.property(aPolicy, scripts, (policy, script) => {
				const night = new Night(policy)
				play(night, script)
				expect(['answered', 'alarmed', 'ended']).toContain(night.state.state)
				expect(night.state.nextAt).toBeNull()
				const steps = policy.steps.reduce((sum, s) => sum + 1 + s.repeat, 0)
				expect(night.state.asked.length).toBeLessThanOrEqual(steps)
			}),
			runs
		)
	})

	it('asks nobody more often than set, and reminds of what was forgotten no more often either', () => {
		fc.assert(
			fc.property(aPolicy, scripts, (policy, script) => {
				const night = new Night(policy)
				play(night, script)
				for (const person of night.people.keys())
					expect(contacts(night.state.asked, person)).toBeLessThanOrEqual(policy.most)
				expect(night.state.forgotten).toBeLessThanOrEqual(policy.most)
				expect(night.done.filter((d) => d.effect.kind === 'alarm').length).toBeLessThanOrEqual(1)
			}),
			runs
		)
	})

	it('asks nobody after the answer, and nobody at all after the end', () => {
		fc.assert(
			fc.property(aPolicy, scripts, (policy, script) => {
				const night = new Night(policy)
				let asked = -1
				const after: Effect[] = []
				play(night, script, () => {
					if (asked < 0 && ['answered', 'ended'].includes(night.state.state)) asked = night.done.length
				})
				if (asked >= 0) after.push(...night.done.slice(asked).map((d) => d.effect))
				expect(after.filter((e) => e.kind !== 'forgotten')).toEqual([])
				if (night.ended && night.state.state === 'ended') {
					const last = night.done.findLastIndex((d) => d.state.state !== 'ended')
					expect(night.done.length - 1).toBe(last)
				}
				for (const { effect, state } of night.done)
					if (effect.kind === 'ask')
						for (const { person } of state.answered) expect(effect.asked.persons).not.toContain(person)
			}),
			runs
		)
	})

	it('never asks who is stopped, and on the seats only those who stand them at that moment', () => {
		fc.assert(
			fc.property(aPolicy, scripts, (policy, script) => {
				const night = new Night(policy)
				const happen = night.happen.bind(night)
				night.happen = (event) => {
					const before = night.done.length
					happen(event)
					for (const { effect } of night.done.slice(before)) {
						if (effect.kind === 'settled') continue
						const persons = effect.kind === 'ask' ? effect.asked.persons : effect.persons
						// An alarm while nobody stands is for all leaders.
						const standing = night
							.onDuty(['officer', 'deputy', 'lead'])
							.filter((p) => !night.people.get(p)!.disabled)
						const rest: Whom[] =
							effect.kind === 'alarm' && standing.length === 0 ? ['leads'] : ['officer', 'lead']
						const whom: readonly Whom[] = effect.kind === 'ask' ? effect.asked.whom : rest
						if (effect.kind === 'alarm') expect(persons).not.toEqual([])
						const may = new Set<string>(effect.kind === 'alarm' ? [] : ['a', 'b'])
						for (const p of night.onDuty(['officer', 'deputy']))
							if (whom.includes('officer') || whom.includes('call')) may.add(p)
						if (whom.includes('lead')) for (const p of night.onDuty(['lead'])) may.add(p)
						if (whom.includes('leads')) for (const p of ['l1', 'l2']) may.add(p)
						for (const p of persons) {
							expect(may.has(p)).toBe(true)
							expect(night.people.get(p)!.disabled).toBe(false)
						}
					}
				}
				play(night, script)
			}),
			runs
		)
	})

	it('where one has answered goes on only for those who can still sign', () => {
		fc.assert(
			fc.property(aPolicy, scripts, (policy, script) => {
				const night = new Night(policy)
				const happen = night.happen.bind(night)
				night.happen = (event) => {
					const before = night.done.length
					happen(event)
					for (const { effect, state } of night.done.slice(before))
						if (state.answered.length > 0 && (effect.kind === 'ask' || effect.kind === 'alarm'))
							expect(waitsFor(state, night.world())).not.toEqual([])
				}
				play(night, script)
			}),
			runs
		)
	})

	it('after a stop everything due is done in order, once, and never the same twice at one instant', () => {
		fc.assert(
			fc.property(aPolicy, fc.integer({ min: 0, max: 600 }), (policy, stop) => {
				const night = new Night(policy)
				night.pass(stop * minute, true)
				const said = night.state.asked.map((a) => `${a.step} ${a.at}`)
				expect(new Set(said).size).toBe(said.length)
				const order = night.state.asked.map((a) => a.step)
				expect(order).toEqual([...order].sort((x, y) => x - y))
				const firsts = night.state.asked.filter((a) => !a.again).map((a) => a.step)
				expect(new Set(firsts).size).toBe(firsts.length)
			}),
			runs
		)
	})
})

describe('the usual policies', () => {
	it('could be saved by an office as they are', () => expect(checkPolicies(usualPolicies)).toEqual([]))

	it('ask A and B at once and again, then the telephone, the leader, all leaders, and raise the alarm', () => {
		const night = new Night(usualPolicies.find((p) => p.id === 'incidents')!)
		night.pass(3 * hour, false)
		const told = night.done.map(({ at, effect }) => [
			(at - START) / minute,
			effect.kind === 'ask' ? effect.asked.persons.join(' ') : effect.kind
		])
		expect(told).toEqual([
			[0, 'a b'],
			[5, 'a b'],
			[10, 'o1 d1'],
			[15, 'l1'],
			[20, 'l1 l2'],
			[25, 'alarm']
		])
	})

	it('nobody on duty and no leader: one step after another is passed over at once, up to the alarm', () => {
		const night = new Night(usualPolicies.find((p) => p.id === 'incidents')!)
		for (const seat of ['officer', 'deputy', 'lead']) night.stand(seat, null)
		for (const id of ['l1', 'l2']) night.people.get(id)!.disabled = true
		night.pass(10 * minute, false)
		expect(night.state).toMatchObject({ state: 'alarmed', nextAt: null })
		expect(night.state.asked.map((a) => a.nobody)).toEqual([false, false, true, true, true])
		// The task to telephone stands on the desk all the same.
		expect(night.done.some((d) => d.effect.kind === 'ask' && d.effect.call !== null)).toBe(true)
	})

	it('the next thing is known in advance', () => {
		const night = new Night(usualPolicies.find((p) => p.id === 'incidents')!)
		expect(following(night.state)).toEqual({ what: 'again', at: START + 5 * minute })
	})
})
