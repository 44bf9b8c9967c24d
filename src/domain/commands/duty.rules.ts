import * as v from 'valibot'
import type { SeatSetting } from '../roster/seats'
import { decided, rule } from '../command'
import { refusal, type Refusal } from '../refusal'
import { KINDS } from '../roster/calendar'
import { dayNumber } from '../roster/dates'
import { patternOf } from '../roster/pattern'
import { isAdmin } from './lookup'
import { id, line, maybe } from './schema'

const whole = (what: string, least: number, most: number) =>
	v.pipe(
		v.number(`${what}应是数字`),
		v.integer(`${what}应是整数`),
		v.minValue(least, `${what}至少 ${least}`),
		v.maxValue(most, `${what}至多 ${most}`)
	)

const date = v.pipe(
	v.string('日期应写成 2026-11-24'),
	v.regex(/^20\d\d-\d\d-\d\d$/, '日期应写成 2026-11-24'),
	v.check((d) => Number.isFinite(dayNumber(d)), '没有这一天')
)
const kind = v.picklist(KINDS, '请选这一天算哪一类')

/** 名额、特殊时段、本单位的放假安排、免值、不同班、意愿. */
const plan = v.strictObject({
	quotas: v.pipe(
		v.array(v.strictObject({ section: id('科室'), heads: whole('名额', 0, 999) })),
		v.maxLength(200, '至多 200 个科室')
	),
	special: v.pipe(
		v.array(
			v.strictObject({
				name: line('特殊时段的名称', 20),
				from: date,
				to: date,
				seats: maybe(v.pipe(v.array(id('岗位')), v.minLength(1, '请选至少一个岗位'))),
				times: whole('几倍人手', 2, 4)
			})
		),
		v.maxLength(60, '至多 60 个特殊时段')
	),
	days: v.pipe(
		v.array(v.strictObject({ date, kind, name: maybe(line('名称', 10)), off: v.nullish(v.boolean()) })),
		v.maxLength(400, '至多 400 天')
	),
	exempt: v.pipe(
		v.array(
			v.strictObject({ person: id('人员'), what: v.picklist(['all', 'night', ...KINDS], '请选免值什么') })
		),
		v.maxLength(400, '至多 400 条')
	),
	pairs: v.boolean('AB 角只有是和否'),
	apart: v.optional(
		v.pipe(
			v.array(v.strictObject({ one: id('人员'), other: id('人员') })),
			v.maxLength(200, '不同班的至多 200 对')
		),
		[]
	),
	wishes: v.optional(
		v.pipe(
			v.array(
				v.strictObject({
					person: id('人员'),
					from: date,
					to: date,
					on: v.boolean('想值还是不想值，请选一样')
				})
			),
			v.maxLength(400, '意愿至多 400 条')
		),
		[]
	)
})

/** More cannot stand one seat at once: their places are numbered 0 to 8. */
const PLACES = 9

/** 岗位和换班规则: which seats there are, who may stand them and when, and who has to agree to a swap. */
export const setRules = rule({
	name: 'duty.rules',
	schema: v.strictObject({
		seats: v.pipe(
			v.array(
				v.strictObject({
					id: id('岗位编码'),
					name: line('岗位名称', 12),
					required: v.boolean('必须有人只有是和否'),
					roles: v.array(v.picklist(['admin', 'officer', 'leader'], '角色不对')),
					people: v.array(id('人员')),
					pattern: v.pipe(
						line('班制', 80),
						v.check(
							(word) => patternOf(word) !== null,
							'不认得这个班制，可写 08:30-08:30；季节另有时间的写成 08:30-08:30；6月1日至9月30日 08:00-08:00'
						)
					),
					places: whole('同时几人', 1, 9)
				})
			),
			v.minLength(1, '至少要有一个岗位'),
			v.maxLength(12, '至多 12 个岗位')
		),
		restHours: whole('两班间隔小时数', 0, 72),
		consent: v.picklist(['lead', 'none'], '请选换班由谁同意'),
		foot: v.optional(
			v.strictObject({
				phone: maybe(line('值班电话', 60)),
				fax: maybe(line('传真', 60)),
				asks: maybe(line('要求', 300))
			})
		),
		plan: v.optional(plan)
	}),
	needs: () => [],
	mayI: (actor) => isAdmin(actor),
	decide({ args }) {
		const { seats } = args
		for (const [i, seat] of seats.entries()) {
			const earlier = seats.slice(0, i)
			if (earlier.some((s) => s.id === seat.id || s.name === seat.name))
				return [refusal('shape', `seats.${i}.name`, `岗位“${seat.name}”重了`)]
		}
		const refused = args.plan ? contradictions(args.plan, seats) : []
		if (refused.length > 0) return refused
		return decided({ kind: 'duty.ruled', subject: 'office', data: args })
	}
})

function contradictions(rules: v.InferOutput<typeof plan>, seats: readonly SeatSetting[]): Refusal[] {
	const refused: Refusal[] = []
	const no = (field: string, reason: string) => void refused.push(refusal('shape', `plan.${field}`, reason))
	rules.special.forEach(({ from, to, seats: some, times }, i) => {
		if (to < from) no(`special.${i}.to`, '止早于起')
		for (const seat of seats) {
			if (some !== null && !some.includes(seat.id)) continue
			if (seat.places * times > PLACES)
				no(`special.${i}.times`, `${seat.name}平时 ${seat.places} 人，${times} 倍超过了 ${PLACES} 人`)
		}
	})
	const days = rules.days.map((d) => d.date)
	days.forEach((d, i) => {
		if (days.indexOf(d) < i) no(`days.${i}.date`, `${d} 写了两次`)
	})
	const sections = rules.quotas.map((q) => q.section)
	sections.forEach((s, i) => {
		if (sections.indexOf(s) < i) no(`quotas.${i}.section`, '这个科室写了两次')
	})
	rules.apart.forEach(({ one, other }, i) => {
		const earlier = rules.apart.slice(0, i)
		const both = (p: { one: string; other: string }) =>
			[p.one, p.other].includes(one) && [p.one, p.other].includes(other)
		if (one === other) no(`apart.${i}.other`, '请选另一个人')
		else if (earlier.some(both)) no(`apart.${i}.other`, '这两个人写了两次')
	})
	rules.wishes.forEach(({ from, to }, i) => {
		if (to < from) no(`wishes.${i}.to`, '止早于起')
	})
	return refused
}
