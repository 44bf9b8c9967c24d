import type { Particulars } from '../event'
import type { Policies } from '../events/policies'
import type { Policy } from './policy'
import { day, hour, minute, type Instant } from '../instant'
import { intake } from '../intake/intake'
import { usualPolicies } from './usual'

export type Case = Pick<Particulars, 'kind' | 'category' | 'level' | 'text'>

/** Minutes since midnight of 22:00. */
export function minuteOf(time: string): number {
	return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** Minutes since the office's midnight. */
export function minuteAt(t: Instant): number {
	return Math.floor(((t + 8 * hour) % day) / minute)
}

/** Whether a time of day lies in [from, to), which may go past midnight. */
export function within(at: number, from: number, to: number): boolean {
	return from < to ? at >= from && at < to : at >= from || at < to
}

/** `sensitive` is asked for only where it matters: reading a text takes milliseconds. */
export function fits(
	{ kinds, categories, levels, sensitive, from, to }: Policy['when'],
	at: Pick<Case, 'kind' | 'category' | 'level'> & { minute: number; sensitive: () => boolean }
): boolean {
	if (kinds !== null && !kinds.includes(at.kind)) return false
	if (categories !== null && (at.category === null || !categories.includes(at.category))) return false
	if (levels !== null && !levels.includes(at.level)) return false
	if (from !== null && to !== null && !within(at.minute, minuteOf(from), minuteOf(to))) return false
	return sensitive === null || at.sensitive() === sensitive
}

let read = { text: '', sensitive: false }

/** 涉学校, 涉外 …: reported whatever the level. The last text's answer is remembered, for it is asked for several times. */
function isSensitive(text: string, now: Instant): boolean {
	if (read.text !== text) read = { text, sensitive: intake(text, now).sensitive.length > 0 }
	return read.sensitive
}

/** The last choice that did not hang on a text: most reports of a night are of one kind, and each asks twice. */
let chosen: {
	policies: readonly Policy[]
	of: Pick<Case, 'kind' | 'category' | 'level'>
	minute: number
	policy: Policy
} | null = null

/** How an incident that is handed over now is chased: by the first policy that fits. What an office saved leaves no case out. */
export function choosePolicy(own: Pick<Policies, 'policies'> | null, of: Case, now: Instant): Policy {
	const policies = own ? own.policies : usualPolicies
	const { kind, category, level, text } = of
	const minute = minuteAt(now)
	if (chosen !== null && chosen.policies === policies && chosen.minute === minute) {
		const last = chosen.of
		if (last.kind === kind && last.category === category && last.level === level) return chosen.policy
	}
	let read = false
	const sensitive = () => {
		read = true
		return isSensitive(text, now)
	}
	const policy = firstThatFits(policies, { kind, category, level, minute, sensitive })
	if (!read) chosen = { policies, of: { kind, category, level }, minute, policy }
	return policy
}

function firstThatFits(policies: readonly Policy[], at: Parameters<typeof fits>[1]): Policy {
	for (let i = 0; i < policies.length; i++) if (fits(policies[i]!.when, at)) return policies[i]!
	return usualPolicies.find((p) => p.when.from === null && p.when.kinds!.includes(at.kind))!
}
