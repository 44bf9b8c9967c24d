import type { Policy } from './policy'
import type { World } from './step'
import { minute } from '../instant'
import { whomWords } from './sentences'
import { fresh, step } from './step'

/** What happens how many minutes after handing over, while nobody answers; the last is the standing alarm. */
export interface Point {
	minute: number
	words: string
	kind: 'ask' | 'again' | 'alarm'
}

/** As if everybody could be reached: who asks whom in earnest only leaves out people. */
const everybody: World = { reach: (whom) => [whom], canSign: () => true }
/** More than any policy that can be saved has: a draft may be anything. */
const MOST = 200

/** By the very steps that chase in earnest. */
export function previewOf(policy: Policy): Point[] {
	const points: Point[] = []
	let stepped = step(fresh(policy), { kind: 'begin' }, 0, everybody)
	let now = 0
	for (let i = 0; i < MOST; i++) {
		const at = now / minute
		for (const effect of stepped.effects) {
			if (effect.kind === 'ask') {
				const { whom, again, nobody } = effect.asked
				const words = nobody ? '该催的都催满了次数，直接下一步' : (again ? '再' : '') + whomWords(whom)
				points.push({ minute: at, words, kind: again ? 'again' : 'ask' })
			}
			if (effect.kind === 'alarm')
				points.push({ minute: at, words: '无人应答：值班室报警，直到有人应答', kind: 'alarm' })
		}
		if (stepped.dueAt === null) break
		now = stepped.dueAt
		stepped = step(stepped.next, { kind: 'due', progressAt: 0 }, now, everybody)
	}
	return points
}
