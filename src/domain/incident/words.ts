import type { Entry } from '../events/entry'
import type { Assignment } from '../events/assignment'
import type { Incident } from '../events/incident'
import type { Level, Particulars } from '../event'
import { day, minute, officeDate, officeTime, officeWeekday, type Instant } from '../instant'

export const levelWord: Record<Level, string> = { 1: '特别重大', 2: '重大', 3: '较大', 4: '一般' }

export function levelOf(incident: Pick<Incident, 'kind' | 'level'>): string {
	if (incident.kind === 'matter') return '事项'
	return incident.level === null ? '未定' : levelWord[incident.level]
}

export const assignmentWord: Record<Assignment['state'], string> = {
	waiting: '待签收',
	acknowledged: '已签收',
	returned: '已退回',
	transferred: '已转办',
	closed: '已办结'
}

/** What an entry is, in one or two words. */
export const entryWord: Partial<Record<Entry['kind'], string>> = {
	'incident.logged': '记录',
	'incident.amended': '更正',
	'incident.noted': '补记',
	'incident.closed': '办结',
	'incident.reopened': '重新打开',
	'assignment.made': '交办',
	'assignment.acknowledged': '签收',
	'assignment.returned': '退回',
	'assignment.transferred': '转办',
	'assignment.overdue': '超时未签收',
	'attachment.added': '附件',
	'chase.began': '催办',
	'chase.asked': '催办',
	'chase.alarmed': '无人应答',
	'chase.settled': '催办',
	'chase.forgotten': '催办',
	'callTask.reported': '电话催办',
	'notice.tried': '通知',
	'log.written': '日志',
	'swap.done': '换班',
	'swap.ended': '换班',
	'swap.made': '替班',
	'roster.published': '排班',
	'handover.taken': '交接班',
	'leave.set': '外出报备'
}

export const particularWord: Record<keyof Particulars, string> = {
	kind: '类型',
	text: '情况',
	occurredAt: '事发时间',
	place: '地点',
	category: '类别',
	level: '级别'
}

/** A particular's value as it is read. */
export function particular(field: keyof Particulars, value: unknown): string {
	if (value === null || value === undefined) return '未定'
	if (field === 'level') return levelWord[value as Level]
	if (field === 'kind') return value === 'incident' ? '突发事件' : '一般事项'
	if (field === 'occurredAt') return moment(value as Instant)
	return String(value)
}

/** 11-22 02:14 */
export function moment(t: Instant): string {
	return `${officeDate(t).slice(5)} ${officeTime(t)}`
}

/** 02:14 today, else with the day. */
export function shortMoment(t: Instant, now: Instant): string {
	return officeDate(t) === officeDate(now) ? officeTime(t) : moment(t)
}

/** 今日 08:30, 明日 08:30, 昨日 17:00, else with the date. */
export function dayMoment(t: Instant, now: Instant): string {
	const named = {
		[officeDate(now)]: '今日',
		[officeDate(now + day)]: '明日',
		[officeDate(now - day)]: '昨日'
	}
	const word = named[officeDate(t)]
	return word ? `${word} ${officeTime(t)}` : moment(t)
}

/** A day above what happened on it: 今天, 昨天, 11 月 20 日 星期五, with the year where it is another. */
export function dayTitle(t: Instant, now: Instant): string {
	const date = officeDate(t)
	if (date === officeDate(now)) return '今天'
	if (date === officeDate(now - day)) return '昨天'
	const [year, month, number] = date.split('-').map(Number)
	const named = `${month} 月 ${number} 日 星期${'日一二三四五六'[officeWeekday(t)]}`
	return date.slice(0, 4) === officeDate(now).slice(0, 4) ? named : `${year} 年 ${named}`
}

/** How long something took or has been going on: 不到 1 分, 25 分, 3 小时 5 分, 2 天 4 小时. */
export function span(ms: number): string {
	const minutes = Math.floor(Math.max(0, ms) / minute)
	if (minutes < 1) return '不到 1 分'
	if (minutes < 60) return `${minutes} 分`
	const hours = Math.floor(minutes / 60)
	if (hours < 48) return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分`
	return hours % 24 === 0 ? `${hours / 24} 天` : `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`
}

/** Time left to a deadline: 剩 8 分, 剩 5 小时, 超时 6 分. */
export function remaining(dueAt: Instant, now: Instant): { late: boolean; words: string } {
	const late = now >= dueAt
	const minutes = Math.floor(Math.abs(dueAt - now) / minute)
	const span =
		minutes < 60
			? `${minutes} 分`
			: minutes < 2880
				? `${Math.floor(minutes / 60)} 小时`
				: `${Math.floor(minutes / 1440)} 天`
	return { late, words: `${late ? '超时' : '剩'} ${span}` }
}
