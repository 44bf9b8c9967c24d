import type { Chase } from '../events/chase'
import type { Id } from '../record'

/** Whether a person is still asked to sign, whoever else has: each of them has to. */
export function asksToSign({ state, must, answered }: Chase, person: Id): boolean {
	const open = state === 'waiting' || state === 'alarmed'
	return open && must.includes(person) && !answered.some((a) => a.person === person)
}
