import { describe, expect, it } from 'vitest'
import type { Office } from '../../../tests/support/world'
import { at, dutyOffice, leads, must, published } from '../../../tests/support/roster'
import { admin, headA, lead, logged, officer } from '../../../tests/support/world'

/** Handed over on Monday afternoon by somebody who stands no turn, and returned in the night to Wednesday. */
function returnedAtNight(world: Office, between: () => void = () => {}) {
	world.now = at(23, '14:00')
	const { assignment, incident } = logged(world)
	world.now = at(25, '03:00')
	between()
	return giveBack(world, assignment, incident)
}

function giveBack(world: Office, assignment: string, incident: string) {
	world.notices = []
	must(world.do(headA, 'assignment.return', { assignment, reason: '不归我科' }))
	for (const n of world.notices)
		expect(n).toMatchObject({ kind: 'returned', subject: incident, number: '2026-1123-01' })
	return world.notices.map((n) => n.person)
}

function stop(world: Office, person: string) {
	const { name, title, roles, sections } = world.get('people', person)!
	must(world.do(admin, 'person.set', { person, name, title, roles, sections, phone: null, disabled: true }))
}

const duty = () => {
	const world = dutyOffice()
	published(world)
	return world
}

describe('退回', () => {
	it('goes to who is on duty when it is given back, not to who once logged it', () => {
		expect(returnedAtNight(duty())).toEqual(['o2', 'o5'])
	})

	it('to the leader on duty where both officers are stopped', () => {
		const world = duty()
		expect(returnedAtNight(world, () => ['o2', 'o5'].forEach((o) => stop(world, o)))).toEqual(['l2'])
	})

	it('to who logged it where nobody stands, or the office has no roster', () => {
		const world = duty()
		world.now = at(23, '14:00')
		const { assignment, incident } = logged(world)
		world.now = at(30, '09:00') // the week is over
		expect(giveBack(world, assignment, incident)).toEqual([officer])
		expect(returnedAtNight(dutyOffice())).toEqual([officer])
	})

	it('to all who may lead where they are stopped too', () => {
		const world = dutyOffice()
		expect(returnedAtNight(world, () => stop(world, officer))).toEqual([...leads, lead])
	})
})

describe('a report that names a section the catalogue has no more', () => {
	const report = (world: Office, kind: 'incident' | 'matter', section: string | null) => {
		world.notices = []
		must(world.do(officer, 'incident.log', { kind, text: '后山滑坡，两人失联', section }))
		return world.notices.map((n) => `${n.person} ${n.kind} ${n.number}`)
	}

	it.each(['incident', 'matter'] as const)('goes to who is on duty: %s', (kind) => {
		const world = duty()
		const dutyRoom = { name: '区政府总值班室', aliases: [], duties: ['负责区政府值班工作。'], tasks: [] }
		must(world.do(admin, 'catalogue.adopt', { sections: [dutyRoom] }))
		world.now = at(24, '14:00')
		expect(report(world, kind, world.a)).toEqual(['o2 unassigned 2026-1124-01', 'o5 unassigned 2026-1124-01'])
	})

	it('and one that the officer kept on purpose tells nobody', () => {
		const world = duty()
		world.now = at(24, '14:00')
		expect(report(world, 'incident', null)).toEqual([])
	})
})
