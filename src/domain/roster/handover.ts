import type { Assignment } from '../events/assignment'
import type { Handover } from '../events/handover'
import type { Incident } from '../events/incident'
import type { Turn } from '../events/turn'
import type { Level, Seat } from '../event'
import type { Id } from '../record'
import { headline } from '../incident/headline'
import { hour, minute, type Instant } from '../instant'

/** 交接班, as an office has set it. `seats`: those that hand over by signature; none: turns change by the clock. */
export interface HandoverRules {
	seats: Seat[]
	/** So long after a turn's end without a signature the reliever and the leader are told. */
	lateMinutes: number
	/** 设备: what is looked at at each handover. */
	equipment: string[]
}

/** Until an office has its seats sign, turns change by the clock: else whoever never signs would seem to stay on. */
export const usualHandover: HandoverRules = {
	seats: [],
	lateMinutes: 10,
	equipment: ['值班电脑', '打印机、传真机', '视频会议终端', '对讲机', '门禁和监控', '值班钥匙']
}

export function handoverOf(office: { handover?: HandoverRules } | null): HandoverRules {
	return office?.handover ?? usualHandover
}

/** What is in hand at the handover, as it stood then. */
export interface OpenItem {
	incident: Id
	number: string | null
	text: string
	level: Level | null
	/** The section's name; null: the duty room. */
	holder: string | null
	state: '未交办' | '待签收' | '已签收'
	/** The clock that runs: the limit for 签收. */
	dueAt: Instant | null
}

/** 交代: something that the next one is to do; `since` is when it was first written. */
export interface Task {
	text: string
	since: Instant
}

export interface EquipmentCheck {
	name: string
	ok: boolean
	remark: string | null
}

/** 固定值班电话, tried before each handover. */
export interface PhoneTest {
	through: boolean
	at: Instant
	remark: string | null
}

/** 交接单: what the outgoing signs and the reliever takes on. */
export interface HandoverSheet {
	open: OpenItem[]
	equipment: EquipmentCheck[]
	phone: PhoneTest
	notes: string | null
	tasks: Task[]
	/** Of what was carried over, what has been done since. */
	done: Task[]
}

/** Null: it is no longer open, and so nothing to hand over. */
export function openItem(incident: Incident, assignment: Assignment | null): OpenItem | null {
	if (incident.state !== 'open') return null
	const waiting = assignment?.state === 'waiting'
	const taken = assignment?.state === 'acknowledged'
	return {
		incident: incident.id,
		number: incident.number,
		text: headline(incident.text),
		level: incident.level,
		holder: incident.section === null ? null : (assignment?.sectionName ?? null),
		state: waiting ? '待签收' : taken ? '已签收' : '未交办',
		dueAt: waiting ? assignment.dueAt : null
	}
}

/** Running clocks first, the soonest before the others; then what was there first. */
export function sheetOrder(a: OpenItem, b: OpenItem): number {
	return (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || (a.incident < b.incident ? -1 : 1) || 0
}

/** The tasks of the last sheet, as the next one has them: what is not done is carried, whoever writes it. */
export function carry(
	last: readonly Task[],
	done: readonly number[],
	fresh: readonly string[],
	now: Instant
): Pick<HandoverSheet, 'tasks' | 'done'> {
	const tasks: Task[] = []
	const finished: Task[] = []
	for (let i = 0; i < last.length; i++) (done.includes(i) ? finished : tasks).push(last[i]!)
	for (let i = 0; i < fresh.length; i++) tasks.push({ text: fresh[i]!, since: now })
	return { tasks, done: finished }
}

/** The turns of one place of a seat, one after another. */
export function placeOf(turns: readonly Turn[], of: Pick<Turn, 'seat' | 'place'>): Turn[] {
	const place = of.place ?? 0
	const own = turns.filter((t) => t.seat === of.seat && (t.place ?? 0) === place && !t.dropped)
	// What was taken over before it began to be stood has no length; nobody relieves anybody there.
	return own.filter((t) => t.to > t.from).sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
}

/** Who relieves a turn: the turn after it, whoever has it now. One that ended before anybody took it over is passed by. */
export function reliefOf(turns: readonly Turn[], turn: Turn): Turn | null {
	const own = placeOf(turns, turn)
	const at = own.findIndex((t) => t.id === turn.id)
	if (at < 0) return null
	for (let i = at + 1; i < own.length; i++) {
		const next = own[i]!
		const never = next.relievedAt === next.to && !next.tookOverAt
		if (!never) return next
	}
	return null
}

/** The sheet that was last written or taken on before a turn hands over: where carried tasks come from. */
export function lastSheet(turns: readonly Turn[], turn: Turn): Id | null {
	const own = placeOf(turns, turn)
	const at = own.findIndex((t) => t.id === turn.id)
	for (let i = at; i >= 0; i--) {
		// Nobody need have signed for it: what stands on it is known all the same.
		const last = (i < at && own[i]!.handed) || own[i]!.sheet
		if (last) return last
	}
	return null
}

/** Turns of these seats that are over and that nobody has signed for. */
export function unsigned(turns: readonly Turn[], seats: readonly Seat[], now: Instant): Turn[] {
	return turns.filter(
		(t) => seats.includes(t.seat) && !t.dropped && t.from < t.to && t.to <= now && !t.relievedAt
	)
}

/** One comes ten minutes early, not half a day (norms of duty rooms). */
export const EARLY = 2 * hour

/** When the reliever is on: when they signed by their own device, not before the sheet nor in the server's future. */
export function takenAt(signed: Instant, written: Instant, next: Turn, now: Instant): Instant {
	return next.tookOverAt ?? Math.min(now, Math.max(signed, Math.min(written, now)))
}

/** Somebody should have been relieved by now: the office's minutes are over and nobody has signed. */
export function isLate(turns: readonly Turn[], turn: Turn, { lateMinutes }: HandoverRules, now: Instant) {
	if (turn.relievedAt || turn.to + lateMinutes * minute > now) return null
	const next = reliefOf(turns, turn)
	if (!next || next.to <= now || next.tookOverAt || next.person === turn.person) return null
	return next
}

/** The next instant at which somebody may be late; null: no turn is known. */
export function nextLook(turns: readonly Turn[], rules: HandoverRules, now: Instant): Instant | null {
	let soonest: Instant | null = null
	for (let i = 0; i < turns.length; i++) {
		const { seat, to } = turns[i]!
		const due = to + rules.lateMinutes * minute
		if (rules.seats.includes(seat) && due > now && (soonest === null || due < soonest)) soonest = due
	}
	return soonest
}

/** It still waits for the reliever: not where the turn was taken over in another way, or is no longer the last. */
export function waits(handover: Handover, turns: readonly Turn[], now: Instant): Turn | null {
	if (handover.state !== 'given') return null
	const turn = turns.find((t) => t.id === handover.turn)
	const next = turn ? reliefOf(turns, turn) : null
	return next && next.to > now && !(turn!.relievedAt === turn!.to && turn!.to < handover.givenAt)
		? next
		: null
}
