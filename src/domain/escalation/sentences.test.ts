import { describe, expect, it } from 'vitest'
import type { Policy } from './policy'
import { previewOf } from './preview'
import { restWords, stepWords, whenWords } from './sentences'

const once = { need: 'any', channels: null, repeat: 0, every: 0 } as const
const night: Policy = {
	id: 'night',
	name: '突发事件（夜间）',
	when: { kinds: ['incident'], categories: null, levels: null, sensitive: null, from: '22:00', to: '06:00' },
	steps: [
		{ ...once, after: 0, whom: ['a', 'b'], repeat: 1, every: 3 },
		{ ...once, after: 5, whom: ['call'] },
		{ ...once, after: 5, whom: ['lead'] },
		{ ...once, after: 5, whom: ['leads'] }
	],
	forgotten: 60,
	most: 4
}

describe('a policy, read', () => {
	it('says when each step comes and who is asked', () => {
		expect(night.steps.map((s, i) => stepWords(s, i === 0))).toEqual([
			'一交办：通知 A 角、B 角；没有回音隔 3 分钟再催，再催 1 次',
			'再过 5 分钟仍未签收：请值班室电话催办',
			'再过 5 分钟仍未签收：通知带班领导',
			'再过 5 分钟仍未签收：通知全体领导'
		])
		expect(whenWords(night)).toBe('突发事件 · 22:00–06:00 交办的')
		expect(restWords(night)).toBe('签收后 1 小时没有进展，再问；一个人至多催 4 次')
	})

	it('says what is set apart: means, each one’s 签收, levels, sensitive matters', () => {
		const step = { ...once, after: 90, whom: ['a', 'b'], need: 'each', channels: ['push', 'sms'] } as const
		expect(stepWords(step, true)).toBe(
			'交办 90 分钟后还没有签收：通知 A 角、B 角；走推送、短信；每人都要签收'
		)
		const when = {
			...night.when,
			kinds: null,
			levels: [1, null] as const,
			sensitive: true,
			from: null,
			to: null
		}
		expect(whenWords({ when })).toBe('特别重大、级别未定 · 敏感的')
	})
})

describe('the time line', () => {
	it('goes by the minutes from handing over to the alarm', () => {
		expect(previewOf(night).map(({ minute, words }) => [minute, words])).toEqual([
			[0, '通知 A 角、B 角'],
			[3, '再通知 A 角、B 角'],
			[5, '请值班室电话催办'],
			[10, '通知带班领导'],
			[15, '通知全体领导'],
			[20, '无人应答：值班室报警，直到有人应答']
		])
	})

	it('tells a step at which everybody has been asked as often as may be', () => {
		const steps = [
			{ ...once, after: 0, whom: ['a'] as const },
			{ ...once, after: 5, whom: ['a'] as const }
		]
		expect(previewOf({ ...night, steps, most: 1 }).map((p) => p.words)).toEqual([
			'通知 A 角',
			'该催的都催满了次数，直接下一步',
			'无人应答：值班室报警，直到有人应答'
		])
	})
})
