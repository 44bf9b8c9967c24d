// 职责覆盖: who holds what, as somebody who knows the office would say after reading its catalogue.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CatalogueSection } from '../event'
import { buildIndex } from '../routing/buildIndex'
import { counts, coverageOf, type Coverage } from './coverage'

interface Printed {
	name: string
	aliases?: string[]
	duties: string[]
	tasks?: string[]
}

/** Sections with ids as a catalogue has them; a section's id is its name, so that tests read. */
function catalogue(sections: readonly Printed[]): CatalogueSection[] {
	let line = 0
	return sections.map(({ name, aliases = [], duties, tasks = [] }) => ({
		section: name,
		name,
		aliases,
		duties: duties.map((text, i) => ({ id: `d${++line}`, no: i + 1, text })),
		tasks
	}))
}
const covering = (sections: CatalogueSection[]) => coverageOf(sections, buildIndex(sections))
const of = ({ covered }: Coverage, name: string) => covered.find((c) => c.name === name)!
const holding = (coverage: Coverage, name: string) =>
	of(coverage, name)
		.holders.filter((h) => h.holds)
		.map((h) => h.section)

const gold = new URL('../../../tests/data/gold/002_f243def5ae5b4e7b.json', import.meta.url)
const careful = (JSON.parse(readFileSync(gold, 'utf8')) as { sections: Printed[] }).sections
const district = covering(catalogue(careful.map((s) => ({ ...s, name: s.name.replace(/（.*/, '') }))))

describe('一个区的职责目录', () => {
	it.each([
		['应急管理', '秘书二室'],
		['交通运输', '秘书二室'],
		['民政', '秘书二室'],
		['教育', '秘书三室'],
		['生态环境', '秘书三室'],
		['卫生健康', '秘书三室'],
		['住房城乡建设', '秘书四室'],
		['农业农村', '秘书四室'],
		['信访', '秘书四室'],
		['值班', '区政府总值班室'],
		['督查', '政务督查室'],
		['公文', '文秘股'],
		['机要保密', '文秘股'],
		['政务公开', '区政务公开办公室'],
		['外事', '外事联络室'],
		['因公出国', '外事联络室'],
		['人事', '人事财务股'],
		['离退休', '综合股'],
		['党建', '党建工作室']
	])('%s由%s一家承担', (name, section) => {
		expect(of(district, name).state).toBe('one')
		expect(holding(district, name)).toEqual([section])
	})

	it.each(['水利', '林业草原', '审计', '退役军人', '民族宗教', '海洋渔业', '住房公积金', '口岸打私'])(
		'%s无人承担',
		(name) => {
			expect(of(district, name)).toMatchObject({ state: 'nobody', holders: [] })
		}
	)

	it('无人承担的，说明眼下按哪个最近的条线交给谁', () => {
		expect(of(district, '退役军人').near).toEqual({ name: '民政', sections: ['秘书二室'] })
		expect(of(district, '民政').near).toBeNull()
	})

	it('文稿和接待各有两个科室承担', () => {
		expect(of(district, '文稿').state).toBe('shared')
		expect(holding(district, '文稿').sort()).toEqual(['区政府政策法规研究室', '秘书一室'])
		expect(of(district, '接待').state).toBe('shared')
		expect(holding(district, '接待').sort()).toEqual(['外事联络室', '综合股'])
	})

	it('核稿、收文电只是沾边，不算和文秘股多头', () => {
		const beside = of(district, '公文').holders.filter((h) => !h.holds)
		expect(beside.map((h) => h.section)).toContain('区政府政策法规研究室')
	})

	it('引出写着的那几条，并标出写在哪里', () => {
		const { duties } = of(district, '应急管理').holders[0]!
		expect(duties.map((d) => d.duty.no)).toEqual([1, 2, 3])
		for (const { duty, places } of duties)
			expect(places.map(([from, to]) => duty.text.slice(from, to))).toEqual(['应急管理'])
	})

	it('每个条线和职能各数一次', () => {
		const { nobody, mentioned, one, shared } = counts(district.covered)
		expect(nobody + mentioned + one + shared).toBe(district.covered.length)
		expect(district.covered.length).toBeGreaterThan(80)
	})
})

describe('写法不同的目录', () => {
	it('科室名称就写着的，说明是名称', () => {
		const named = covering(
			catalogue([
				{ name: '信访科', duties: ['负责来信来访的登记和转送。'] },
				{ name: '综合科', aliases: ['督查室'], duties: ['负责起草综合文稿。'] }
			])
		)
		expect(of(named, '信访').holders[0]).toMatchObject({ section: '信访科', holds: true, title: '信访科' })
		expect(of(named, '督查').holders[0]).toMatchObject({ section: '综合科', title: '督查室' })
	})

	it('“其他事项”不承担任何条线', () => {
		const other = covering(
			catalogue([{ name: '综合科', duties: ['承办应急管理等其他事项。', '负责起草文稿。'] }])
		)
		expect(of(other, '应急管理').state).toBe('nobody')
	})

	it('两个科室同写一个条线是多头，只在大院里管的不算', () => {
		const two = covering(
			catalogue([
				{ name: '一科', duties: ['负责交通运输、水利、农业农村等方面的工作。'] },
				{ name: '二科', duties: ['负责水利、林业、自然资源等方面的工作。'] },
				{ name: '后勤科', duties: ['负责机关大院供水、绿化和卫生。'] }
			])
		)
		expect(of(two, '水利').state).toBe('shared')
		expect(holding(two, '水利').sort()).toEqual(['一科', '二科'])
		expect(holding(two, '交通运输')).toEqual(['一科'])
		expect(holding(two, '供水供气供热')).toEqual([])
	})

	it('工作任务写着的也算，引任务原文', () => {
		const tasks = covering(
			catalogue([{ name: '一科', duties: ['负责综合协调工作。'], tasks: ['办理应急管理方面的文件。'] }])
		)
		expect(of(tasks, '应急管理').holders[0]).toMatchObject({
			duties: [],
			tasks: ['办理应急管理方面的文件。']
		})
	})

	it('没有科室的目录也说得出：都无人承担', () => {
		const none = covering([])
		expect(none.sections).toEqual([])
		expect(none.covered.every((c) => c.state === 'nobody')).toBe(true)
	})
})
