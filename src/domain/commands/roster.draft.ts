import * as v from 'valibot'
import { decided, made, rule } from '../command'
import { day, officeInstant } from '../instant'
import { refusal } from '../refusal'
import { absent, isAdmin } from './lookup'
import { id, instant, line, maybe } from './schema'

const MOST_DAYS = 100
const MOST_TURNS = 2_000
const LONGEST = 8 * day

const date = v.pipe(
	v.string('日期应写成 2026-11-24'),
	v.regex(/^20\d\d-\d\d-\d\d$/, '日期应写成 2026-11-24'),
	v.check((d) => !Number.isNaN(officeInstant(d, '00:00')), '没有这一天')
)

/** 值班表草稿 of a period, dates both inclusive: one record with its turns, seen by administrators. `roster`: the one it replaces. */
export const draftRoster = rule({
	name: 'roster.draft',
	schema: v.strictObject({
		roster: maybe(id('值班表')),
		from: date,
		to: date,
		turns: v.pipe(
			v.array(
				v.strictObject({
					seat: id('岗位'),
					place: v.pipe(v.number('位次不对'), v.integer('位次不对'), v.minValue(0), v.maxValue(8)),
					person: id('人员'),
					from: instant('起'),
					to: instant('止')
				})
			),
			v.maxLength(MOST_TURNS, `一张值班表至多 ${MOST_TURNS} 班`)
		),
		unmet: v.pipe(
			v.array(v.strictObject({ date, seat: id('岗位'), reason: line('原因', 300) })),
			v.maxLength(MOST_TURNS, '排不上的太多')
		),
		calendarNote: maybe(line('说明', 500))
	}),
	needs: ({ roster }) => (roster ? [`rosters/${roster}`] : []),
	mayI: (actor) => isAdmin(actor),
	decide(command, snapshot, { host }) {
		const { args } = command
		if (args.roster && !snapshot.get('rosters', args.roster)) return absent(host, 'roster', '值班表')
		const [start, end] = periodOf(args)
		if (end <= start) return [refusal('shape', 'to', '止早于起')]
		if (end - start > MOST_DAYS * day) return [refusal('shape', 'to', `一张值班表至多 ${MOST_DAYS} 天`)]
		for (let i = 0; i < args.turns.length; i++) {
			const { from, to } = args.turns[i]!
			if (to <= from) return [refusal('shape', `turns.${i}.to`, '止要晚于起')]
			if (to - from > LONGEST) return [refusal('shape', `turns.${i}.to`, '一班最长八天')]
			if (from < start || from >= end) return [refusal('shape', `turns.${i}.from`, '班次不在这张表的日期里')]
		}
		const roster = args.roster ?? made(command, 1)
		return decided({ kind: 'roster.drafted', subject: roster, data: { ...args, roster } })
	}
})

/** The first instant of a period, and the one after its last. */
export function periodOf({ from, to }: { from: string; to: string }): [number, number] {
	return [officeInstant(from, '00:00'), officeInstant(to, '00:00') + day]
}
