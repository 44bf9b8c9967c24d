import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { isAdmin } from './lookup'
import { id, line, maybe } from './schema'

/** 人员: name, roles, sections, number and mail address of somebody who has an account. */
export const setPerson = rule({
	name: 'person.set',
	schema: v.strictObject({
		person: id('人员'),
		name: line('姓名', 40),
		title: maybe(line('职务', 40)),
		roles: v.array(v.picklist(['admin', 'officer', 'leader'], '角色不对')),
		sections: v.array(id('科室')),
		phone: maybe(
			v.pipe(v.string('请写明电话'), v.regex(/^\+?[0-9][0-9 -]{2,23}$/, '电话只能有数字、空格和短横'))
		),
		/** Absent: as it was, for older phones do not know it. */
		mail: v.optional(
			v.nullable(
				v.pipe(
					v.string('请写明邮箱'),
					v.maxLength(120, '邮箱太长'),
					v.regex(/^[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i, '邮箱的格式不对，如 zhiban@example.cn')
				)
			)
		),
		disabled: v.optional(v.boolean('停用只有是和否'), false)
	}),
	needs: ({ sections }) => sections.map((s) => `sections/${s}` as const),
	mayI: (actor) => isAdmin(actor),
	decide({ args }, snapshot, { host, actor }) {
		if (host === 'server' && args.sections.some((s) => !snapshot.get('sections', s)))
			return [refusal('notFound', 'sections', '没有这个科室')]
		if (args.person === actor.id && (args.disabled || !args.roles.includes('admin')))
			return [refusal('state', 'roles', '不能停用自己或取消自己的管理权限')]
		return decided({ kind: 'person.set', subject: args.person, data: args })
	}
})
