import type { Assignment } from '$domain/events/assignment'
import type { Incident } from '$domain/events/incident'
import type { Section } from '$domain/events/section'
import type { Entry } from '$domain/events/entry'
import { minute, officeInstant } from '$domain/instant'

/** A moment in a night, always the same: pictures of this page can be compared. */
export const now = officeInstant('2026-11-22', '02:52')

export const long =
	'石岭乡石岭村后山突发山体滑坡冲毁民房三间两名村民失联乡里已组织搜救正在转移坡下二十余户群众道路中断通信时断时续请求增援大型机械和照明设备'

let count = 0
export function incident(over: Partial<Incident>): Incident {
	const id = `sample${++count}`
	return {
		id,
		subject: id,
		audience: ['duty'],
		formerly: [],
		number: '2026-1122-03',
		kind: 'incident',
		text: '北山镇后山滑坡，压塌民房两间，两人失联。',
		occurredAt: null,
		place: null,
		category: null,
		level: null,
		state: 'open',
		section: null,
		assignment: null,
		by: null,
		at: now - 38 * minute,
		receivedAt: now - 38 * minute,
		changedAt: now - 38 * minute,
		amended: 0,
		suggestion: null,
		prepared: null,
		sectionGone: false,
		result: null,
		closedAt: null,
		...over
	} as Incident
}

export function assignment(over: Partial<Assignment>): Assignment {
	const id = `sample${++count}`
	return {
		id,
		subject: 'sample1',
		audience: ['duty'],
		formerly: [],
		incident: 'sample1',
		section: 'section1',
		sectionName: '秘书一室',
		state: 'waiting',
		how: 'accepted',
		duties: [],
		superseded: false,
		madeBy: null,
		madeAt: now - 30 * minute,
		dueAt: null,
		overdueAt: null,
		acknowledgedBy: null,
		acknowledgedAt: null,
		endedBy: null,
		endedAt: null,
		reason: null,
		...over
	} as Assignment
}

const section = (order: number, name: string, aliases: string[] = []): Section =>
	({ id: `section${order}`, subject: `section${order}`, order, name, aliases }) as unknown as Section

export const sections = [
	section(1, '秘书一室'),
	section(2, '总值班室', ['政府应急值守中心', '信息科']),
	section(3, '政务公开和电子政务管理科（市政府信息公开工作领导小组办公室）')
]

export const entry = (over: Partial<Entry>): Entry =>
	({
		id: `sample${++count}`,
		subject: 'sample1',
		incident: 'sample1',
		by: 'person1',
		at: now,
		receivedAt: now,
		ahead: false,
		text: null,
		section: null,
		sectionName: null,
		toName: null,
		changes: null,
		before: null,
		...over
	}) as Entry

export const entries = [
	entry({
		kind: 'incident.logged',
		at: now - 38 * minute,
		receivedAt: now - 38 * minute,
		text: '后山滑坡，压塌民房两间，两人失联。',
		sectionName: '秘书一室'
	}),
	entry({ kind: 'assignment.overdue', by: null, receivedAt: now - 28 * minute, sectionName: '秘书一室' }),
	entry({
		kind: 'chase.asked',
		by: null,
		receivedAt: now - 26 * minute,
		text: '请值班员打电话'
	}),
	entry({ kind: 'notice.tried', by: null, receivedAt: now - 25 * minute, text: '推送已送达 值班员甲' }),
	entry({ kind: 'callTask.reported', receivedAt: now - 24 * minute, text: '电话 值班员甲 未接' }),
	entry({ kind: 'chase.alarmed', by: null, receivedAt: now - 20 * minute, text: '各步都走完了，没有人应答' }),
	entry({ kind: 'incident.noted', receivedAt: null, ahead: true, text: long })
]
