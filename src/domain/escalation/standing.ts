import type { Asked, Chase } from '../events/chase'
import type { Id } from '../record'
import type { Instant } from '../instant'
import { whomWords } from './sentences'
import { following } from './step'
import { whomWord } from './words'

/** What a chase does next while nobody answers, and when; null: nothing more by itself. */
export function nextOf(chase: Chase): { at: Instant; words: string } | null {
	if (chase.state !== 'waiting' || chase.nextAt === null) return null
	const { what } = following(chase)
	if (what === 'alarm') return { at: chase.nextAt, words: '值班室报警' }
	const again = what === 'again'
	const { whom } = chase.policy.steps[again ? chase.step - 1 : chase.step]!
	return { at: chase.nextAt, words: (again ? '再' : '') + whomWords(whom) }
}

/** One time of asking as a line: 通知 A 角、B 角（甲、乙）. */
export function askedLine({ whom, persons, again, nobody }: Asked, nameOf: (person: Id) => string): string {
	if (nobody) return `${whom.map((w) => whomWord[w]).join('、')}：无人可通知，转下一步`
	const names = persons.map(nameOf).join('、')
	return `${again ? '再' : ''}${whomWords(whom)}${names ? `（${names}）` : ''}`
}
