import type { Coverage } from '$domain/catalogue/coverage'
import type { Move } from '$domain/catalogue/replay'
import type { Catalogue } from '$domain/events/catalogue'
import type { Lesson } from '$domain/events/lesson'
import { minute } from '$domain/instant'
import { Suggested } from '$lib/state/suggesting.svelte'
import { long, now } from './samples'

const lesson = (id: string, over: Partial<Lesson>): Lesson =>
	({
		id,
		incident: null,
		text: '学校食堂多名学生呕吐',
		section: 'section1',
		instead: 'section2',
		state: 'proposed',
		confirmed: true,
		by: 'person1',
		at: now - 90 * minute,
		why: '食品安全由我科联系的部门负责',
		answeredBy: null,
		answeredAt: null,
		answer: null,
		...over
	}) as Lesson

const answered = { answeredBy: 'admin', answeredAt: now - 5 * minute }
export const lessons = [
	lesson('waiting', {}),
	lesson('accepted', { state: 'inForce', ...answered }),
	lesson('refused', { state: 'refused', answer: '目录里写明归二室', ...answered }),
	lesson('undone', { state: 'undone', answer: '职责又调回来了', ...answered }),
	lesson('changed', { state: 'inForce', incident: 'sample1', why: null }),
	lesson('confirmed', { state: 'inForce', incident: 'sample1', why: null, instead: null }),
	lesson('kept', { state: 'inForce', incident: 'sample1', why: null, section: null }),
	lesson('long', { text: long, why: long })
]

const duty = {
	id: 'd1',
	no: 1,
	text: '负责办理教育体育、卫生健康、市场监督管理等方面的文电工作。'
}
const other = { id: 'd2', no: 2, text: '负责办公室机关后勤工作。' }
const catalogue = {
	id: 'catalogue',
	sections: [
		{ section: 'section1', name: '秘书一室', aliases: [], duties: [duty], tasks: [] },
		{ section: 'section2', name: '综合股', aliases: [], duties: [other], tasks: [] }
	]
} as unknown as Catalogue
const first = {
	section: 'section1',
	score: 0.8,
	confidence: '很可能' as const,
	because: [{ duty: 'd1', words: ['学校', '学生呕吐'] }]
}
const taught = { ...first, learned: [{ lesson: 'changed', words: ['学校食堂'] }] }
const second = {
	section: 'section2',
	score: 0.4,
	confidence: '存疑' as const,
	because: [{ duty: 'd2', words: ['食堂'] }]
}
const marks = (line: string): [number, number][] => (line === duty.text ? [[4, 8]] : [])

export const tried = '学校食堂多名学生呕吐'
export const verdicts = [
	new Suggested(catalogue, { candidates: [first, second], kept: false }, marks),
	new Suggested(catalogue, { candidates: [taught, second], kept: false }, marks),
	new Suggested(catalogue, { candidates: [second], kept: true }, marks),
	new Suggested(catalogue, { candidates: [], kept: true }, marks)
]

const holder = (section: string, share: number, holds = true) => ({
	section,
	holds,
	share,
	duties: [{ duty, places: [[4, 8]] as [number, number][] }],
	tasks: [],
	title: null
})
export const coverage: Coverage = {
	sections: [
		{ id: 'section1', name: '秘书一室' },
		{ id: 'section2', name: '综合股' },
		{ id: 'section3', name: '“放管服”改革和营商环境监督股' }
	],
	covered: [
		{ name: '教育', kind: 'field', state: 'one', holders: [holder('section1', 1)], near: null },
		{
			name: '接待',
			kind: 'function',
			state: 'shared',
			holders: [holder('section1', 1), holder('section2', 0.9), holder('section3', 0.2, false)],
			near: null
		},
		{
			name: '工业信息化',
			kind: 'field',
			state: 'mentioned',
			holders: [{ ...holder('section3', 1, false), tasks: ['协调通信保障。'], title: '信息科' }],
			near: null
		},
		{
			name: '退役军人',
			kind: 'field',
			state: 'nobody',
			holders: [],
			near: { name: '民政', sections: ['section1'] }
		},
		{ name: '海洋渔业', kind: 'field', state: 'nobody', holders: [], near: null }
	]
}

const move = (id: string, over: Partial<Move>): Move => ({
	past: { id, text: '学校食堂多名学生呕吐，已送医院。', held: 'section1' },
	from: { section: 'section1', duty, words: [] },
	to: { section: 'section2', duty: other, words: ['食堂'] },
	why: 'lineMoved',
	verdict: 'away',
	...over
})
export const moves = [
	move('m1', {}),
	move('m2', { verdict: 'home', why: 'gone' }),
	move('m3', { verdict: 'other', why: 'lineGone', to: { section: null, duty: null, words: [] } })
]
