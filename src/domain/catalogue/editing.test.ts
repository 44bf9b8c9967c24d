import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CatalogueReading } from './reading'
import { adopting, becoming, problemsOf } from './adoption'
import { begin, edit, everyLine, lineOf, placesOf, type Edit, type Editing } from './editing'

const line = (text: string, from: number, to = from, printed: string | null = null) => ({
	text,
	printed,
	from,
	to
})
/** Two sections: one's name was taken for a duty of the other, a duty was cut in two, one line has no place. */
const reading: CatalogueReading = {
	office: null,
	sections: [
		{
			...{
				name: '秘书科',
				printed: null,
				aliases: ['值班室'],
				from: 1,
				to: 1,
				tasks: [line('印发简报。', 6)]
			},
			duties: [line('负责文电。负责会务。', 2, 3), line('督查科', 4), line('负责督促', 5)]
		},
		{ name: '人事科', printed: '人事科', aliases: [], from: 8, to: 8, duties: [line('检查。', 9)], tasks: [] }
	],
	unplaced: [{ line: 7, text: '负责工资福利。' }],
	warnings: []
}
const start = begin(reading)
const [secretary, personnel] = start.sections as [Editing['sections'][0], Editing['sections'][0]]
const [papers, supervision, urge] = secretary.duties as [
	(typeof secretary.duties)[0],
	(typeof secretary.duties)[0],
	(typeof secretary.duties)[0]
]
const [check] = personnel.duties as [(typeof secretary.duties)[0]]
const [wages] = start.unplaced as [(typeof secretary.duties)[0]]
const after = (...edits: Edit[]) => edits.reduce(edit, start)
const texts = (state: Editing, section: number) =>
	state.sections.find((s) => s.id === section)!.duties.map((d) => d.text)

describe('putting a reading right', () => {
	it('parts a duty, and puts two together as they stand in the source', () => {
		const parted = after({ do: 'split', line: papers.id, at: 5 })
		expect(texts(parted, secretary.id).slice(0, 2)).toEqual(['负责文电。', '负责会务。'])
		const joined = after({ do: 'join', line: check.id, into: urge.id })
		expect(texts(joined, secretary.id)[2]).toBe('负责督促检查。')
		expect(texts(joined, personnel.id)).toEqual([])
		expect(texts(after({ do: 'join', line: urge.id, into: check.id }), personnel.id)).toEqual([
			'负责督促检查。'
		])
		expect(lineOf(joined, urge.id)!.spans).toEqual([
			{ from: 5, to: 5 },
			{ from: 9, to: 9 }
		])
	})

	it('gives a line without a place to a section, where the source has it', () => {
		const placed = after({ do: 'move', line: wages.id, to: personnel.id })
		expect(texts(placed, personnel.id)).toEqual(['负责工资福利。', '检查。'])
		expect(placed.unplaced).toEqual([])
		expect(texts(after({ do: 'move', line: wages.id, to: personnel.id, at: 1 }), personnel.id)).toEqual([
			'检查。',
			'负责工资福利。'
		])
	})

	it('makes a section of a line, which takes what stands below it, and a task of a duty', () => {
		const halved = after({ do: 'head', line: supervision.id })
		expect(texts(halved, secretary.id)).toEqual(['负责文电。负责会务。'])
		const headed = edit(halved, { do: 'move', line: urge.id, to: start.next, as: 'task' })
		expect(headed.sections.map((s) => s.name)).toEqual(['秘书科', '督查科', '人事科'])
		expect(headed.sections[1]!.tasks.map((t) => t.text)).toEqual(['负责督促'])
	})

	it('makes a section of lines without a place, without their numbers', () => {
		const lines = ['四、财务股', '1.负责财务。', '（2）负责资产。', '2027年印发']
		const unread = begin({
			...reading,
			unplaced: lines.map((text, i) => ({ line: i < 3 ? 20 + i : 30, text })),
			sections: [{ ...reading.sections[0]!, from: 25, to: 25, duties: [], tasks: [] }]
		})
		const headed = edit(unread, { do: 'head', line: unread.unplaced[0]!.id })
		expect(headed.sections.map((s) => s.name)).toEqual(['财务股', '秘书科'])
		expect(headed.sections[0]!.duties.map((d) => d.text)).toEqual(['负责财务。', '负责资产。'])
		expect(headed.unplaced.map((l) => l.text)).toEqual(['2027年印发'])
	})

	it('puts one section into another, its name as an alias where asked', () => {
		const merged = after({ do: 'merge', section: personnel.id, into: secretary.id, alias: true })
		expect(merged.sections).toMatchObject([{ name: '秘书科', aliases: ['值班室', '人事科'] }])
		expect(texts(merged, secretary.id).at(-1)).toBe('检查。')
		const plain = after({ do: 'merge', section: secretary.id, into: personnel.id, alias: false })
		expect(plain.sections).toMatchObject([{ name: '人事科', aliases: [] }])
	})

	it('leaves out what is no duty, and brings it back', () => {
		const dropped = after({ do: 'drop', section: secretary.id })
		expect(dropped.aside.map((l) => l.text)).toEqual([
			'秘书科',
			'负责文电。负责会务。',
			'督查科',
			'负责督促',
			'印发简报。'
		])
		const back = edit(dropped, { do: 'head', line: dropped.aside[0]!.id })
		expect(back.sections.map((s) => s.name)).toEqual(['秘书科', '人事科'])
	})

	it('says another name, and forgets how it was printed', () => {
		expect(after({ do: 'name', section: personnel.id, name: '组织人事科' }).sections[1]).toMatchObject({
			name: '组织人事科',
			printed: null
		})
		expect(after({ do: 'alias', line: supervision.id, section: personnel.id }).sections[1]!.aliases).toEqual([
			'督查科'
		])
	})

	it('keeps the printed form with its half where both are as long', () => {
		const printed = begin({
			...reading,
			sections: [
				{ ...reading.sections[1]!, duties: [line('负责文电。负责会务。', 1, 1, '負責文電。負責會務。')] }
			]
		})
		const parted = edit(printed, { do: 'split', line: printed.sections[0]!.duties[0]!.id, at: 5 })
		expect(parted.sections[0]!.duties.map((d) => d.printed)).toEqual(['負責文電。', '負責會務。'])
	})

	it('changes nothing where there is nothing to change', () => {
		const edits: Edit[] = [
			{ do: 'split', line: papers.id, at: 0 },
			{ do: 'join', line: papers.id, into: papers.id },
			{ do: 'reword', line: papers.id, text: ' ' },
			{ do: 'move', line: wages.id, to: 'unplaced' },
			{ do: 'move', line: 999, to: personnel.id },
			{ do: 'add', section: personnel.id, text: ' ', as: 'duty' },
			{ do: 'take', no: 2, text: '已在里面' }
		]
		for (const e of edits) expect(edit(start, e)).toBe(start)
	})
})

describe('whatever is done', () => {
	const id = fc.integer({ min: 1, max: 14 })
	const to = fc.oneof(id, fc.constantFrom('unplaced' as const, 'aside' as const))
	const as = fc.constantFrom('duty' as const, 'task' as const)
	const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
		fc.record({ do: fc.constant('reword' as const), line: id, text: fc.constantFrom('', '改过。') }),
		fc.record({ do: fc.constant('split' as const), line: id, at: fc.nat(8) }),
		fc.record({ do: fc.constant('join' as const), line: id, into: id }),
		fc.record({ do: fc.constant('move' as const), line: id, to, as, at: fc.nat(3) }),
		fc.record({ do: fc.constant('move' as const), line: id, to }),
		fc.record({ do: fc.constant('add' as const), section: id, text: fc.constant('新写。'), as }),
		fc.record({ do: fc.constant('alias' as const), line: id, section: id }),
		fc.record({ do: fc.constant('head' as const), line: id }),
		fc.record({ do: fc.constant('merge' as const), section: id, into: id, alias: fc.boolean() }),
		fc.record({ do: fc.constant('drop' as const), section: id }),
		fc.record({ do: fc.constant('place' as const), section: id, at: fc.nat(3) }),
		fc.record({ do: fc.constant('was' as const), section: id, was: fc.constantFrom(null, 'a', 'b') }),
		fc.record({
			do: fc.constant('take' as const),
			no: fc.integer({ min: 8, max: 14 }),
			text: fc.constant('页眉')
		})
	)

	it('every line of the source stays somewhere, no id is given twice, no old section is two', () => {
		fc.assert(
			fc.property(fc.array(anyEdit, { maxLength: 25 }), (edits) => {
				let state = start
				for (const e of edits) {
					const before = placesOf(state)
					state = edit(state, e)
					const now = placesOf(state)
					for (const no of before.keys()) expect(now.has(no)).toBe(true)
				}
				const ids = [...state.sections, ...everyLine(state)].map((x) => x.id)
				expect(new Set(ids).size).toBe(ids.length)
				expect(Math.max(0, ...ids)).toBeLessThan(state.next)
				const was = state.sections.flatMap((s) => s.was ?? [])
				expect(new Set(was).size).toBe(was.length)
			})
		)
	})
})

describe('what is adopted of it', () => {
	it('is told with where it stood, what was typed without', () => {
		const state = after(
			{ do: 'add', section: personnel.id, text: '负责离退休干部工作。', as: 'duty' },
			{ do: 'was', section: personnel.id, was: 'old' }
		)
		expect(adopting(state)[1]).toEqual({
			was: 'old',
			name: '人事科',
			printed: '人事科',
			aliases: [],
			duties: [{ text: '检查。', lines: [9, 9] }, { text: '负责离退休干部工作。' }],
			tasks: []
		})
	})

	it('is known by what it was', () => {
		const known = [{ section: 's', name: '值班室', aliases: [] }]
		expect(becoming(start, known).map((s) => s.section)).toEqual(['s', `new${personnel.id}`])
	})

	it('waits where two sections have one name or one has none', () => {
		const same = after({ do: 'name', section: personnel.id, name: '秘书科 ' })
		expect(problemsOf(same)).toEqual([
			{ section: personnel.id, reason: expect.stringContaining('都叫') as string }
		])
		expect(problemsOf(after({ do: 'name', section: personnel.id, name: ' ' }))).toHaveLength(1)
		expect(problemsOf(start)).toEqual([])
	})
})
