import { Converter } from 'opencc-js/t2cn'
import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { intake } from '../intake/intake'
import { folded, plain } from './plain'
import { SIMPLIFIED, TRADITIONAL } from './traditional'

/** The Han characters of two bytes that an encoding has between two leads. */
function characters(encoding: string, from: number, to: number): Set<string> {
	const decoder = new TextDecoder(encoding)
	const found = new Set<string>()
	for (let lead = from; lead <= to; lead++)
		for (let trail = 0x40; trail <= 0xfe; trail++) {
			const c = decoder.decode(new Uint8Array([lead, trail]))
			if (/^[\u4e00-\u9fff]$/.test(c)) found.add(c)
		}
	return found
}

describe('繁体字', () => {
	it('表和 opencc-js 说的一样，一字对一字', () => {
		const convert = Converter({ from: 'tw', to: 'cn' })
		const simplifiedToo = new Set<string>()
		const decoder = new TextDecoder('gbk')
		for (let lead = 0xb0; lead <= 0xf7; lead++)
			for (let trail = 0xa1; trail <= 0xfe; trail++)
				simplifiedToo.add(decoder.decode(new Uint8Array([lead, trail])))
		for (const variant of '於後乾徵菸夥摺') simplifiedToo.delete(variant)
		let from = ''
		let to = ''
		for (const c of characters('big5', 0xa4, 0xc6)) {
			const simplified = convert(c)
			if (simplified === c || simplified.length !== 1 || simplifiedToo.has(c)) continue
			from += c
			to += simplified
		}
		expect(TRADITIONAL).toBe(from)
		expect(SIMPLIFIED).toBe(to)
	})

	it('简体的文字一个也不变', () => {
		for (const c of readFileSync(new URL('../../../tests/data/incidents.jsonl', import.meta.url), 'utf8'))
			if (c >= '\u4e00' && c <= '\u9fff') expect(folded(c.charCodeAt(0))).toBe(c.charCodeAt(0))
	})

	it('词的位置仍是原文的位置', () => {
		const text = plain('鎮上　橋塌了')
		expect(String.fromCharCode(...text.codes)).toBe('镇上桥塌了')
		expect(text.at.slice(0, 3)).toEqual([0, 1, 3])
	})

	it('繁体的来报，数字、类别与简体的一样读出', () => {
		const read = (text: string) => intake(text, Date.parse('2026-11-20T10:00:00+08:00'))
		const simplified = read('今早8时许，西河镇化工厂爆炸，造成3人死亡、5人受伤，2人失联。')
		const traditional = read('今早8時許，西河鎮化工廠爆炸，造成3人死亡、5人受傷，2人失聯。')
		expect(simplified.deaths).toBe(3)
		for (const field of ['category', 'deaths', 'injuries', 'missing', 'occurredAt'] as const)
			expect(traditional[field], field).toEqual(simplified[field])
		expect([simplified.place, traditional.place]).toEqual(['西河镇化工厂', '西河鎮化工廠'])
	})
})
