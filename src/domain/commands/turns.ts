import type { Command, Context, Decided, Decision } from '../command'
import type { Leave } from '../events/leave'
import type { Swap } from '../events/swap'
import type { NoticeKind } from '../notice'
import type { Turn, TurnHow } from '../events/turn'
import type { Hindrance, Stretch } from '../roster/hindrance'
import type { Id, Key, Snapshot } from '../record'
import type { Instant } from '../instant'
import { made } from '../command'
import { leavesOf } from '../events/leave'
import { originalOf } from '../events/turn'
import { day } from '../instant'
import { refusal } from '../refusal'
import { handoverOf } from '../roster/handover'
import { hindrance } from '../roster/hindrance'
import { monthOf, monthsAround, needMonths, turnsOf } from '../roster/month'
import { hasBegun, onDuty, tookOver } from '../roster/onDuty'
import { absent } from './lookup'
import { tell } from './tell'

/** Longer than any rest between turns that an office may ask for. */
const MARGIN = 4 * day

/** What one looks at to say whether a turn can change hands: the turn, and all that run around it. */
export function needTurn(keys: Key[], id: Id, loaded: Snapshot): Turn | null {
	keys.push(`turns/${id}`, 'office/office')
	const turn = loaded.get('turns', id)
	if (turn) {
		needMonths(keys, monthsAround(turn.from, turn.to, MARGIN))
		keys.push(`people/${turn.person}`)
	}
	return turn
}

export function needPerson(keys: Key[], person: Id): void {
	keys.push(`people/${person}`, `subject/${leavesOf(person)}`)
}

/** The swap with its turns and its people. */
export function needSwap(id: Id, loaded: Snapshot): Key[] {
	const keys: Key[] = [`swaps/${id}`]
	const swap = loaded.get('swaps', id)
	if (swap) {
		needTurn(keys, swap.turn, loaded)
		if (swap.inReturn) needTurn(keys, swap.inReturn, loaded)
		needPerson(keys, swap.was)
		if (swap.to) needPerson(keys, swap.to)
	}
	return keys
}

/** The turns of the months around, everybody's. */
export function around(turn: { from: Instant; to: Instant }, snapshot: Snapshot): Turn[] {
	return turnsOf(snapshot, monthsAround(turn.from, turn.to, MARGIN))
}

/** What of a turn somebody would stand who has it from now on. */
export function leftOf(turn: Turn, now: Instant): Stretch {
	return { seat: turn.seat, from: hasBegun(turn, now) ? now : turn.from, to: turn.to }
}

/** Why a person cannot stand a turn. `but`: turns that they give away for it; `tired`: see hindrance. */
export function whyNot(
	person: Id,
	turn: Stretch,
	snapshot: Snapshot,
	but: readonly Id[] = [],
	tired = false
): Hindrance | null {
	const kept = snapshot.of(leavesOf(person))
	const leaves: Leave[] = []
	for (let i = 0; i < kept.length; i++) {
		const one = kept[i]!
		if (one.collection === 'leaves') leaves.push(one.record)
	}
	return hindrance({
		who: snapshot.get('people', person),
		stretch: turn,
		turns: around(turn, snapshot),
		leaves,
		office: snapshot.get('office', 'office'),
		but,
		tired
	})
}

/** The turn, where it is still somebody's (`whose`) and has not begun. */
export function toCome(
	id: Id,
	whose: Id | null,
	field: string,
	snapshot: Snapshot,
	{ host, now }: Context
): { turn: Turn } | { no: Decision } {
	const turn = snapshot.get('turns', id)
	if (!turn) return { no: absent(host, field, '班次') }
	if (turn.dropped) return { no: [refusal('state', field, '这一班已不在值班表上')] }
	if (hasBegun(turn, now)) {
		const words =
			turn.to <= now ? '这一班已经结束' : turn.from <= now ? '这一班已经开始' : '这一班已经签字接班'
		return { no: [refusal('state', field, words)] }
	}
	if (whose !== null && turn.person !== whose) return { no: [refusal('state', field, '这一班已经换了人')] }
	return { turn }
}

/** Has somebody told; not of what they did themselves. */
export function tellOther(
	to: Decided,
	command: { id: Id },
	actor: Id | null,
	person: Id | null,
	kind: NoticeKind,
	subject: Id,
	dueAt: Instant | null = null
): void {
	if (person !== actor) tell(to, command, person, kind, subject, dueAt)
}

/** Who leads the duty at an instant, as the roster has it. */
export function leadAt(t: Instant, snapshot: Snapshot): Id | null {
	const leads = around({ from: t, to: t + 1 }, snapshot).filter((turn) => turn.seat === 'lead')
	return onDuty(leads, t)[0]?.person ?? null
}

/** Somebody else has the turn from now on: what was being asked for it has lost its object. */
export function overtake(to: Decided, turn: Turn): void {
	if (!turn.ask) return
	const data = { swap: turn.ask, turn: turn.id, state: 'overtaken', answer: null, words: null } as const
	to.events.push({ kind: 'swap.ended', subject: turn.ask, data })
	to.cancelled.push(turn.ask)
}

/** Another person on a turn that has not begun; `via`: what brings them, null: the roster. */
export function changeTurn(
	to: Decided,
	turn: Turn,
	person: Id,
	how: TurnHow,
	{ swap = null, via = swap }: { swap?: Id | null; via?: Id | null }
): void {
	const data = { turn: turn.id, was: turn.person, person, original: originalOf(turn), how, swap, via }
	to.events.push({ kind: 'turn.changed', subject: turn.subject, data })
}

/** Its time has come, but nobody has signed for it: whoever stood before is still on duty, and relieved by a signature alone. */
export function isAwaited(turn: Turn, snapshot: Snapshot, now: Instant): boolean {
	const handover = handoverOf(snapshot.get('office', 'office')).seats
	if (!handover.includes(turn.seat) || turn.from > now || tookOver(turn, now)) return false
	return !onDuty(around(turn, snapshot), now, { handover }).some((t) => t.id === turn.id)
}

/** Another person on a turn from now on: all of it where it has not begun, else what is left of it, as a turn of its own. */
export function replace(
	to: Decided,
	command: Command,
	turn: Turn,
	person: Id,
	how: 'take' | 'assign',
	swap: Id,
	now: Instant
): void {
	if (now <= turn.from && !tookOver(turn, now)) {
		changeTurn(to, turn, person, how, { swap })
		return
	}
	to.events.push({
		kind: 'turn.ended',
		subject: turn.subject,
		data: { turn: turn.id, to: now, relieved: true }
	})
	// What was signed for before its time begins when it was to: rosters know it by that.
	const from = Math.max(now, turn.from)
	to.events.push({
		kind: 'turn.set',
		subject: monthOf(from),
		data: {
			turn: made(command, 2),
			seat: turn.seat,
			person,
			from,
			to: turn.to,
			place: turn.place ?? 0,
			original: originalOf(turn),
			roster: turn.roster ?? null,
			rest: { turn: turn.id, was: turn.person, how, swap, at: now }
		}
	})
}

export const nameOf = (person: Id | null, snapshot: Snapshot): string =>
	person === null ? '系统' : (snapshot.get('people', person)?.name ?? '（不在名单上）')

/** What an answer finds where it comes too late. */
export const endWord: Record<Swap['state'], string> = {
	asked: '还在等对方答复',
	offered: '还在等换班人答复',
	agreed: '双方已同意，在等带班领导',
	done: '已经换好了',
	declined: '对方没有同意',
	refused: '带班领导没有同意',
	withdrawn: '已经撤回',
	expired: '到开班时还没有答复，已作废',
	overtaken: '这一班已另有安排',
	undone: '已经撤销'
}
