import type { Leave } from '../../domain/events/leave'
import type { Swap } from '../../domain/events/swap'
import type { Turn } from '../../domain/events/turn'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { View } from './view'
import { openStates } from '../../domain/events/swap'
import { hasBegun } from '../../domain/roster/onDuty'
import { mayStand, seatOf } from '../../domain/roster/seats'
import { maySayYes, ownToUndo, waitsFor } from '../../domain/roster/waits'

/** A swap whose turns are still to come, and what it is to the person who looks. */
export interface SwapItem {
	swap: Swap
	turn: Turn
	back: Turn | null
	/**
	 * mine: the person is one of the two, and waits; pool: they might take it; watch: an administrator may step in. Of those
	 * that are done: undo where the person may take it back, done where it is only theirs to see.
	 */
	part: 'answer' | 'offer' | 'approve' | 'pool' | 'mine' | 'watch' | 'undo' | 'done'
}

export async function openSwaps(view: View, person: Id, now: Instant): Promise<SwapItem[]> {
	const [me, all, office] = await Promise.all([
		view.get('people', person),
		view.all('swaps'),
		view.get('office', 'office')
	])
	const items: SwapItem[] = []
	for (const swap of all) {
		if (!openStates.includes(swap.state)) continue
		const turn = await view.get('turns', swap.turn)
		if (!turn || hasBegun(turn, now)) continue
		const back = swap.inReturn === null ? null : await view.get('turns', swap.inReturn)
		const own = swap.was === person || swap.to === person
		const pool =
			swap.state === 'asked' && swap.to === null && me !== null && mayStand(seatOf(office, turn.seat), me)
		const part =
			waitsFor(me, swap) ?? (own ? 'mine' : pool ? 'pool' : me?.roles.includes('admin') ? 'watch' : null)
		if (part) items.push({ swap, turn, back, part })
	}
	return items.sort((a, b) => a.turn.from - b.turn.from)
}

/** Swaps that were done and whose turns have not begun: what can still be taken back, as swap.undo has it. */
export async function doneSwaps(view: View, person: Id, now: Instant): Promise<SwapItem[]> {
	const [me, all] = await Promise.all([view.get('people', person), view.all('swaps')])
	if (!me) return []
	const items: SwapItem[] = []
	for (const swap of all) {
		if (swap.state !== 'done') continue
		const own = swap.was === person || swap.to === person
		const over = maySayYes({ ...me, id: person }, swap)
		if (!own && !over) continue
		const turn = await view.get('turns', swap.turn)
		const back = swap.inReturn === null ? null : await view.get('turns', swap.inReturn)
		const stands = (t: Turn | null) => t !== null && !t.dropped && t.via === swap.id && !hasBegun(t, now)
		if (!stands(turn) || (swap.inReturn !== null && !stands(back))) continue
		items.push({ swap, turn: turn!, back, part: over || ownToUndo(person, swap) ? 'undo' : 'done' })
	}
	return items.sort((a, b) => a.turn.from - b.turn.from)
}

/** Turns of a person that are not over, the next first. */
export async function turnsOf(view: View, person: Id, now: Instant): Promise<Turn[]> {
	const later = await view.local.table('turns').where('to').above(now).toArray()
	return later.filter((t) => t.person === person).sort((a, b) => a.from - b.from)
}

/** What is told of a turn that was another's: each change with the swap behind it, where the reader may see that. */
export async function storyOf(
	view: View,
	turn: Turn
): Promise<{ change: NonNullable<Turn['changes']>[number]; swap: Swap | null }[]> {
	return Promise.all(
		(turn.changes ?? []).map(async (change) => ({
			change,
			swap: change.swap === null ? null : await view.get('swaps', change.swap)
		}))
	)
}

/** Leaves that are not over, the next first, as far as this person may see them. */
export async function leavesToCome(view: View, now: Instant): Promise<Leave[]> {
	const all = await view.all('leaves')
	return all.filter((l) => !l.cancelled && l.to > now).sort((a, b) => a.from - b.from)
}

/** Turns that fall into their person's leave. */
export function clashesOf(leave: Leave, turns: readonly Turn[]): Turn[] {
	return turns.filter((t) => t.person === leave.person && t.from < leave.to && leave.from < t.to)
}
