import type { CallTask } from '$domain/events/callTask'
import type { Asked, Chase } from '$domain/events/chase'
import type { Contact } from '$domain/events/contact'
import type { Entry } from '$domain/events/entry'
import type { Policy } from '$domain/escalation/policy'
import type { Callee, Calling } from '$lib/records/calls'
import { day, minute } from '$domain/instant'
import { entry, incident, long, now } from './samples'

const any: Policy['when'] = {
	kinds: null,
	categories: null,
	levels: null,
	sensitive: null,
	from: null,
	to: null
}
const once = { need: 'any', channels: null, repeat: 0, every: 5 } as const
export const policy: Policy = {
	id: 'night',
	name: '夜间突发事件',
	when: { ...any, kinds: ['incident'], levels: [1, 2, null], from: '22:00', to: '06:00' },
	steps: [
		{ ...once, after: 0, whom: ['a', 'b'], need: 'each', repeat: 2, every: 3 },
		{ ...once, after: 2, whom: ['call'], channels: ['app', 'push'] },
		{ ...once, after: 5, whom: ['lead', 'officer'] },
		{ ...once, after: 5, whom: ['leads'] }
	],
	forgotten: 60,
	most: 6
}
export const short: Policy = {
	id: 'all',
	name: long.slice(0, 20),
	when: any,
	steps: [{ ...once, after: 120, whom: ['a'] }],
	forgotten: null,
	most: 1
}

const base = { subject: 'sample', audience: [], formerly: [] }
const asked = (over: Partial<Asked>): Asked => ({
	at: now - 11 * minute,
	step: 0,
	whom: ['a', 'b'],
	persons: ['p1', 'p2'],
	again: false,
	nobody: false,
	...over
})
export const chase = (over: Partial<Chase>): Chase => ({
	...base,
	id: 'chase',
	incident: 'sample',
	assignment: 'sample',
	section: 'section1',
	policy,
	state: 'waiting',
	began: 'sample',
	step: 2,
	stepAt: now - 4 * minute,
	said: 1,
	nextAt: now + 3 * minute,
	must: [],
	asked: [asked({}), asked({ at: now - 4 * minute, step: 1, whom: ['call'], persons: [] })],
	answered: [],
	alarmedAt: null,
	forgottenAt: null,
	forgotten: 0,
	...over
})
export const each = chase({ must: ['p1', 'p2'], answered: [{ person: 'p1', at: now - 2 * minute }] })
export const alarmed = chase({
	state: 'alarmed',
	step: 4,
	nextAt: null,
	alarmedAt: now - minute,
	asked: [
		asked({ at: now - 20 * minute }),
		asked({ at: now - 17 * minute, again: true }),
		asked({ at: now - 9 * minute, step: 2, whom: ['lead'], persons: [], nobody: true }),
		asked({ at: now - 9 * minute, step: 3, whom: ['leads'], persons: ['p3', 'p4'] })
	]
})
export const answered = chase({
	state: 'answered',
	nextAt: null,
	answered: [{ person: 'p2', at: now - minute }]
})

const tryLine = (ago: number, text: string): Entry =>
	entry({ kind: 'notice.tried', by: null, at: now - ago, receivedAt: now - ago, text })
export const tried = [
	tryLine(10 * minute, '推送已送达 值班员甲'),
	tryLine(8 * minute, '钉钉 值班员乙'),
	tryLine(7 * minute, '推送没有送到 值班员乙：设备已失效')
]

export const task = (over: Partial<CallTask>): CallTask => ({
	...base,
	id: 'task',
	incident: 'sample',
	assignment: 'sample',
	section: 'section1',
	sectionName: '秘书一室',
	persons: ['p1', 'p2'],
	askedAt: now - 4 * minute,
	state: 'open',
	calls: [],
	toldAt: null,
	...over
})
const missed = { by: 'p5', at: now - 2 * minute, person: 'p1', outcome: '未接' as const }
export const calls = task({ calls: [missed] })

const contact = (person: string, over: Partial<Contact> = {}): Contact => ({
	...base,
	id: `${person}c`,
	person,
	phone: '0000-8800023',
	testedAt: now - 2 * day,
	testedBy: 'p5',
	outcome: '接通',
	...over
})
const callee = (over: Partial<Callee>): Callee => ({
	person: 'p1',
	letter: 'A',
	contact: contact('p1'),
	last: null,
	...over
})
const other = callee({ person: 'p2', letter: 'B', contact: contact('p2', { testedAt: null, outcome: null }) })
export const calling = (over: Partial<Calling>): Calling => ({
	task: task({}),
	incident: incident({}),
	callees: [callee({}), other],
	alarmed: false,
	ahead: false,
	...over
})
export const callings: Calling[] = [
	calling({}),
	calling({ task: calls, callees: [other, callee({ last: missed })], ahead: true, alarmed: true }),
	calling({
		incident: incident({ text: long }),
		callees: [callee({ contact: null }), callee({ person: 'p2', letter: null, contact: null })]
	}),
	calling({ task: task({ persons: [] }), callees: [] })
]
