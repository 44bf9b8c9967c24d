// Numbers: who may see them, that one taken back is gone, and when each was last tried.
import { describe, expect, it } from 'vitest'
import { admin, headA, headB, lead, office, officer, type Office } from '../../../tests/support/world'
import { hour } from '../instant'
import { contactOf } from '../people/contactOf'

const OLD = '0000-8800001'
const NEW = '0000-8800002'

/** An office in which headA has a number. */
function withNumber(phone: string | null = OLD): Office {
	const world = office()
	set(world, { phone })
	return world
}
function set(world: Office, change: { phone: string | null; title?: string; roles?: string[] }) {
	const { phone, title = null, roles = [] } = change
	const person = { person: headA, name: '秘书二室负责人', title, roles, sections: [world.a], phone }
	expect(world.do(admin, 'person.set', person)).toMatchObject({ ok: true })
}
const test = (world: Office, by: string, outcome: string, more = {}) =>
	world.do(by, 'contact.tested', { person: headA, outcome, ...more })
const kept = (world: Office) => world.get('contacts', contactOf(headA))

describe('a mail address', () => {
	const write = (world: Office, more: object) => {
		const person = {
			person: headA,
			name: '秘书二室负责人',
			title: null,
			roles: [],
			sections: [world.a],
			phone: OLD
		}
		return world.do(admin, 'person.set', { ...person, ...more })
	}

	it('stands beside the number, outlives a phone that does not know it, and can be taken back', () => {
		const world = withNumber()
		expect(kept(world)).not.toHaveProperty('mail')
		write(world, { mail: 'ke@example.invalid' })
		expect(kept(world)).toMatchObject({ phone: OLD, mail: 'ke@example.invalid' })
		write(world, { title: '主任' })
		expect(kept(world)).toMatchObject({ phone: OLD, mail: 'ke@example.invalid' })
		write(world, { phone: null })
		expect(kept(world)).toMatchObject({ phone: '', mail: 'ke@example.invalid', audience: ['office'] })
		write(world, { phone: null, mail: null })
		expect(kept(world)).toMatchObject({ phone: '', mail: null, audience: [] })
		expect(world.replayed()).toEqual(world.kept())
	})

	it.each([['ke'], ['ke@'], ['a b@example.cn'], ['ke@example.cn\nBcc: x@example.cn'], ['']])(
		'%j is refused',
		(mail) => {
			expect(write(withNumber(), { mail })).toMatchObject({ ok: false, refusals: [{ field: 'mail' }] })
		}
	)
})

describe('a number is tested', () => {
	it('and says when, by whom and what came of it; nothing is written into the logbook', () => {
		const world = withNumber()
		const entries = world.all('entries').length
		expect(test(world, officer, '接通')).toMatchObject({ ok: true })
		expect(kept(world)).toMatchObject({
			phone: OLD,
			testedAt: world.now,
			testedBy: officer,
			outcome: '接通'
		})
		expect(world.all('entries')).toHaveLength(entries)
		expect(world.replayed()).toEqual(world.kept())
	})

	it('by the duty side only', () => {
		const world = withNumber()
		for (const by of [headA, headB])
			expect(test(world, by, '接通')).toMatchObject({ ok: false, refusals: [{ code: 'notAllowed' }] })
		for (const by of [officer, lead, admin]) expect(test(world, by, '未接')).toMatchObject({ ok: true })
	})

	it('only where there is one, and only with an outcome there is', () => {
		const world = withNumber(null)
		expect(test(world, officer, '接通')).toMatchObject({
			ok: false,
			refusals: [{ code: 'state', field: 'person' }]
		})
		expect(test(world, officer, '通了')).toMatchObject({ ok: false, refusals: [{ field: 'outcome' }] })
		expect(world.do(officer, 'contact.tested', { person: 'gone', outcome: '接通' })).toMatchObject({
			ok: false,
			refusals: [{ code: 'notFound' }]
		})
	})

	it('on a phone that has not heard of the number: it waits for the server instead of saying no', () => {
		const phone = withNumber(null).phoneOf(officer) as Office
		expect(test(phone, officer, '接通')).toMatchObject({ ok: 'pending' })
	})

	it('and a phone foresees just that', () => {
		const world = withNumber()
		const phone = world.phoneOf(officer) as Office
		test(phone, officer, '空号')
		test(world, officer, '空号')
		expect(kept(phone)).toEqual(kept(world))
		expect(kept(phone)).toMatchObject({ outcome: '空号' })
	})
})

describe('the last test', () => {
	it('stays when something else of the person changes, and goes with the number', () => {
		const world = withNumber()
		test(world, officer, '接通')
		set(world, { phone: OLD, title: '主任', roles: ['leader'] })
		expect(kept(world)).toMatchObject({ audience: ['duty'], testedBy: officer, outcome: '接通' })
		set(world, { phone: NEW })
		expect(kept(world)).toMatchObject({ phone: NEW, testedAt: null, testedBy: null, outcome: null })
		expect(world.replayed()).toEqual(world.kept())
	})

	it('is not of a number that has been replaced since it was dialled', () => {
		const world = withNumber()
		set(world, { phone: NEW })
		expect(test(world, officer, '空号', { phone: OLD })).toMatchObject({
			ok: false,
			refusals: [{ code: 'state', field: 'phone' }]
		})
		expect(test(world, officer, '接通', { phone: NEW })).toMatchObject({ ok: true })
	})

	it('is the one dialled last, not the one that arrived last; a fast clock does not get ahead', () => {
		const world = withNumber()
		world.do(officer, 'contact.tested', { person: headA, outcome: '接通' }, { at: world.now + 9 * hour })
		expect(kept(world)).toMatchObject({ testedAt: world.now })
		world.do(lead, 'contact.tested', { person: headA, outcome: '关机' }, { at: world.now - hour })
		expect(kept(world)).toMatchObject({ testedAt: world.now, testedBy: officer, outcome: '接通' })
	})

	it('goes when the number is taken back: nobody sees or dials what is no longer there', () => {
		const world = withNumber()
		test(world, officer, '接通')
		set(world, { phone: null })
		expect(kept(world)).toMatchObject({ audience: [], formerly: ['office'], phone: '', testedAt: null })
		expect(test(world, officer, '接通')).toMatchObject({ ok: false, refusals: [{ code: 'state' }] })
	})
})

const numbersSeen = (world: Office, by: string, of: string) =>
	world
		.sees(by)
		.flatMap(({ collection, record }) =>
			collection === 'contacts' && 'person' in record && record.person === of && 'phone' in record
				? [record.phone]
				: []
		)

describe('a number is seen', () => {
	it('a leader’s number is for the duty side, anybody else’s for the office', () => {
		const world = office()
		const set = (person: string, roles: string[]) =>
			world.do('admin', 'person.set', { person, name: '某人', roles, sections: [], phone: '0000-8800001' })
		expect([set(lead, ['leader']).ok, set(officer, ['officer']).ok]).toEqual([true, true])
		expect(numbersSeen(world, headA, lead)).toEqual([])
		expect(numbersSeen(world, officer, lead)).toEqual(['0000-8800001'])
		expect(numbersSeen(world, headA, officer)).toEqual(['0000-8800001'])
		// Becoming a leader takes the number out of everybody's sight.
		expect(set(officer, ['leader']).ok).toBe(true)
		expect(numbersSeen(world, headA, officer)).toEqual([])
	})

	it('a number that was taken back is seen by nobody, and phones that had it forget it', () => {
		const world = office()
		const set = (phone: string | null) =>
			world.do('admin', 'person.set', {
				person: officer,
				name: '某人',
				roles: ['officer'],
				sections: [],
				phone
			})
		set('0000-8800001')
		set(null)
		expect(numbersSeen(world, officer, officer)).toEqual([])
		expect(world.all('contacts').find((c) => c.person === officer)!.formerly).toEqual(['office'])
		set('0000-8800002')
		expect(numbersSeen(world, headA, officer)).toEqual(['0000-8800002'])
		expect(world.replayed()).toEqual(world.kept())
	})
})
