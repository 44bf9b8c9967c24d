import { describe, expect, it } from 'vitest'
import { listed } from '../vocabulary'
import { LEXICON } from './lexicon'

describe('线索词表', () => {
	it('条线和职能的名称各不相同，“相近”说的都是有的', () => {
		const names = LEXICON.map((group) => group.name)
		expect(new Set(names).size).toBe(names.length)
		for (const { near } of LEXICON) for (const name of near ?? []) expect(names).toContain(name)
	})

	it('每个条线和职能都有目录里的叫法', () => {
		for (const { name, kind, names } of LEXICON) {
			if (kind === 'field' || kind === 'function') expect(listed(names), name).not.toEqual([])
		}
	})

	it('一条线索只说一次，成对的恰是两边，没有空的', () => {
		for (const { name, cues } of LEXICON) {
			const all = [cues[4], cues[3], cues[2], cues[1]].flatMap((words) => listed(words))
			expect(all.length, name).toBe(new Set(all).size)
			expect(all.filter((cue) => !wellWritten(cue))).toEqual([])
		}
	})
})

function wellWritten(cue: string): boolean {
	const sides = cue.split('~')
	if (sides.length === 1) return !cue.includes('/')
	return sides.length === 2 && sides.every((side) => side.split('/').every((word) => word !== ''))
}
