import type { CallTask } from '../events/callTask'
import type { Id } from '../record'

/**
 * Whom to dial, the next one first: who has been tried less often, then as the task has them. Whose number does not exist
 * any more comes after the others, who has none last.
 */
export function inTurn(
	{ persons, calls }: Pick<CallTask, 'persons' | 'calls'>,
	numbered: (person: Id) => boolean = () => true
): Id[] {
	const rank = (person: Id) => {
		const own = calls.filter((c) => c.person === person)
		if (!numbered(person)) return 2000
		return (own[own.length - 1]?.outcome === '空号' ? 1000 : 0) + own.length
	}
	return persons
		.map((person, i) => ({ person, i, rank: rank(person) }))
		.sort((a, b) => a.rank - b.rank || a.i - b.i)
		.map(({ person }) => person)
}
