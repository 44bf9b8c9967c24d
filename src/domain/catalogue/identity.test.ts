import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identify } from './identity'

const known = (section: string, name: string, aliases: string[] = []) => ({ section, name, aliases })
const read = (name: string, aliases: string[] = [], was?: string) => ({ name, aliases, was })

describe('which section is which', () => {
	it('the same name is the same section, whatever else shares an alias with it', () => {
		const before = [known('a', '应急科', ['值班室']), known('b', '值班室')]
		expect(identify([read('值班室'), read('应急科')], before)).toEqual(['b', 'a'])
	})

	it('a name that was an alias, or an alias that was the name, is the same section', () => {
		const before = [known('a', '秘书一室', ['应急办']), known('b', '秘书二室')]
		expect(identify([read('应急办'), read('综合科', ['秘书二室'])], before)).toEqual(['a', 'b'])
	})

	it('what a person said counts first', () => {
		const before = [known('a', '秘书一室'), known('b', '秘书二室')]
		expect(identify([read('秘书一室', [], 'b'), read('秘书三室', [], 'a')], before)).toEqual(['b', 'a'])
	})

	it('one that comes back is the one that was there', () => {
		const gone = [known('g', '督查室')]
		expect(identify([read('督查室'), read('新设科')], [known('a', '秘书科')], gone)).toEqual(['g', null])
	})

	it('two new ones are never the same old one', () => {
		const word = fc.constantFrom('甲科', '乙科', '丙科', '丁科')
		const names = fc.array(fc.tuple(word, fc.array(word, { maxLength: 2 })), { maxLength: 5 })
		fc.assert(
			fc.property(names, names, names, (now, before, gone) => {
				const all = identify(
					now.map(([name, aliases]) => read(name, aliases)),
					before.map(([name, aliases], i) => known('b' + i, name, aliases)),
					gone.map(([name, aliases], i) => known('g' + i, name, aliases))
				)
				const found = all.filter((id) => id !== null)
				expect(new Set(found).size).toBe(found.length)
			})
		)
	})
})
