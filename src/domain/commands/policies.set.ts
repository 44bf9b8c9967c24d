import * as v from 'valibot'
import type { Category, Level } from '../event'
import { decided, rule } from '../command'
import { checkPolicies } from '../escalation/check'
import { whoms } from '../escalation/policy'
import { POLICIES } from '../events/policies'
import { channels } from '../notice'
import { isAdmin } from './lookup'
import { category, kind, line } from './schema'

const whole = v.pipe(v.number('应是整数'), v.integer('应是整数'))
const time = v.pipe(v.string('时间应像 22:00'), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, '时间应像 22:00'))
const LEVELS: (Level | null)[] = [1, 2, 3, 4, null]
const level = v.custom<Level | null>((value) => LEVELS.includes(value as Level | null), '级别不对')

const policy = v.strictObject({
	id: v.string('缺少编号'),
	name: line('规则名称', 30),
	when: v.strictObject({
		kinds: v.nullable(v.array(kind)),
		categories: v.nullable(v.array(category as v.GenericSchema<Category>)),
		levels: v.nullable(v.array(level)),
		sensitive: v.nullable(v.boolean('请选是、否或不限')),
		from: v.nullable(time),
		to: v.nullable(time)
	}),
	steps: v.array(
		v.strictObject({
			after: whole,
			whom: v.array(v.picklist(whoms, '没有这种催办对象')),
			need: v.picklist(['any', 'each'], '请选任一人签收或每人签收'),
			channels: v.nullable(v.array(v.picklist(channels, '没有这种通道'))),
			repeat: whole,
			every: whole
		})
	),
	forgotten: v.nullable(whole),
	most: whole
})

/** 催办规则: who is asked when nobody signs, and when. What was handed over before keeps to those of its time. */
export const setPolicies = rule({
	name: 'policies.set',
	schema: v.strictObject({ policies: v.array(policy) }),
	needs: () => [],
	mayI: (actor) => isAdmin(actor),
	decide({ args }) {
		const wrong = checkPolicies(args.policies)
		if (wrong.length > 0) return wrong
		return decided({ kind: 'policies.set', subject: POLICIES, data: args })
	}
})
