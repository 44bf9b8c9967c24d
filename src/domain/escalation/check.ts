import type { Category, IncidentKind, Level } from '../event'
import type { Policy, Step } from './policy'
import { refusal, type Refusal } from '../refusal'
import { fits, minuteOf } from './choose'

/** What an office may set. */
export const POLICIES_MOST = 20
export const STEPS_MOST = 8
export const REPEATS_MOST = 5
/** A day, in minutes: between two steps. */
export const AFTER_MOST = 1_440
export const FORGOTTEN_LEAST = 5
/** A week. */
export const FORGOTTEN_MOST = 10_080
/** How often one person is asked. */
export const ASKED_MOST = 12

const minutes = (n: number, least: number, most: number) => Number.isInteger(n) && n >= least && n <= most

/** What is wrong with an office's policies, all of it; `field` is the place, as 0.steps.2.after. */
export function checkPolicies(policies: readonly Policy[]): Refusal[] {
	if (policies.length === 0) return [refusal('shape', 'policies', '至少要有一条催办规则')]
	if (policies.length > POLICIES_MOST)
		return [refusal('shape', 'policies', `催办规则至多 ${POLICIES_MOST} 条`)]
	const wrong: Refusal[] = []
	for (let i = 0; i < policies.length; i++) wrong.push(...checkOne(policies[i]!, i, policies))
	return wrong.length > 0 ? wrong : checkCases(policies)
}

function checkOne(policy: Policy, i: number, all: readonly Policy[]): Refusal[] {
	const wrong: Refusal[] = []
	const no = (field: string, reason: string) =>
		void wrong.push(refusal('shape', `policies.${i}.${field}`, reason))
	if (!/^[a-z0-9]{2,12}$/.test(policy.id)) no('id', '编号应是 2–12 位小写字母或数字')
	if (all.findIndex((p) => p.id === policy.id) < i) no('id', `编号 ${policy.id} 重复`)
	if (policy.name.trim() === '') no('name', '请写明规则名称')
	const { kinds, categories, levels, from, to } = policy.when
	if (kinds?.length === 0 || categories?.length === 0 || levels?.length === 0)
		no('when', '一项都没选，这条规则永远用不上')
	if ((from === null) !== (to === null)) no('when.from', '时段要有起有止')
	else if (from !== null && from === to) no('when.from', '时段的起止不能相同')
	if (policy.steps.length === 0) no('steps', '至少要有一步')
	if (policy.steps.length > STEPS_MOST) no('steps', `至多 ${STEPS_MOST} 步`)
	if (!minutes(policy.most, 1, ASKED_MOST)) no('most', `每人催办次数应在 1–${ASKED_MOST} 之间`)
	if (policy.forgotten !== null && !minutes(policy.forgotten, FORGOTTEN_LEAST, FORGOTTEN_MOST))
		no('forgotten', '签收后多久没有进展再问，应在 5 分钟到一周之间')
	for (let s = 0; s < policy.steps.length; s++)
		for (const [field, reason] of checkStep(policy.steps[s]!, s)) no(`steps.${s}.${field}`, reason)
	return wrong
}

function checkStep(step: Step, s: number): [field: string, reason: string][] {
	const wrong: [string, string][] = []
	const nth = `第 ${s + 1} 步`
	const { after, whom, need, channels, repeat, every } = step
	if (whom.length === 0) wrong.push(['whom', `${nth}没有写催办谁`])
	if (new Set(whom).size < whom.length) wrong.push(['whom', `${nth}里有人写了两遍`])
	if (need === 'each' && !whom.includes('a') && !whom.includes('b'))
		wrong.push(['need', `${nth}没有 A 角、B 角，不能要求每人签收`])
	// Two steps at the same minute leave no time to answer the first.
	if (!minutes(after, s === 0 ? 0 : 1, AFTER_MOST))
		wrong.push(['after', s === 0 ? '第 1 步应在 0–1440 分钟之间' : `${nth}与上一步至少隔 1 分钟、至多一天`])
	if (!minutes(repeat, 0, REPEATS_MOST)) wrong.push(['repeat', `${nth}至多重复 ${REPEATS_MOST} 次`])
	if (repeat > 0 && !minutes(every, 1, AFTER_MOST))
		wrong.push(['every', `${nth}重复的间隔应在 1–1440 分钟之间`])
	if (channels !== null && channels.length === 0) wrong.push(['channels', `${nth}没有选通道`])
	if (channels !== null && new Set(channels).size < channels.length)
		wrong.push(['channels', `${nth}里有通道选了两遍`])
	return wrong
}

const KINDS: IncidentKind[] = ['incident', 'matter']
const CATEGORIES: (Category | null)[] = ['自然灾害', '事故灾难', '公共卫生事件', '社会安全事件', '其他', null]
const LEVELS: (Level | null)[] = [1, 2, 3, 4, null]

/** Every case there can be is tried: one that no policy takes, and policies that no case is left for. */
function checkCases(policies: readonly Policy[]): Refusal[] {
	const times = timesOf(policies)
	const used = new Set<number>()
	let missed: IncidentKind | null = null
	for (const kind of KINDS)
		for (const category of CATEGORIES)
			for (const level of LEVELS)
				for (const minute of times)
					for (const flag of [false, true]) {
						const at = { kind, category, level, minute, sensitive: () => flag }
						const first = policies.findIndex((p) => fits(p.when, at))
						if (first >= 0) used.add(first)
						else missed ??= kind
					}
	const wrong: Refusal[] = []
	for (let i = 0; i < policies.length; i++)
		if (!used.has(i))
			wrong.push(
				refusal(
					'shape',
					`policies.${i}.when`,
					`「${policies[i]!.name}」用不上：前面的规则已全部包括，请调整顺序`
				)
			)
	if (missed !== null) {
		const word = missed === 'incident' ? '突发事件' : '一般事项'
		wrong.push(refusal('shape', 'policies', `有的${word}没有规则可用，请在最后留一条不设条件的规则`))
	}
	return wrong
}

/** One time of day out of each stretch that the policies tell apart. */
function timesOf(policies: readonly Policy[]): number[] {
	const times = new Set([0])
	for (const { when } of policies) {
		if (when.from === null || when.to === null) continue
		times.add(minuteOf(when.from))
		times.add(minuteOf(when.to))
	}
	return [...times]
}
