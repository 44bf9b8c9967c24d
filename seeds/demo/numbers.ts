import type { CallOutcome } from '../../src/domain/event'
import { day, hour } from '../../src/domain/instant'

/** Numbers that were tried; `ago` is from now, milliseconds. Who is not named has never been dialled. */
interface NumberTest {
	by: string
	person: string
	ago: number
	outcome: CallOutcome
}

/** As it goes before a handover: the people of the night first, then a few sections. */
export const numberTests: NumberTest[] = [
	...tried('zhiban4', 2 * day + 5 * hour, {
		daiban2: '接通',
		zhiban2: '接通',
		ke01: '接通',
		ke02: '接通',
		ke03: '未接',
		ke06: '接通',
		ke09b: '空号'
	}),
	...tried('zhiban2', day + 4 * hour, {
		daiban: '接通',
		zhiban1: '接通',
		siji: '接通',
		ke03: '接通',
		ke04: '接通',
		ke05: '接通',
		ke05b: '占线',
		ke08: '接通',
		ke12: '关机'
	}),
	...tried('zhiban1', 3 * hour, { zhiban4: '接通', ke05b: '接通', ke07: '未接', ke10: '接通', ke11b: '关机' })
]

/** One after the other, a minute apart. */
function tried(by: string, ago: number, outcomes: Record<string, CallOutcome>): NumberTest[] {
	return Object.entries(outcomes).map(([person, outcome], i) => ({
		by,
		person,
		ago: ago - i * 60_000,
		outcome
	}))
}
