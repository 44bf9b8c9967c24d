import type { Command, Context, Decided, Decision } from '../command'
import type { Swap } from '../events/swap'
import type { Turn } from '../events/turn'
import type { Id, Key, Snapshot } from '../record'
import { decided } from '../command'
import { EVERYBODY } from '../events/person'
import { refusal } from '../refusal'
import { turnWords } from '../roster/hindrance'
import { rulesOf } from '../roster/seats'
import { leadersOf } from './onNow'
import { changeTurn, endWord, leadAt, nameOf, overtake, tellOther, toCome, whyNot } from './turns'

/** What two people have in mind. */
export interface Terms {
	swap: Id
	was: Id
	to: Id
	turn: Id
	inReturn: Id | null
}

/** The swap where it is in one of these states. */
export function inState(
	id: Id,
	states: readonly Swap['state'][],
	snapshot: Snapshot,
	{ host }: Context
): { swap: Swap } | { no: Decision } {
	const swap = snapshot.get('swaps', id)
	if (!swap)
		return { no: host === 'phone' ? null : [refusal('notFound', 'swap', '没有这个换班，或您看不到它')] }
	if (!states.includes(swap.state)) return { no: [refusal('state', 'swap', endWord[swap.state])] }
	return { swap }
}

/** The turns of an exchange as they still are, each to go to somebody who can stand it. */
export function possible(
	{ was, to, turn: turnId, inReturn }: Terms,
	snapshot: Snapshot,
	context: Context
): { turn: Turn; back: Turn | null } | { no: Decision } {
	const there = toCome(turnId, was, 'turn', snapshot, context)
	if ('no' in there) return there
	const { turn } = there
	let back: Turn | null = null
	if (inReturn !== null) {
		const other = toCome(inReturn, to, 'inReturn', snapshot, context)
		if ('no' in other) return other
		back = other.turn
	}
	const given = back ? [turn.id, back.id] : [turn.id]
	const no = whyNot(to, turn, snapshot, given)
	if (no) return { no: [refusal(no.code, 'to', no.reason)] }
	const noBack = back && whyNot(was, back, snapshot, given)
	if (noBack) return { no: [refusal(noBack.code, 'inReturn', noBack.reason)] }
	return { turn, back }
}

/** The two are at one: done, or for a leader to say. */
export function agree(command: Command, terms: Terms, snapshot: Snapshot, context: Context): Decision {
	const found = possible(terms, snapshot, context)
	if ('no' in found) return found.no
	const { swap, to, inReturn, was } = terms
	const { turn } = found
	const rules = rulesOf(snapshot.get('office', 'office'))
	if (rules.consent === 'none') return carryOut(command, terms, found, null, snapshot, context)
	const done = decided({
		kind: 'swap.agreed',
		subject: swap,
		data: { swap, turn: turn.id, to, inReturn }
	})
	const me = context.actor.id
	tellOther(done, command, me, was, 'swapAnswered', swap)
	tellOther(done, command, me, to, 'swapAnswered', swap)
	const lead = leadOf(turn, [was, to], snapshot)
	const asked = lead === null ? leadersOf(snapshot).filter((p) => p !== was && p !== to) : [lead]
	for (const leader of asked) tellOther(done, command, me, leader, 'swapToApprove', swap, turn.from)
	return done
}

/** Who leads when a turn begins, and so consents to its swap; null: nobody does, or it is one of the two. */
function leadOf(turn: Turn, two: readonly (Id | null)[], snapshot: Snapshot): Id | null {
	const lead = leadAt(turn.from, snapshot)
	return two.includes(lead) ? null : lead
}

/** Adds whoever else may lead, where agreeing on a swap has to ask them. */
export function needLeaders(keys: Key[], swap: Swap, to: Id | null, loaded: Snapshot): void {
	const turn = loaded.get('turns', swap.turn)
	const known = turn !== null && loaded.of(turn.subject).length > 0
	if (known && leadOf(turn, [swap.was, to], loaded) === null) keys.push(`subject/${EVERYBODY}`)
}

/** Both turns change hands in one act. */
export function carryOut(
	command: Command,
	{ swap, was, to, inReturn }: Terms,
	{ turn, back }: { turn: Turn; back: Turn | null },
	approvedBy: Id | null,
	snapshot: Snapshot,
	{ actor }: Context
): Decided {
	const office = snapshot.get('office', 'office')
	const [wasName, toName] = [nameOf(was, snapshot), nameOf(to, snapshot)]
	const moves = [`${turnWords(turn, office)}由${wasName}换为${toName}`]
	if (back) moves.push(`${turnWords(back, office)}由${toName}换为${wasName}`)
	const consent = approvedBy === null ? '' : `（${nameOf(approvedBy, snapshot)}同意）`
	const words = `${back ? '换班' : '替班'}：${moves.join('，')}${consent}`
	const done = decided({
		kind: 'swap.done',
		subject: swap,
		data: { swap, turn: turn.id, to, inReturn, approvedBy, words }
	})
	done.cancelled.push(swap)
	changeTurn(done, turn, to, back ? 'swap' : 'standIn', { swap })
	if (back) {
		overtake(done, back)
		changeTurn(done, back, was, 'swap', { swap })
	}
	tellOther(done, command, actor.id, was, 'swapAnswered', swap)
	tellOther(done, command, actor.id, to, 'swapAnswered', swap)
	return done
}

/** It comes to nothing; whoever is concerned and did not say so is told. */
export function end(
	command: Command,
	swap: Swap,
	state: 'declined' | 'refused' | 'withdrawn' | 'expired',
	answer: string | null,
	{ actor }: Context
): Decided {
	const data = { swap: swap.id, turn: swap.turn, state, answer, words: null }
	const done = decided({ kind: 'swap.ended', subject: swap.id, data })
	done.cancelled.push(swap.id)
	tellOther(done, command, actor.id, swap.was, 'swapAnswered', swap.id)
	tellOther(done, command, actor.id, swap.to, 'swapAnswered', swap.id)
	return done
}
