import type { Incident } from '../../domain/events/incident'
import type { Handover } from '../../domain/events/handover'
import type { SheetArgs } from '../../domain/commands/handing'
import type { Turn } from '../../domain/events/turn'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { View } from './view'
import {
	carry,
	handoverOf,
	lastSheet,
	openItem,
	reliefOf,
	sheetOrder,
	usualHandover,
	type HandoverRules,
	type HandoverSheet,
	type OpenItem,
	type Task
} from '../../domain/roster/handover'

/** What the screen 交接班 needs: my shift and who relieves me, and whom I relieve. */
export interface HandoverDesk {
	rules: HandoverRules
	/** A shift of mine that is to be handed over. */
	mine: { turn: Turn; next: Turn; given: Handover | null } | null
	/** A shift that I take on; without a sheet: nobody has written one yet. */
	coming: { turn: Turn; next: Turn; given: Handover | null } | null
	open: OpenItem[]
	/** Of the sheet by which I took over. */
	carried: Task[]
	/** Signed ones, the latest first. */
	signed: Handover[]
}

export const noHandover: HandoverDesk = {
	rules: usualHandover,
	mine: null,
	coming: null,
	open: [],
	carried: [],
	signed: []
}
const LATEST = 30

export async function handoverDesk(view: View, person: Id, now: Instant): Promise<HandoverDesk> {
	const office = await view.get('office', 'office')
	const rules = handoverOf(office)
	const [turns, given, taken] = await Promise.all([
		view.turnsAround(now),
		view.handoversIn('given'),
		view.handoversIn('taken')
	])
	const signed = taken.sort((a, b) => b.takenAt! - a.takenAt!).slice(0, LATEST)
	let mine: HandoverDesk['mine'] = null
	let coming: HandoverDesk['coming'] = null
	for (const turn of turns) {
		if (!rules.seats.includes(turn.seat) || turn.from > now || turn.dropped) continue
		const next = reliefOf(turns, turn)
		if (!next || next.to <= now || next.person === turn.person || next.sheet) continue
		// Relieved, and nobody took over: it changed by the clock, before its seat signed.
		if (turn.relievedAt && !next.tookOverAt) continue
		const sheet = given.find((h) => h.turn === turn.id) ?? null
		if (turn.person === person && (sheet || !turn.handed)) mine = { turn, next, given: sheet }
		// Whoever took over in an emergency may still sign the sheet that follows.
		if (next.person === person && (sheet || !next.tookOverAt)) coming = { turn, next, given: sheet }
	}
	const carried = mine ? await tasksBefore(view, turns, mine.turn) : []
	const open = mine ? await itemsOf(view, await view.openIncidents()) : []
	return { rules, mine, coming, open, carried, signed }
}

/** A sheet that lies on this device and has not gone up, as the server will have it: for the reliever to read. */
export async function sheetLeft(
	view: View,
	{ args, at }: { args: SheetArgs; at: Instant },
	now: Instant
): Promise<HandoverSheet> {
	const turns = await view.turnsAround(now)
	const turn = turns.find((t) => t.id === args.turn)
	const before = turn ? await tasksBefore(view, turns, turn) : []
	const incidents = await view.named('incidents', args.open)
	const { equipment, phone, notes } = args
	const open = await itemsOf(view, [...incidents.values()])
	return { open, equipment, phone, notes, ...carry(before, args.done, args.tasks, at) }
}

async function tasksBefore(view: View, turns: readonly Turn[], turn: Turn): Promise<Task[]> {
	const last = lastSheet(turns, turn)
	return last ? ((await view.get('handovers', last))?.sheet.tasks ?? []) : []
}

async function itemsOf(view: View, incidents: readonly Incident[]): Promise<OpenItem[]> {
	const assignments = await view.named(
		'assignments',
		incidents.flatMap((i) => i.assignment ?? [])
	)
	const items = incidents.flatMap((i) => openItem(i, assignments.get(i.assignment ?? '') ?? null) ?? [])
	return items.sort(sheetOrder)
}
