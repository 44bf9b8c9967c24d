import type { Assignment } from '../../domain/events/assignment'
import type { Contact } from '../../domain/events/contact'
import type { Incident } from '../../domain/events/incident'
import type { Person } from '../../domain/events/person'
import type { Turn } from '../../domain/events/turn'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { View } from './view'

/** An incident with the assignment that has it in hand, and whether a part of it is still on this phone alone. */
export interface Item {
	incident: Incident
	assignment: Assignment | null
	ahead: boolean
}

/** Something that waits for the person who looks. */
export interface Waiting extends Item {
	why: '待签收' | '待交办' | '超时未签收' | '科室已撤'
	dueAt: Instant | null
}

export interface DeskItems {
	open: Item[]
	waiting: Waiting[]
	closed: Item[]
	/** Corrections that heads propose and an administrator has not answered; 0 for everybody else. */
	proposals: number
}

export const nothing: DeskItems = { open: [], waiting: [], closed: [], proposals: 0 }
const CLOSED = 5

/** What is on the desk: what waits for me (most urgent first), what is in hand (latest first), what was closed last. */
export async function desk(view: View, person: Id): Promise<DeskItems> {
	const [me, inHand, done, abolished] = await Promise.all([
		view.get('people', person),
		view.openIncidents(),
		view.closedIncidents(CLOSED),
		abolishedSections(view)
	])
	const latestFirst = (a: Incident, b: Incident) => b.changedAt - a.changedAt
	const isAdmin = me?.roles.includes('admin') ?? false
	const [open, closed, proposed] = await Promise.all([
		itemsOf(view, inHand.sort(latestFirst)),
		itemsOf(view, done.sort(latestFirst).slice(0, CLOSED)),
		isAdmin ? view.lessonsIn('proposed') : []
	])
	const waiting = open.flatMap((i) => waitingFor(me, i, abolished))
	waiting.sort((a, b) => (a.dueAt ?? a.incident.changedAt) - (b.dueAt ?? b.incident.changedAt))
	return { open, waiting, closed, proposals: proposed.length }
}

/** Each incident with what the list shows beside it. */
export async function itemsOf(view: View, incidents: readonly Incident[]): Promise<Item[]> {
	const assignments = await view.named(
		'assignments',
		incidents.flatMap((i) => i.assignment ?? [])
	)
	return incidents.map((incident) => ({
		incident,
		assignment: assignments.get(incident.assignment ?? '') ?? null,
		ahead: view.isAhead('incidents', incident.id)
	}))
}

/** Sections that the catalogue in force has no more. */
async function abolishedSections(view: View): Promise<Set<Id>> {
	const sections = await view.all('sections')
	return new Set(sections.filter((s) => s.order === null).map((s) => s.id))
}

/** What sections have in hand, the longest untouched first; none named: those that the catalogue in force has no more. */
export async function heldBy(view: View, named: ReadonlySet<Id> | null = null): Promise<Item[]> {
	const sections = named ?? (await abolishedSections(view))
	if (sections.size === 0) return []
	const open = await view.openIncidents()
	const held = open.filter((i) => i.section !== null && sections.has(i.section))
	return itemsOf(
		view,
		held.sort((a, b) => a.changedAt - b.changedAt)
	)
}

function waitingFor(me: Person | null, item: Item, abolished: ReadonlySet<Id>): Waiting[] {
	if (!me) return []
	const { incident, assignment } = item
	if (assignment?.state === 'waiting') {
		const { dueAt } = assignment
		if (me.sections.includes(assignment.section)) return [{ ...item, why: '待签收', dueAt }]
		if (me.roles.length > 0 && assignment.overdueAt !== null) return [{ ...item, why: '超时未签收', dueAt }]
	}
	if (me.roles.length > 0 && incident.section !== null && abolished.has(incident.section))
		return [{ ...item, why: '科室已撤', dueAt: null }]
	// A matter that nobody was asked to handle is a record; an incident that nobody has waits for a decision.
	if (me.roles.length > 0 && incident.section === null && incident.kind === 'incident')
		return [{ ...item, why: '待交办', dueAt: null }]
	return []
}

/** Somebody on duty at this moment, with the number to dial where the reader may have it. */
export interface OnDuty {
	turn: Turn
	person: Person | null
	phone: string | null
}

const seats = ['lead', 'officer', 'deputy', 'driver'] as const

export async function onDuty(view: View, now: Instant): Promise<OnDuty[]> {
	const turns = await view.local.table('turns').where('to').above(now).toArray()
	const current = turns
		.filter((t) => t.from <= now)
		.sort((a, b) => seats.indexOf(a.seat) - seats.indexOf(b.seat))
	return Promise.all(
		current.map(async (turn) => {
			const person = await view.get('people', turn.person)
			return { turn, person, phone: await phoneOf(view, turn.person) }
		})
	)
}

export async function phoneOf(view: View, person: Id): Promise<string | null> {
	const contact: Contact | undefined = await view.local.table('contacts').where({ person }).first()
	return contact?.phone ?? null
}
