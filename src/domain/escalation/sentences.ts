import type { Policy, Step, Whom } from './policy'
import { levelWord } from '../incident/words'
import { channelName } from '../notice'
import { whomWord } from './words'

/** Whom a step can name, as a rule is set: the same people, but the task by what is to be done. */
export const askWord: Record<Whom, string> = { ...whomWord, call: '电话催办' }

/** Who is told and who is asked to telephone: 通知 A 角、B 角，请值班室电话催办. */
export function whomWords(whom: readonly Whom[]): string {
	const told = whom.filter((w) => w !== 'call').map((w) => whomWord[w])
	const parts = told.length > 0 ? [`通知${space(told[0]!)}${told.join('、')}`] : []
	if (whom.includes('call')) parts.push(`请值班室${askWord.call}`)
	return parts.join('，') || '没有写催办谁'
}

/** Han and Latin are set apart, Han and Han are not. */
const space = (word: string) => (/^[A-Z]/.test(word) ? ' ' : '')

/** Minutes as they are said: 5 分钟, 2 小时, 1 天. */
export function minutesWords(minutes: number): string {
	if (minutes > 0 && minutes % 1440 === 0) return `${minutes / 1440} 天`
	return minutes > 0 && minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`
}

/** When a step comes, as it is read aloud; the first one counts from handing over. */
function afterWords(after: number, first: boolean): string {
	if (first) return after === 0 ? '一交办' : `交办 ${minutesWords(after)}后还没有签收`
	return `再过 ${minutesWords(after)}仍未签收`
}

/** A step in a sentence: 再过 5 分钟仍未签收：通知带班领导；没有回音隔 3 分钟再催，再催 2 次. */
export function stepWords(step: Step, first: boolean): string {
	const parts = [`${afterWords(step.after, first)}：${whomWords(step.whom)}`]
	if (step.channels !== null) parts.push(`走${step.channels.map((c) => channelName[c]).join('、')}`)
	if (step.need === 'each') parts.push('每人都要签收')
	if (step.repeat > 0) parts.push(`没有回音隔 ${minutesWords(step.every)}再催，再催 ${step.repeat} 次`)
	return parts.join('；')
}

/** What a policy is for: 突发事件 · 特别重大、重大 · 22:00–06:00 交办的. */
export function whenWords({ when }: Pick<Policy, 'when'>): string {
	const parts: string[] = []
	if (when.kinds !== null)
		parts.push(when.kinds.map((k) => (k === 'incident' ? '突发事件' : '一般事项')).join('、'))
	if (when.categories !== null) parts.push(when.categories.join('、'))
	if (when.levels !== null)
		parts.push(when.levels.map((l) => (l === null ? '级别未定' : levelWord[l])).join('、'))
	if (when.sensitive !== null) parts.push(when.sensitive ? '敏感的' : '不敏感的')
	if (when.from !== null && when.to !== null) parts.push(`${when.from}–${when.to} 交办的`)
	return parts.join(' · ') || '所有交办的事'
}

/** What comes besides the steps: how the forgotten are asked again, how often one person is asked at most. */
export function restWords({ forgotten, most }: Pick<Policy, 'forgotten' | 'most'>): string {
	const asked = forgotten === null ? '签收以后不再催问' : `签收后 ${minutesWords(forgotten)}没有进展，再问`
	return `${asked}；一个人至多催 ${most} 次`
}
