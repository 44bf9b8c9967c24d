import type { Asked } from '../events/chase'
import type { CallOutcome } from '../event'
import type { Id } from '../record'
import type { Whom } from './policy'
import { channelName, type Channel } from '../notice'
import { hour, minute } from '../instant'

export const whomWord: Record<Whom, string> = {
	a: 'A 角',
	b: 'B 角',
	officer: '当班值班员',
	lead: '带班领导',
	leads: '全体领导',
	call: '当班值班员'
}

type Named = (person: Id) => string
const names = (persons: readonly Id[], named: Named) => persons.map(named).join('、')

/** A step on the timeline, with the names as they were. `call`: whom to telephone, and who is to. */
export function askedWords(
	{ step, whom, persons, again, nobody }: Asked,
	call: { persons: readonly Id[]; by: readonly Id[] } | null,
	named: Named
): string {
	const parts: string[] = []
	const told = persons.filter((p) => !call?.by.includes(p))
	if (told.length > 0) parts.push(`${again ? '再次' : '已'}通知${names(told, named)}`)
	if (call) {
		const by = call.by.length > 0 ? names(call.by, named) : '值班室'
		parts.push(`请${by}${again ? '再次' : ''}电话催办${names(call.persons, named)}`)
	}
	if (nobody) parts.push(`${whom.map((w) => whomWord[w]).join('、')}无人可通知，转下一步`)
	return `第 ${step + 1} 步：${parts.join('，')}`
}

export function forgottenWords(minutes: number, persons: readonly Id[], named: Named): string {
	const since = minutes % 60 === 0 ? `${(minutes * minute) / hour} 小时` : `${minutes} 分钟`
	return `${since}没有进展，${persons.length > 0 ? `已提醒${names(persons, named)}` : '无人可提醒'}`
}

export function calledWords(person: string, outcome: CallOutcome): string {
	return outcome === '接通' ? `${person}接听，已电话告知` : `${person}电话${outcome}`
}

export function triedWords(
	person: string,
	channel: Channel,
	outcome: 'sent' | 'failed' | 'expired',
	detail: string
): string {
	// A push service may keep it for a phone that is off: that it was shown, the phone says itself.
	const taken = channel === 'push' && detail === '' ? '已发出' : '已送达'
	const what = { sent: taken, failed: '没有送达', expired: '过时未送' }[outcome]
	return `${channelName[channel]}${what} ${person}${outcome !== 'sent' && detail !== '' ? `：${detail}` : ''}`
}
