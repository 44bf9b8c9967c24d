import { describe, expect, it } from 'vitest'
import { loadSpell, Names, type Named, type Spell } from './names'

const named = (name: string, more: Partial<Named<string>> = {}): Named<string> => ({
	item: name,
	name,
	also: [],
	phone: null,
	...more
})
const spell: Spell = await loadSpell()
const names = new Names(
	[
		named('秘书一室负责人', { also: ['负责人（A角）', '秘书一室'], phone: '0000-8800005' }),
		named('值班员甲', { also: ['值班员', '总值班室'], phone: '0000-8800002' }),
		named('值班员乙', { also: ['值班员', '总值班室'], phone: '0000-8800003' }),
		named('带班领导甲', { also: ['带班领导'] }),
		named('总值班室', { also: ['市长热线电话办公室'] })
	],
	spell
)

describe('somebody is found', () => {
	it('by the characters of the name, who is named so before who is named so inside', () => {
		expect(names.find('值班')).toEqual(['值班员甲', '值班员乙', '总值班室'])
		expect(names.find('值班员甲')).toEqual(['值班员甲'])
		expect(names.find('没有这人')).toEqual([])
		expect(names.find('  ')).toEqual([])
	})

	it('by pinyin: whole, initials, a mixture, from the middle of the name', () => {
		for (const typed of ['zhibanyuanjia', 'zbyj', 'zhibyj', 'ZBYJ', "zhi'ban'yuan'jia"])
			expect([typed, names.find(typed)]).toEqual([typed, ['值班员甲']])
		expect(names.find('zby')).toEqual(['值班员甲', '值班员乙'])
		expect(names.find('zhiban')).toEqual(['值班员甲', '值班员乙', '总值班室'])
		expect(names.find('zzbs')).toEqual(['总值班室'])
		expect(names.find('zhibanx')).toEqual([])
	})

	it('by a surname that reads otherwise than the word', () => {
		const one = new Names([named('单某某'), named('查某某'), named('吕某某')], spell)
		expect(one.find('shan')).toEqual(['单某某'])
		expect(one.find('zha')).toEqual(['查某某'])
		expect(one.find('lv')).toEqual(['吕某某'])
	})

	it('by title, other name, section, and by digits of the number', () => {
		expect(names.find('带班领导')).toEqual(['带班领导甲'])
		expect(names.find('热线')).toEqual(['总值班室'])
		expect(names.find('秘书一室 负责')).toEqual(['秘书一室负责人'])
		expect(names.find('8800003')).toEqual(['值班员乙'])
		expect(names.find('0000-88')).toHaveLength(3)
	})

	it('among 500 at every key without anybody noticing', () => {
		const many = new Names(
			Array.from({ length: 500 }, (_, i) =>
				named(`秘书${i}室经办人`, { also: ['经办人'], phone: `0000-88${i}` })
			),
			spell
		)
		const began = performance.now()
		for (const typed of ['m', 'ms', 'mishu', 'jbr', '经办', '00']) many.find(typed)
		expect((performance.now() - began) / 6).toBeLessThan(30)
	})
})
