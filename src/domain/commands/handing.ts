import * as v from 'valibot'
import type { Command, Context, Decided, Decision } from '../command'
import type { Assignment } from '../events/assignment'
import type { Handover } from '../events/handover'
import type { Turn } from '../events/turn'
import type { Id, Key, Snapshot } from '../record'
import { decided } from '../command'
import { refusal } from '../refusal'
import { officeTime, type Instant } from '../instant'
import { turnWords } from '../roster/hindrance'
import {
	carry,
	EARLY,
	handoverOf,
	lastSheet,
	openItem,
	reliefOf,
	sheetOrder,
	takenAt,
	type HandoverSheet,
	type OpenItem
} from '../roster/handover'
import { monthOf } from '../roster/month'
import { seatName } from '../roster/seats'
import { absent } from './lookup'
import { id, instant, line, maybe, words } from './schema'
import { around, nameOf, needTurn, tellOther } from './turns'

/** A task or a remark: a sentence or two. */
const short = (what: string) => line(what, 200)

/** What the outgoing says on the sheet; what is open is quoted by whoever decides. */
export const sheetSchema = v.strictObject({
	turn: id('班次'),
	/** Ids of what is still open: quoted as it stands by whoever decides. */
	open: v.pipe(v.array(id('事件')), v.maxLength(300, '未办结的超过 300 件，请先办结一些')),
	equipment: v.pipe(
		v.array(
			v.strictObject({
				name: line('设备名称', 20),
				ok: v.boolean('请选正常或异常'),
				remark: maybe(short('情况'))
			})
		),
		v.maxLength(30, '至多 30 项设备')
	),
	phone: v.strictObject({
		through: v.boolean('请选接通或未接通'),
		at: instant('测试时间'),
		remark: maybe(short('情况'))
	}),
	notes: maybe(words('请写明交代')),
	tasks: v.pipe(v.array(short('交代的事')), v.maxLength(50, '至多交代 50 件事')),
	done: v.array(v.pipe(v.number('序号应是数字'), v.integer('序号应是整数'), v.minValue(0, '序号不对')))
})
export type SheetArgs = v.InferOutput<typeof sheetSchema>

/** The turn, all around it, what is open, and the sheet before this one. */
export function needSheet(keys: Key[], { turn: turnId, open }: SheetArgs, loaded: Snapshot): void {
	const turn = needTurn(keys, turnId, loaded)
	for (let i = 0; i < open.length; i++) {
		keys.push(`incidents/${open[i]!}`)
		const assignment = loaded.get('incidents', open[i]!)?.assignment
		if (assignment) keys.push(`assignments/${assignment}`)
	}
	if (!turn) return
	if (turn.handed) keys.push(`handovers/${turn.handed}`)
	const turns = around(turn, loaded)
	const last = lastSheet(turns, turn)
	if (last) keys.push(`handovers/${last}`)
	const next = reliefOf(turns, turn)
	if (next) keys.push(`people/${next.person}`)
}

/** What stands against handing this turn over; `next` is who comes. */
export function canHand(
	turnId: Id,
	snapshot: Snapshot,
	{ host, now }: Context
): { turn: Turn; next: Turn } | { no: Decision } {
	const turn = snapshot.get('turns', turnId)
	if (!turn) return { no: absent(host, 'turn', '班次') }
	const state = (reason: string) => ({ no: [refusal('state', 'turn', reason)] })
	if (turn.dropped) return state('这一班已不在值班表上')
	const office = snapshot.get('office', 'office')
	if (!handoverOf(office).seats.includes(turn.seat))
		return state(`${seatName(office, turn.seat)}不用签字交接，到点自动换班`)
	if (turn.from > now) return state('这一班还没有开始，不能交班')
	if (turn.relievedAt && turn.relievedAt === turn.to && endedBefore(turn, snapshot))
		return state('这一班已经有人接替了，由接替的人交班')
	const next = reliefOf(around(turn, snapshot), turn)
	// A phone may lack the month that follows.
	if (!next) return host === 'phone' ? { no: null } : state('后面还没有排班，没有人接班')
	if (next.person === turn.person) return state('下一班还是您，不用交接')
	if (next.to <= now) return state('下一班也已经结束')
	return { turn, next }
}

/** Somebody took the rest of it over: that rest is a turn of its own. */
function endedBefore(turn: Turn, snapshot: Snapshot): boolean {
	return around(turn, snapshot).some(
		(t) => t.seat === turn.seat && t.tookOverAt === turn.to && t.original === turn.original
	)
}

/** The sheet as it is signed: what is open as it stands, what the last one left undone. */
export function sheetOf(
	args: SheetArgs,
	turn: Turn,
	snapshot: Snapshot,
	written: Instant
): HandoverSheet | Decision {
	for (let i = 0; i < args.equipment.length; i++) {
		const { name, ok, remark } = args.equipment[i]!
		if (!ok && !remark) return [refusal('shape', `equipment.${i}.remark`, `${name}异常，请写明情况`)]
	}
	if (!args.phone.through && !args.phone.remark)
		return [refusal('shape', 'phone.remark', '值班电话没有接通，请写明情况')]
	const open: OpenItem[] = []
	for (let i = 0; i < args.open.length; i++) {
		if (args.open.indexOf(args.open[i]!) < i) continue
		const incident = snapshot.get('incidents', args.open[i]!)
		const assignment: Assignment | null = incident?.assignment
			? snapshot.get('assignments', incident.assignment)
			: null
		const item = incident && openItem(incident, assignment)
		if (item) open.push(item)
	}
	const last = lastSheet(around(turn, snapshot), turn)
	const before = last ? (snapshot.get('handovers', last)?.sheet.tasks ?? []) : []
	return {
		open: open.sort(sheetOrder),
		equipment: args.equipment,
		phone: args.phone,
		notes: args.notes,
		...carry(before, args.done, args.tasks, written)
	}
}

/** The reliever is on: the turn that ends, the turn that begins, and a line in the logbook. */
export function takeOver(
	to: Decided,
	command: Command,
	{ turn, next }: { turn: Turn; next: Turn },
	by: { handover: Pick<Handover, 'id' | 'writtenAt' | 'sheet'> | null; reason: string | null },
	snapshot: Snapshot,
	{ now, actor }: Context
): Decision {
	const { handover, reason } = by
	const at = takenAt(command.at, handover?.writtenAt ?? command.at, next, now)
	if (at < next.from - EARLY)
		return [refusal('state', 'handover', `接班最早提前两小时，${officeTime(next.from - EARLY)} 以后再签`)]
	if (at >= next.to) return [refusal('state', 'handover', '您的这一班已经结束')]
	const office = snapshot.get('office', 'office')
	const what = handover
		? `未办结 ${handover.sheet.open.length} 件，交代 ${handover.sheet.tasks.length} 件`
		: `没有交接单。理由：${reason}`
	const said = `交接班：${turnWords(next, office)}，${nameOf(turn.person, snapshot)}交班，${nameOf(next.person, snapshot)} ${officeTime(at)} 接班；${what}`
	const id = handover?.id ?? null
	to.events.push({
		kind: 'handover.taken',
		subject: id ?? next.subject,
		data: {
			...{ handover: id, turn: turn.id, next: next.id, from: turn.person, to: next.person },
			...{ takenAt: at, reason, words: said }
		}
	})
	to.events.push({ kind: 'turn.relieved', subject: monthOf(turn.from), data: { turn: turn.id, at } })
	tellOther(to, command, actor.id, turn.person, 'handoverTaken', id ?? next.id)
	return to
}

/** Only who has the turn now takes it on. */
export function notMine(next: Turn, snapshot: Snapshot, { actor }: Context): Decision {
	if (next.person === actor.id) return null
	return [refusal('state', 'handover', `现在接班的是${nameOf(next.person, snapshot)}，由本人签字`)]
}

/** The sheet as a fact. */
export function givenBy(
	handover: Id,
	{ turn, next }: { turn: Turn; next: Turn },
	sheet: HandoverSheet,
	writtenAt: Instant,
	signed: boolean
): Decided {
	const { seat, person: from } = turn
	const data = { handover, turn: turn.id, seat, from, to: next.person, sheet, writtenAt, signed }
	return decided({ kind: 'handover.given', subject: handover, data })
}
