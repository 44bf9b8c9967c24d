// Numbers: who may see them, and that one taken back is gone.
import { expect, it } from 'vitest'
import { headA, lead, officer, office } from '../../../tests/support/world'

const numbersSeen = (world: ReturnType<typeof office>, by: string, of: string) =>
	world
		.sees(by)
		.flatMap(({ collection, record }) =>
			collection === 'contacts' && 'person' in record && record.person === of && 'phone' in record
				? [record.phone]
				: []
		)

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
