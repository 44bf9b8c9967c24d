import type { Id } from './record'
import { officeDate, officeTime, type Instant } from './instant'

/** By what a person is reached. `app`: the open app and the duty desk's alarm; all others are off until somebody sets them up. */
export const channels = ['app', 'push', 'wecom', 'dingtalk', 'feishu', 'sms', 'mail', 'webhook'] as const
export type Channel = (typeof channels)[number]

export const channelName: Record<Channel, string> = {
	app: '应用内提醒',
	push: '推送',
	wecom: '企业微信',
	dingtalk: '钉钉',
	feishu: '飞书',
	sms: '短信',
	mail: '邮件',
	webhook: '外部接口'
}

/** What a notice is about, as it is said where anybody may read it: on a locked screen, in a group, on the wire. */
export const noticeTitle = {
	assigned: '有 1 条待签收',
	overdue: '有 1 条超时未签收',
	forgotten: '有 1 条签收后没有进展',
	callTask: '有 1 条请电话催办',
	unreached: '有 1 条无人应答',
	returned: '有 1 条被退回',
	unassigned: '有 1 条待交办',
	closed: '有 1 条已办结',
	turnsPublished: '值班表已发布',
	turnMoved: '值班有变动',
	turnOnLeave: '有值班与请假相冲',
	swapAsked: '有 1 条换班待答复',
	swapAnswered: '换班有答复',
	swapToApprove: '有 1 条换班待批准',
	handoverGiven: '有 1 份交接单待签',
	handoverTaken: '交接班已签字',
	handoverLate: '到点还没有接班',
	rosterDue: '值班表待发布',
	channelTest: '通道测试，请点开确认'
} as const
export type NoticeKind = keyof typeof noticeTitle

/**
 * Somebody is to be told, once: by the first of the channels that takes it. Never carries content: what happened is read in
 * the app.
 */
export interface Notice {
	id: Id
	person: Id
	kind: NoticeKind
	/** Whose page it opens: an incident, a turn, a swap … */
	subject: Id
	dueAt: Instant | null
	/** What it hangs on, as a timer does: queued ones are withdrawn when this is cancelled. Null: nothing. */
	about: Id | null
	/** The incident's number where it is about one. */
	number: string | null
	/** In this order, each after the one before has failed; null: the office's usual order. */
	channels: readonly Channel[] | null
	/** The first word of an incident goes before whatever is queued, and is never bundled with others. */
	first: boolean
}

/** What goes out: number, kind and limit, nothing else (党政机关微信使用保密规定). At most 70 characters, so that it is one SMS. */
export function noticeWords({ kind, number, dueAt }: Pick<Notice, 'kind' | 'number' | 'dueAt'>): {
	title: string
	body: string
} {
	const parts: string[] = []
	if (number !== null) parts.push(`编号 ${number}`)
	if (dueAt !== null) parts.push(`时限 ${officeDate(dueAt).slice(5)} ${officeTime(dueAt)}`)
	return { title: noticeTitle[kind], body: parts.join(' · ') }
}
