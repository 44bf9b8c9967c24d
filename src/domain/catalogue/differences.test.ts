import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	differences,
	differenceWords,
	likelyRenames,
	nothingDiffers,
	type Place,
	type VersionSection
} from './differences'

const section = (key: string, name: string, duties: string[], tasks: string[] = []): VersionSection => ({
	key,
	name,
	aliases: [],
	duties,
	tasks
})
const before = [
	section('a', '秘书一室', ['负责综合文稿起草工作。', '负责联系发改、财政方面的工作。']),
	section('b', '秘书二室', ['负责联系交通、水利方面的工作。']),
	section('c', '督查室', ['负责督促检查重要决策的落实。'], ['每季度通报一次。'])
]
const kinds = (d: ReturnType<typeof differences>) => d.sections.map((s) => [s.key, s.kind])

describe('what a new version changes', () => {
	it('tells added, removed and renamed sections, and where their duties went', () => {
		const d = differences(before, [
			section('a', '综合一科', ['负责综合文稿起草工作。']),
			section('b', '秘书二室', ['负责联系交通、水利方面的工作。', '负责联系发改、财政方面的工作。']),
			section('new', '法制科', ['负责规范性文件的合法性审核。'])
		])
		expect(kinds(d)).toEqual([
			['a', 'renamed'],
			['b', 'changed'],
			['new', 'added'],
			['c', 'removed']
		])
		const moved = d.lines.filter((l) => l.kind === 'moved')
		expect(moved).toMatchObject([{ before: { section: 'a', no: 2 }, after: { section: 'b', no: 2 } }])
		expect(d.sections[0]!.lines).toEqual(moved)
		expect(d.sections[1]!.lines).toEqual(moved)
		expect(differenceWords(d)).toBe(
			'新增 1 个科室，撤销 1 个，改名 1 个；职责新增 1 条，删去 2 条，换科室 1 条'
		)
	})

	it('knows a duty in other words, and a task that has become a duty', () => {
		const d = differences(before, [
			before[0]!,
			section('b', '秘书二室', ['负责联系交通运输、水利方面的工作。']),
			section('c', '督查室', ['负责督促检查重要决策的落实。', '每季度通报一次。'])
		])
		expect(d.lines.filter((l) => l.kind !== 'same')).toMatchObject([
			{ kind: 'reworded', before: { task: true }, after: { task: false, no: 2 } },
			{ kind: 'reworded', before: { section: 'b' }, after: { section: 'b' } }
		])
		expect(d.sections.map((s) => s.kind)).toEqual(['same', 'changed', 'changed'])
	})

	it('asks whether a section that took over another’s duties is the same', () => {
		const d = differences(before, [
			before[0]!,
			section('x', '交通水利科', ['负责联系交通、水利方面的工作。']),
			section('y', '政务督查室', ['开展专项督查。'])
		])
		expect(likelyRenames(d).map(({ from, to }) => [from.key, to.key])).toEqual([
			['b', 'x'],
			['c', 'y']
		])
	})

	const text = fc.stringMatching(/^[甲乙丙丁戊己庚辛]{1,6}$/)
	const version = fc
		.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'))
		.chain((keys) =>
			fc.tuple(
				...keys.map((key) =>
					fc
						.record({ name: text, duties: fc.array(text), tasks: fc.array(text, { maxLength: 3 }) })
						.map(({ name, duties, tasks }) => section(key, name, duties, tasks))
				)
			)
		)

	it('of equal versions is nothing', () => {
		fc.assert(
			fc.property(version, (v) => {
				const d = differences(v, structuredClone(v))
				expect(nothingDiffers(d)).toBe(true)
				expect(differenceWords(d)).toBe('')
			})
		)
	})

	it('accounts for every duty of both versions once', () => {
		const places = (v: readonly VersionSection[]) =>
			v.flatMap(({ key, duties, tasks }) => [
				...duties.map((d, i) => `${key} false ${i + 1} ${d}`),
				...tasks.map((t, i) => `${key} true ${i + 1} ${t}`)
			])
		const told = (all: (Place | null)[]) =>
			all.filter((p) => p !== null).map((p) => `${p.section} ${p.task} ${p.no} ${p.text}`)
		fc.assert(
			fc.property(version, version, (a, b) => {
				const { lines, sections } = differences(a, b)
				expect(told(lines.map((l) => l.before)).sort()).toEqual(places(a).sort())
				expect(told(lines.map((l) => l.after)).sort()).toEqual(places(b).sort())
				expect(sections).toHaveLength(new Set([...a, ...b].map((s) => s.key)).size)
				for (const { kind, before: was, after: is } of lines)
					expect(kind === 'moved').toBe(was !== null && is !== null && was.section !== is.section)
			})
		)
	})
})
