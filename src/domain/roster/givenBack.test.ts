import { describe, expect, it } from 'vitest'
import { at, dutyOffice, must, plan, published, reasons, turnOn } from '../../../tests/support/roster'
import { admin, type Office } from '../../../tests/support/world'
import { officeInstant } from '../instant'
import { usualRules } from './seats'

/** o1 23, o2 24 … o6 28, o1 29; deputies o4 23 … o4 29. Without a rest between turns more swaps are possible. */
function office() {
	const world = dutyOffice()
	const roster = published(world)
	must(world.do(admin, 'duty.rules', { ...usualRules, restHours: 0 }))
	return { world, roster }
}
function swapped(world: Office, turn: string, to: string, inReturn: string | null = null) {
	const asked = { turn, to, inReturn, reason: '有事' }
	const swap = must(world.do(world.get('turns', turn)!.person, 'swap.ask', asked)) + '1'
	must(world.do(to, 'swap.accept', { swap }))
	must(world.do('l3', 'swap.approve', { swap }))
	return swap
}
const undo = (world: Office, swap: string) => world.do('l3', 'swap.undo', { swap, reason: '不换了' })
const withDeputy = (on: number, person: string) =>
	plan().map((t) => (t.seat === 'deputy' && t.from === at(on) ? { ...t, person } : t))
const stop = (world: Office, person: string, more = {}) =>
	must(
		world.do(admin, 'person.set', {
			...{ person, name: '某人', title: null, roles: ['officer'], sections: [], phone: null },
			...more
		})
	)
const stands = (world: Office, on: number) => {
	const { person, via } = turnOn(world, on)
	return [person, via]
}

/** The 29th of o1 for the 28th of o6, and the 29th then passed on to o2. */
function passedOn() {
	const { world, roster } = office()
	const first = swapped(world, turnOn(world, 29).id, 'o6', turnOn(world, 28).id)
	const second = swapped(world, turnOn(world, 29).id, 'o2')
	return { world, roster, first, second }
}

/** The 29th of o1 for a turn of o6 in the next month, in a roster of its own. */
function farExchange() {
	const { world, roster } = office()
	const [from, to] = [officeInstant('2026-12-20', '08:30'), officeInstant('2026-12-21', '08:30')]
	const december = [
		{ seat: 'officer', place: 0, person: 'o6', from, to },
		{ seat: 'deputy', place: 0, person: 'o3', from, to }
	]
	const args = { roster: null, from: '2026-12-20', to: '2026-12-20', turns: december, unmet: [] }
	const other = must(world.do(admin, 'roster.draft', args)) + '1'
	must(world.do(admin, 'roster.publish', { roster: other }))
	const far = (seat: string) => world.all('turns').find((t) => t.seat === seat && t.from === from)!
	const swap = swapped(world, turnOn(world, 29).id, 'o6', far('officer').id)
	const draft = { roster, from: '2026-11-23', to: '2026-11-29', turns: withDeputy(29, 'o6'), unmet: [] }
	const publish = () => {
		must(world.do(admin, 'roster.draft', draft))
		return world.do(admin, 'roster.publish', { roster })
	}
	return { world, far, swap, publish }
}

describe('a swap that was passed on', () => {
	it('is what holds again once the second one is undone, and can be undone itself', () => {
		const { world, first, second } = passedOn()
		must(undo(world, second))
		expect([stands(world, 29), stands(world, 28)]).toEqual([
			['o6', first],
			['o1', first]
		])
		must(undo(world, first))
		expect([stands(world, 29), stands(world, 28)]).toEqual([
			['o1', null],
			['o6', null]
		])
		expect(world.replayed()).toEqual(world.kept())
	})

	it('goes with the second where the roster takes the turn back: each stands what the roster gave them', () => {
		for (const again of [false, true]) {
			const { world, roster, first, second } = passedOn()
			if (again) must(undo(world, second))
			published(world, withDeputy(29, again ? 'o6' : 'o2'), roster)
			expect([stands(world, 29), stands(world, 28)]).toEqual([
				['o1', null],
				['o6', null]
			])
			expect([first, second].map((s) => world.get('swaps', s)!.state)).toEqual(['undone', 'undone'])
		}
	})

	it('gives the turn back to whoever had it first where the other half is back already', () => {
		const { world, roster, first, second } = passedOn()
		// o1 stands deputy on the 28th now, and so cannot stand officer for o6.
		published(world, withDeputy(28, 'o1'), roster)
		expect([stands(world, 28), stands(world, 29)]).toEqual([
			['o6', null],
			['o2', second]
		])
		expect(world.get('swaps', first)!.state).toBe('undone')
		must(undo(world, second))
		expect(stands(world, 29)).toEqual(['o1', null])
		expect(world.notices.filter((n) => n.subject === second).map((n) => n.person)).toContain('o1')
	})
})

describe('a turn is given back to nobody who cannot stand it', () => {
	it('by undoing: not to who was stopped or may no longer stand the seat', () => {
		for (const [more, words] of [
			[{ disabled: true }, 'state 某人已停用，不能值班，撤不回去了'],
			[{ roles: ['leader'] }, 'state 某人不能值主班，撤不回去了']
		] as const) {
			const { world } = office()
			const swap = swapped(world, turnOn(world, 29).id, 'o2')
			stop(world, 'o1', more)
			expect(reasons(undo(world, swap))).toEqual([words])
			expect(stands(world, 29)).toEqual(['o2', swap])
		}
	})

	it('by publishing: what an exchange gives back in another month is looked at as well', () => {
		const { world, far, swap, publish } = farExchange()
		expect(publish().ok).toBe(true)
		expect([far('officer').person, far('officer').via, turnOn(world, 29).person]).toEqual(['o6', null, 'o1'])
		expect(world.get('swaps', swap)!.state).toBe('undone')
	})

	it('by publishing: not to who has taken another seat meanwhile', () => {
		const { world, far, swap, publish } = farExchange()
		swapped(world, far('deputy').id, 'o6')
		expect(reasons(undo(world, swap))).toEqual(['state 值班员六那时已另值12-20 08:30 副班，撤不回去了'])
		expect(reasons(publish())[0]).toMatch(
			/^state 撤销换班后，值班员六的12-20 08:30 .班与12-20 08:30 .班时间重叠$/
		)
		expect([far('officer').person, far('deputy').person]).toEqual(['o1', 'o6'])
		expect(stands(world, 29)).toEqual(['o6', swap])
	})

	it('by publishing: not to who may no longer stand the seat', () => {
		const { world, far, publish } = farExchange()
		const seats = usualRules.seats.map((s) => (s.id === 'officer' ? { ...s, roles: [], people: ['o1'] } : s))
		must(world.do(admin, 'duty.rules', { ...usualRules, seats, restHours: 0 }))
		expect(reasons(publish())).toEqual([
			'state 撤销换班后，12-20 08:30 主班要还给值班员六，但值班员六不能值主班'
		])
		expect(far('officer').person).toBe('o1')
	})
})
