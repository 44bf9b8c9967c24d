import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { examplesIn } from '../../../cli/duty/weigh'
import { LEXICON } from '../lexicon/lexicon'
import { plain } from '../plain'
import { listed } from '../vocabulary'
import { hear, spokenFor, weightAt } from './spoken'
import { SPOKEN, SPOKEN_OF } from './table'
import { weigh } from './weigh'

const { examples, hash } = examplesIn(fileURLToPath(new URL('examples', import.meta.url)))
const names = new Set(LEXICON.map(({ name }) => name))

describe('各条线、职能平常怎么说', () => {
	it('表是照现在的例句算的', () => {
		expect(SPOKEN_OF, '例句改过：运行 npm run duty -- weigh').toBe(hash)
	})

	it('每句都归词表里有的，一处不说两遍', () => {
		for (const { groups } of examples) for (const group of groups) expect(names).toContain(group)
		const own = examples.map(({ text, groups }) => groups[0] + text)
		expect(new Set(own).size).toBe(own.length)
	})

	it('表里是单字和两字，每个条线、职能和不用交办的都有', () => {
		for (const { name, kind } of LEXICON)
			if (kind === 'field' || kind === 'function' || kind === 'kept') expect(SPOKEN).toHaveProperty([name])
		for (const weights of Object.values(SPOKEN))
			for (const words of Object.values(weights))
				for (const word of listed(words)) expect(word).toMatch(/^[\u3400-\u9fff]{1,2}$/)
	})
})

describe('听一段话像什么', () => {
	const spoken = spokenFor(LEXICON)
	const most = (text: string) => {
		const { likely } = hear(spoken, plain(text))
		const place = likely.indexOf(Math.max(...likely))
		return LEXICON[spoken.groups[place]!]!.name
	}

	it('合起来是一；没听过的话，谁都一样', () => {
		const { likely, from } = hear(spoken, plain('龘龘'))
		expect(from).toEqual([])
		expect(new Set(likely).size).toBe(1)
		expect(likely.reduce((a, b) => a + b)).toBeCloseTo(1)
		expect(hear(spoken, plain('')).likely).toEqual(likely)
	})

	it('一个词说几遍，只算一遍', () => {
		const once = hear(spoken, plain('渣土车'))
		expect(hear(spoken, plain('渣土车，渣土车')).likely).toEqual(once.likely)
	})

	it('说得出是凭哪几个字', () => {
		const text = plain('公交改线')
		const { from, length } = hear(spoken, text)
		expect(most('公交改线，站牌没换，学生等不到车')).toBe('交通运输')
		const place = spoken.groups.findIndex((g) => LEXICON[g]!.name === '交通运输')
		expect(from.some((at, i) => weightAt(spoken, text, at, length[i]!, place) > 0)).toBe(true)
	})
})

describe('从例句里算', () => {
	// Twenty groups of forty lines: two characters of each group's own, numbered from 一 to 十, and 的事 in all.
	const han = (n: number) => String.fromCharCode(0x4e00 + n)
	const few = Array.from({ length: 800 }, (_, i) => ({
		text: han(100 + (i % 20)) + han(200 + (i % 20)) + '的事' + han(300 + (i % 11)),
		groups: [`第${i % 20}类`]
	}))

	it('只在一边说的归那一边，两边都说的谁也不归；每次都一样', () => {
		const weighed = weigh(few)
		const of = (group: string) =>
			Object.entries(weighed[group]!).flatMap(([w, words]) => (Number(w) > 0 ? words : []))
		for (let n = 0; n < 20; n++)
			expect(of(`第${n}类`).sort()).toEqual(
				expect.arrayContaining([han(100 + n), han(100 + n) + han(200 + n)])
			)
		expect(Object.keys(weighed).flatMap(of)).not.toContain('的事')
		expect(weigh(few)).toEqual(weighed)
	})
})
