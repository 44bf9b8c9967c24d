import { describe, expect, it } from 'vitest'
import type { CallOutcome } from '../event'
import { inTurn } from './calling'

const call = (person: string, outcome: CallOutcome, at: number) => ({ by: 'officer', at, person, outcome })

describe('whom to dial next', () => {
	const persons = ['a', 'b', 'c']
	it('begins with the A person', () => expect(inTurn({ persons, calls: [] })).toEqual(['a', 'b', 'c']))

	it('goes on to the next after each that is not reached, and round again', () => {
		const calls: ReturnType<typeof call>[] = []
		const dialled: string[] = []
		for (let i = 0; i < 6; i++) {
			const next: string = inTurn({ persons, calls })[0]!
			dialled.push(next)
			calls.push(call(next, '未接', i))
		}
		expect(dialled).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
	})

	it('leaves a number that does not exist for last, and before it who has none', () => {
		const calls = [call('a', '空号', 1), call('b', '占线', 2)]
		expect(inTurn({ persons, calls }, (p) => p !== 'c')).toEqual(['b', 'a', 'c'])
	})

	it('takes a dead number up again once it has answered otherwise', () => {
		const calls = [call('a', '空号', 1), call('a', '未接', 2)]
		expect(inTurn({ persons, calls })).toEqual(['b', 'c', 'a'])
		expect(inTurn({ persons: ['a', 'b'], calls: [...calls, call('b', '空号', 3)] })[0]).toBe('a')
	})
})
