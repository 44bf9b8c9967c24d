import type { Outgoing } from '$lib/outbox/store'
import { officeTime } from '$domain/instant'

const words: Record<string, string> = {
	'incident.log': '记一条',
	'incident.amend': '更正',
	'incident.note': '补记',
	'incident.close': '办结',
	'incident.reopen': '重新打开',
	'incident.assign': '交办',
	'assignment.acknowledge': '签收',
	'assignment.return': '退回',
	'assignment.transfer': '转办',
	'attachment.add': '附件',
	'call.report': '电话催办',
	'contact.tested': '号码测试',
	'handover.give': '交班',
	'handover.take': '接班',
	'handover.without': '接班',
	'handover.withdraw': '撤回交接单',
	'handover.rules': '交接班规则',
	'lesson.propose': '提议更正',
	'lesson.accept': '采纳提议',
	'lesson.refuse': '不采纳提议',
	'lesson.undo': '撤销学到的',
	'log.write': '值班日志',
	'office.set': '单位设置',
	'catalogue.adopt': '采用职责目录',
	'person.set': '人员',
	'policies.set': '催办规则',
	'section.staff': 'AB 角',
	'turn.set': '排班',
	'turn.take': '接替',
	'turn.assign': '改派',
	'duty.rules': '岗位和换班规则',
	'roster.draft': '值班表草稿',
	'roster.publish': '公布值班表',
	'swap.ask': '换班',
	'swap.accept': '答应换班',
	'swap.decline': '不换班',
	'swap.withdraw': '撤回换班',
	'swap.approve': '同意换班',
	'swap.refuse': '不同意换班',
	'swap.undo': '撤销换班',
	'leave.set': '休假外出',
	'leave.cancel': '销假'
}

/** What the person did, in one word. */
export const wordOf = (entry: Outgoing): string => words[entry.command.name] ?? '其他操作'

/** What the person wrote; '' where it was a tap. */
export function textOf(entry: Outgoing): string {
	const args = entry.command.args as Record<string, unknown>
	for (const field of ['text', 'result', 'reason', 'name'])
		if (typeof args[field] === 'string') return args[field]
	return ''
}

/** All that was written and is only here, as one message. */
export function message(entries: readonly Outgoing[]): string {
	return entries
		.filter((entry) => textOf(entry) !== '')
		.map((entry) => `${officeTime(entry.command.at)} ${wordOf(entry)}：${textOf(entry)}`)
		.join('\n')
}

/** Waiting so long without the server, a report had better go another way. Milliseconds. */
const PATIENCE = 2 * 60_000

/** The network has stayed away, and something has waited since. `syncedAt`: when the server last answered. */
export function stuck(waiting: readonly Outgoing[], syncedAt: number | null, now: number): boolean {
	const oldest = Math.min(...waiting.map((entry) => entry.addedAt))
	return waiting.length > 0 && now - Math.max(oldest, syncedAt ?? 0) > PATIENCE
}

export const canBeWrittenAgain = (entry: Outgoing): boolean =>
	['incident.log', 'log.write'].includes(entry.command.name)

/** A refused report as a draft again; the refused entry stays until the new one is kept. */
export function draftOf(entry: Outgoing): Record<string, unknown> {
	const args = entry.command.args as Record<string, unknown>
	const kind = entry.command.name === 'log.write' ? 'log' : args['kind']
	const { text, place, category, level, occurredAt } = args
	return {
		kind,
		text,
		place: place ?? '',
		category: category ?? null,
		level: level ?? null,
		occurredAt: occurredAt ?? null,
		chosen: undefined,
		retryOf: entry.id
	}
}
