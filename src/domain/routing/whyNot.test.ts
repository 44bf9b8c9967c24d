import { describe, expect, it } from 'vitest'
import type { Candidate } from './route'
import { whyNotFirst } from './whyNot'

const candidate = (score: number, ...words: string[]): Candidate => ({
	section: 's',
	score,
	confidence: '可能',
	because: words.length > 0 ? [{ duty: 'd', words }] : []
})

describe('为什么不是第一', () => {
	it('说出只对得上前一个的词', () => {
		expect(whyNotFirst(candidate(0.8, '滑坡', '民房'), candidate(0.4, '民房'))).toBe(
			'“滑坡”只对得上前一个的职责'
		)
	})
	it('一个词是另一个的一部分，不算多出来的', () => {
		expect(whyNotFirst(candidate(0.8, '滑坡'), candidate(0.4, '山体滑坡'))).toBe(
			'说到的词一样，前一个的职责写得更明确'
		)
	})
	it('没有词的，就说没有；分数相近的，说只差一点', () => {
		expect(whyNotFirst(candidate(0.5, '滑坡'), candidate(0.45))).toBe('只差一点：没有哪个词直接说到它')
	})
	it('照学过的交给前一个的，就这样说', () => {
		const taught = { ...candidate(0.9, '滑坡'), learned: [{ lesson: 'l', words: ['滑坡'] }] }
		expect(whyNotFirst(taught, candidate(0.4, '滑坡'))).toBe('以前像这样的话交给了前一个')
	})
	it('词多的只说三个', () => {
		expect(whyNotFirst(candidate(0.9, '甲', '乙', '丙', '丁'), candidate(0.4, '戊'))).toBe(
			'“甲”“乙”“丙”只对得上前一个的职责'
		)
	})
})
