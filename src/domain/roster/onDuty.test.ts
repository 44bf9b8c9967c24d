import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, draft, dutyOffice, leads, must, officers, SEATS, TO } from '../../../tests/support/roster'
import type { Turn } from '../events/turn'
import type { PlannedTurn } from '../events/roster'
import { day, hour, officeInstant, type Instant } from '../instant'
import { onDuty } from './onDuty'
import { usualRules } from './seats'

const turn = (person: string, from: Instant, to: Instant, more: Partial<Turn> = {}): Turn => ({
	...{ id: person + from, subject: 'm202611', audience: ['office'], formerly: [] },
	...{ seat: 'officer', place: 0, person, from, to, tookOverAt: null, relievedAt: null },
	...more
})
const people = (turns: Turn[]) => turns.map((t) => t.person)

describe('who is on duty by the roster', () => {
	it('is one for each place, up to the instant at which the next begins', () => {
		const turns = [
			turn('a', at(23), at(24)),
			turn('b', at(24), at(25)),
			turn('c', at(23), at(25), { place: 1 })
		]
		expect(people(onDuty(turns, at(24) - 1))).toEqual(['a', 'c'])
		expect(people(onDuty(turns, at(24)))).toEqual(['b', 'c'])
		expect(people(onDuty(turns, at(25)))).toEqual([])
	})

	it('leaves out what was dropped or taken over at once', () => {
		const turns = [
			turn('a', at(23), at(24), { dropped: true }),
			turn('b', at(23), at(23)),
			turn('c', at(23), at(24))
		]
		expect(people(onDuty(turns, at(23)))).toEqual(['c'])
	})
})

describe('who is on duty where it is handed over', () => {
	const on = (turns: Turn[], t: Instant) => people(onDuty(turns, t, { handover: true }))

	it('stays on until relieved, and no longer than the next one’s turn', () => {
		const a = turn('a', at(23), at(24))
		const b = turn('b', at(24), at(25))
		const c = turn('c', at(25), at(26))
		expect(on([a, b, c], at(24, '09:00'))).toEqual(['a'])
		expect(on([{ ...a, relievedAt: at(24, '08:40') }, b, c], at(24, '08:39'))).toEqual(['a'])
		expect(on([{ ...a, relievedAt: at(24, '08:40') }, b, c], at(24, '08:40'))).toEqual(['b'])
		expect(on([a, b, c], at(25) - 1)).toEqual(['a'])
		expect(on([a, b, c], at(25))).toEqual(['b'])
		expect(on([a, b, { ...c, tookOverAt: at(25, '08:20') }], at(25, '08:25'))).toEqual(['c'])
	})

	it('is the reliever from the moment they took over, early or late, and nobody hands over to themselves', () => {
		const a = turn('a', at(23), at(24))
		const early = turn('b', at(24), at(25), { tookOverAt: at(24, '08:20') })
		expect(on([a, early], at(24, '08:19'))).toEqual(['a'])
		expect(on([a, early], at(24, '08:20'))).toEqual(['b'])
		expect(on([a, turn('a', at(24), at(25))], at(24))).toEqual(['a'])
	})

	it('is the one before in a gap until somebody comes, nobody where nobody is to come', () => {
		const a = turn('a', at(23), at(23, '17:00'))
		const b = turn('b', at(24), at(25))
		expect(on([a, b], at(23, '20:00'))).toEqual(['a'])
		expect(on([{ ...a, relievedAt: at(23, '17:00') }, b], at(23, '20:00'))).toEqual([])
		expect(on([a], at(23, '20:00'))).toEqual([])
	})
})

/** Whole days on each seat, any people that the seats may have. */
const plans = fc
	.array(fc.tuple(fc.nat(2), fc.nat(3), fc.integer({ min: 1, max: 3 })), { minLength: 7, maxLength: 7 })
	.map((days) =>
		days.flatMap(([l, o, d], i): PlannedTurn[] => {
			const from = at(23) + i * day
			const one = (seat: string, person: string) => ({ seat, place: 0, person, from, to: from + day })
			return [one('lead', leads[l]!), one('officer', officers[o]!), one('deputy', officers[(o + d) % 4]!)]
		})
	)
const anyone = fc.constantFrom(...officers, ...leads)
const acts = fc.oneof(
	fc.record({ act: fc.constant('publish' as const), plan: plans }),
	fc.record({
		act: fc.constant('ask' as const),
		n: fc.nat(50),
		to: fc.option(anyone),
		back: fc.option(fc.nat(50))
	}),
	fc.record({
		act: fc.constantFrom('accept' as const, 'approve' as const, 'undo' as const, 'withdraw' as const),
		n: fc.nat(9),
		who: anyone
	}),
	fc.record({ act: fc.constant('take' as const), seat: fc.constantFrom(...SEATS), who: anyone }),
	fc.record({ act: fc.constant('assign' as const), n: fc.nat(50), who: anyone }),
	fc.record({ act: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 20 * hour }) })
)

describe('over any history of publishing, swaps, taking over and undoing', () => {
	it('exactly one person is on each seat at every instant, and what was answered stays true', () => {
		let swapsDone = 0
		let splits = 0
		fc.assert(
			fc.property(plans, fc.array(acts, { minLength: 5, maxLength: 40, size: 'max' }), (first, history) => {
				const world = dutyOffice()
				// Without a rest between turns more swaps are possible.
				must(world.do('admin', 'duty.rules', { ...usualRules, restHours: 0 }))
				const roster = draft(world, first)
				world.do('admin', 'roster.publish', { roster })
				const end = officeInstant(TO, '08:30') + day
				// What is done at an instant counts from that instant: the last answer of each stands.
				const seen = new Map<Instant, string>()
				const says = (t: Instant) =>
					onDuty(world.all('turns'), t)
						.map((x) => `${x.seat} ${x.person}`)
						.sort()
						.join()
				for (const step of history) {
					const turns = world.all('turns').filter((t) => !t.dropped && t.seat !== 'driver')
					const swaps = world.all('swaps').filter((s) => s.kind === 'swap')
					switch (step.act) {
						case 'publish':
							draft(world, step.plan, roster)
							world.do('admin', 'roster.publish', { roster })
							break
						case 'ask': {
							const it = turns[step.n % turns.length]!
							const theirs = turns.filter((t) => t.person === step.to)
							const back =
								step.back === null || theirs.length === 0 ? null : theirs[step.back % theirs.length]!.id
							const asked = world.do(it.person, 'swap.ask', {
								turn: it.id,
								to: step.to,
								inReturn: back,
								reason: '有事'
							})
							// Half of them go through at once, so that there is something to undo and to publish over.
							if (asked.ok !== true || step.n % 2 === 0) break
							const swap = asked.id + '1'
							world.do(step.to ?? officers[step.n % officers.length]!, 'swap.accept', { swap })
							if (world.do('admin', 'swap.approve', { swap }).ok === true) swapsDone++
							break
						}
						case 'accept':
						case 'approve':
						case 'undo':
						case 'withdraw': {
							// Mostly one for which it is time.
							const wanted = { accept: 'asked', approve: 'agreed', undo: 'done', withdraw: 'asked' }[step.act]
							const timely = swaps.filter((s) => s.state === wanted)
							const from = timely.length > 0 && step.n > 1 ? timely : swaps
							const swap = from[step.n % Math.max(1, from.length)]
							if (!swap) break
							// Mostly by whoever it waits for.
							const who = {
								accept: swap.state === 'offered' ? swap.was : (swap.to ?? step.who),
								approve: 'admin',
								undo: 'admin',
								withdraw: swap.was
							}[step.act]
							const result = world.do(who, 'swap.' + step.act, {
								swap: swap.id,
								...(step.act === 'undo' ? { reason: '误批' } : {})
							})
							if (step.act === 'approve' && result.ok === true) swapsDone++
							break
						}
						case 'take': {
							const it = onDuty(turns, world.now).find((t) => t.seat === step.seat)
							if (it && world.do(step.who, 'turn.take', { turn: it.id, reason: '生病' }).ok === true) splits++
							break
						}
						case 'assign': {
							const it = turns[step.n % turns.length]!
							world.do('admin', 'turn.assign', { turn: it.id, person: step.who, reason: '生病' })
							break
						}
						case 'pass':
							world.pass(step.ms)
					}
					const all = world.all('turns').filter((t) => !t.dropped)
					const edges = new Set(all.flatMap((t) => [t.from, t.to - 1, t.to]))
					for (const t of [...edges, world.now]) {
						if (t < at(23) || t >= end) continue
						for (const seat of SEATS) {
							const covering = all.filter((x) => x.seat === seat && x.from <= t && t < x.to)
							if (covering.length !== 1) expect([step, t, seat, covering]).toBe('one')
						}
					}
					seen.set(world.now, says(world.now))
				}
				for (const [t, answer] of seen) expect([t, says(t)]).toEqual([t, answer])
				expect(world.replayed()).toEqual(world.kept())
			}),
			{ numRuns: 60 }
		)
		// The histories did what they are for.
		expect(swapsDone).toBeGreaterThan(0)
		expect(splits).toBeGreaterThan(0)
	}, 60_000)
})
