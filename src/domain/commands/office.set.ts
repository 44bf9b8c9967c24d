import * as v from 'valibot'
import { decided, rule } from '../command'
import { usualLimits } from '../events/office'
import { isAdmin } from './lookup'
import { line } from './schema'

const minutes = v.pipe(
	v.number('应是分钟数'),
	v.integer('应是整分钟'),
	v.minValue(1, '至少 1 分钟'),
	v.maxValue(10_080, '至多一周')
)

/** 单位: its name, and within how many minutes a section is to sign. */
export const setOffice = rule({
	name: 'office.set',
	schema: v.strictObject({
		name: line('单位名称', 80),
		acknowledgeWithin: v.optional(v.strictObject({ incident: minutes, matter: minutes }), usualLimits)
	}),
	needs: () => [],
	mayI: (actor) => isAdmin(actor),
	decide: ({ args }) => decided({ kind: 'office.set', subject: 'office', data: args })
})
