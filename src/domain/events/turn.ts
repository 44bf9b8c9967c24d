import type { Base, Id } from '../record'
import type { DutyEvent, EventKind, EventOf, Seat } from '../event'
import type { Instant } from '../instant'
import type { Fold, Fresh } from './fold'
import { when } from '../event'

/** How somebody came to a turn that was another's: exchanged, stood in, taken over while it ran, given by an administrator, given back, moved by the roster. */
export type TurnHow = 'swap' | 'standIn' | 'take' | 'assign' | 'undo' | 'roster'

export interface TurnChange {
	at: Instant
	was: Id
	person: Id
	how: TurnHow
	by: Id | null
	/** What tells why: the swap. */
	swap: Id | null
}

/** 班次: who stands on which seat, from an instant to another (the end not included). Belongs to the month it begins in. */
export interface Turn extends Base {
	seat: Seat
	person: Id
	from: Instant
	to: Instant
	/** Which of the seat's places, from 0. This and what follows is absent on turns set before there were rosters. */
	place?: number
	/** Who had it when it was set or published. */
	original?: Id
	/** The roster that published it; null: set by itself. */
	roster?: Id | null
	/** Somebody else than the original stands it; `changes` tell why. */
	standIn?: boolean
	tookOverAt?: Instant | null
	relievedAt?: Instant | null
	/** The sheet by which whoever stands it took over, the one they have written for the next, and who was chased to relieve them. */
	sheet?: Id | null
	handed?: Id | null
	/** True: whoever it was, of the time before this was kept. */
	chased?: Id | true
	/** The swap that is being asked for. */
	ask?: Id | null
	/** The swap that brought whoever stands it; null: the roster did. */
	via?: Id | null
	/** Whose it was before, first to last. */
	changes?: TurnChange[]
	/** The roster was published again without it: nobody sees it any more. */
	dropped?: true
}

/** Who had the turn when it was set. */
export const originalOf = (turn: Turn): Id => turn.original ?? turn.person

function set(event: EventOf<'turn.set'>): Fresh<'turns'> {
	const { turn: id, seat, person, from, to, place, original, roster, rest } = event.data
	const fresh: Fresh<'turns'> = { id, subject: event.subject, audience: ['office'], seat, person, from, to }
	if (place === undefined) return fresh // of the time before rosters
	fresh.place = place
	fresh.original = original ?? person
	fresh.roster = roster ?? null
	fresh.standIn = fresh.original !== person
	fresh.tookOverAt = rest ? (rest.at ?? from) : null
	fresh.relievedAt = null
	fresh.ask = null
	fresh.via = rest ? rest.swap : null
	fresh.changes = rest
		? [{ at: when(event), was: rest.was, person, how: rest.how, by: event.actor, swap: rest.swap }]
		: []
	return fresh
}

function changed(event: EventOf<'turn.changed'>, record: Turn): Partial<Turn> {
	const { was, person, original, how, swap, via } = event.data
	const change = { at: when(event), was, person, how, by: event.actor, swap }
	const changes = was === person ? (record.changes ?? []) : [...(record.changes ?? []), change]
	return { person, original, standIn: person !== original, via, changes }
}

function ended({ to, relieved }: EventOf<'turn.ended'>['data'], record: Turn): Partial<Turn> {
	if (!relieved) return { to }
	// Signed for and given on before its time: it was stood from the signature on.
	const early = to <= record.from && record.tookOverAt
	return { ...(early ? { from: early } : {}), to, relievedAt: to }
}

const kinds = [
	'turn.set',
	'turn.changed',
	'turn.ended',
	'turn.dropped',
	'turn.relieved',
	'swap.asked',
	'swap.ended',
	'swap.done',
	'handover.given',
	'handover.withdrawn',
	'handover.taken',
	'handover.late'
] as const satisfies EventKind[]
type OfTurn = EventOf<(typeof kinds)[number]>

export const turn: Fold<'turns'> = {
	collection: 'turns',
	on: kinds,
	// Taking over writes the turn that begins; the one that ends has an event of its own.
	id: (event) => (event.kind === 'handover.taken' ? event.data.next : (event as OfTurn).data.turn),
	make: (event) => (event.kind === 'turn.set' ? set(event) : null),
	change(event: DutyEvent, record) {
		switch (event.kind) {
			case 'turn.set':
				return set(event)
			case 'turn.changed':
				return changed(event, record)
			case 'turn.ended':
				return ended(event.data, record)
			case 'turn.dropped':
				return { audience: [], dropped: true, ask: null }
			case 'turn.relieved':
				return { relievedAt: event.data.at }
			case 'handover.given':
				return { handed: event.data.handover }
			case 'handover.withdrawn':
				return { handed: null }
			case 'handover.taken':
				return { tookOverAt: event.data.takenAt, sheet: event.data.handover ?? record.sheet ?? null }
			case 'handover.late':
				return { chased: event.data.person ?? true }
			case 'swap.asked':
				return { ask: event.data.swap }
			case 'swap.ended':
			case 'swap.done':
				return record.ask === event.data.swap ? { ask: null } : null
			default:
				return null
		}
	}
}
