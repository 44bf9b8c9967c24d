import type { Assignment } from '../../domain/events/assignment'
import type { CallTask } from '../../domain/events/callTask'
import type { Incident } from '../../domain/events/incident'
import type { Person } from '../../domain/events/person'
import type { Turn } from '../../domain/events/turn'
import type { Id } from '../../domain/record'
import { day, type Instant } from '../../domain/instant'
import type { View } from './view'
import { rollAnswerOf, rollToAnswer } from '../../domain/people/rollToAnswer'
import { asksToSign } from '../../domain/escalation/asksToSign'
import { contactOf } from '../../domain/people/contactOf'
import { isToAssign } from '../../domain/incident/toAssign'
import { handoverOf } from '../../domain/roster/handover'
import type { RosterDue } from '../../domain/roster/due'
import { waitsFor } from '../../domain/roster/waits'
import { onDuty as standing } from '../../domain/roster/onDuty'
import { bySeat, seatName } from '../../domain/roster/seats'

/** An incident with the assignment that has it in hand, and whether a part of it is still on this phone alone. */
export interface Item {
	incident: Incident
	assignment: Assignment | null
	ahead: boolean
}

/** Something that waits for the person who looks. */
export interface Waiting extends Item {
	why: '待签收' | '待交办' | '超时未签收' | '无人应答' | '科室已撤'
	dueAt: Instant | null
}

export interface DeskItems {
	open: Item[]
	waiting: Waiting[]
	/** Who is to be telephoned; on the duty side only. */
	calls: CallTask[]
	/** Incidents of which every step was gone through and nobody has answered. */
	alarmed: ReadonlySet<Id>
	closed: Item[]
	/** How many swaps wait for this person's word. */
	swaps: number
	/** Corrections that heads propose and an administrator has not answered; 0 for everybody else. */
	proposals: number
	/** Rosters that an administrator is to publish; nobody else is reminded. */
	rosters: RosterDue[]
	/** The test of the channels that this person has not answered yet. */
	rollCall: Id | null
}

export const nothing: DeskItems = {
	open: [],
	waiting: [],
	calls: [],
	alarmed: new Set(),
	closed: [],
	swaps: 0,
	proposals: 0,
	rosters: [],
	rollCall: null
}
/** How many things wait for the person who looks: on the desk, the app's icon and the locked screen alike. */
export function awaiting({ waiting, calls, swaps, proposals, rosters, rollCall }: DeskItems): number {
	return waiting.length + calls.length + swaps + proposals + rosters.length + (rollCall ? 1 : 0)
}

/** How many of them should have been answered by now: to telephone is asked for where nobody has. */
export function overdue({ waiting, calls }: DeskItems, now: Instant): number {
	return calls.length + waiting.filter((w) => w.dueAt !== null && w.dueAt < now).length
}

const CLOSED = 5

/** What is on the desk: what waits for me (most urgent first), what is in hand (latest first), what was closed last. */
export async function desk(view: View, person: Id): Promise<DeskItems> {
	const [me, inHand, done, abolished, swaps, office, rolls, calls, chases, running] = await Promise.all([
		view.get('people', person),
		view.openIncidents(),
		view.closedIncidents(CLOSED),
		abolishedSections(view),
		view.all('swaps'),
		view.get('office', 'office'),
		view.all('rollCalls'),
		view.callTasksIn('open'),
		view.chasesIn('alarmed'),
		view.chasesIn('waiting')
	])
	const alarmed = new Set(chases.map((c) => c.incident))
	const toSign = new Set(
		[...running, ...chases].filter((c) => asksToSign(c, person)).map((c) => c.assignment)
	)
	const called = new Set(calls.map((c) => c.incident))
	const latestFirst = (a: Incident, b: Incident) => b.changedAt - a.changedAt
	const isAdmin = me?.roles.includes('admin') ?? false
	const [open, closed, proposed] = await Promise.all([
		itemsOf(view, inHand.sort(latestFirst)),
		itemsOf(view, done.sort(latestFirst).slice(0, CLOSED)),
		isAdmin ? view.lessonsIn('proposed') : []
	])
	const unassigned = await toAssign(view, inHand)
	const waiting = open.flatMap((i) => waitingFor(me, i, abolished, alarmed, unassigned, toSign))
	const urgency = ({ why, dueAt, incident }: Waiting) =>
		why === '无人应答' ? 0 : (dueAt ?? incident.changedAt)
	waiting.sort((a, b) => urgency(a) - urgency(b))
	const asked = swaps.filter((s) => waitsFor(me, s) !== null).length
	const rosters = isAdmin ? (office?.rostersDue ?? []) : []
	const roll = rollToAnswer(rolls, Date.now())
	const answered = roll && (await view.get('rollAnswers', rollAnswerOf(roll.id, person)))
	return {
		open,
		// Whoever is to telephone has it before them already.
		waiting: waiting.filter((w) => !called.has(w.incident.id)),
		calls,
		alarmed,
		closed,
		swaps: asked,
		proposals: proposed.length,
		rosters,
		rollCall: roll && !answered && roll.asked.includes(person) ? roll.id : null
	}
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

/** Those that wait for the duty room to find a section. */
export async function toAssign(view: View, incidents: readonly Incident[]): Promise<Set<Id>> {
	const unheld = incidents.filter((i) => i.section === null)
	const unsure = unheld.filter((i) => !isToAssign(i, false))
	const back = await view.givenBack(unsure.map((i) => i.id))
	return new Set(unheld.filter((i) => isToAssign(i, back.has(i.id))).map((i) => i.id))
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

function waitingFor(
	me: Person | null,
	item: Item,
	abolished: ReadonlySet<Id>,
	alarmed: ReadonlySet<Id>,
	unassigned: ReadonlySet<Id>,
	toSign: ReadonlySet<Id>
): Waiting[] {
	if (!me) return []
	const { incident, assignment } = item
	// Somebody has signed, but each has to.
	if (assignment && toSign.has(assignment.id) && me.sections.includes(assignment.section))
		return [{ ...item, why: '待签收', dueAt: assignment.dueAt }]
	if (assignment?.state === 'waiting') {
		const { dueAt } = assignment
		if (me.sections.includes(assignment.section)) return [{ ...item, why: '待签收', dueAt }]
		if (me.roles.length > 0 && alarmed.has(incident.id)) return [{ ...item, why: '无人应答', dueAt }]
		if (me.roles.length > 0 && assignment.overdueAt !== null) return [{ ...item, why: '超时未签收', dueAt }]
	}
	if (me.roles.length > 0 && incident.section !== null && abolished.has(incident.section))
		return [{ ...item, why: '科室已撤', dueAt: null }]
	if (me.roles.length > 0 && unassigned.has(incident.id)) return [{ ...item, why: '待交办', dueAt: null }]
	return []
}

/** Somebody on duty at this moment, with the number to dial where the reader may have it. */
export interface OnDuty {
	turn: Turn
	/** What the seat is called. */
	seat: string
	person: Person | null
	phone: string | null
}

/** Who is on duty, and when the next turn begins or ends: until then it is they. */
export interface Tonight {
	on: OnDuty[]
	from: Instant
	until: Instant
}

export async function onDuty(view: View, now: Instant): Promise<OnDuty[]> {
	return (await tonight(view, now)).on
}

export async function tonight(view: View, now: Instant): Promise<Tonight> {
	const [office, turns] = await Promise.all([view.get('office', 'office'), view.turnsAround(now)])
	const current = standing(turns, now, { handover: handoverOf(office).seats }).sort(bySeat(office))
	const standers = current.map((turn) => turn.person)
	const [people, phones] = await Promise.all([view.named('people', standers), phonesOf(view, standers)])
	const on = current.map((turn) => ({
		turn,
		seat: seatName(office, turn.seat),
		person: people.get(turn.person) ?? null,
		phone: phones.get(turn.person) ?? null
	}))
	const changes = turns.flatMap(({ from, to }) => [from, to]).filter((t) => t > now)
	return { on, from: now, until: Math.min(now + day, ...changes) }
}

/** The numbers to dial, as far as the reader may have them. */
export async function phonesOf(view: View, people: readonly Id[]): Promise<Map<Id, string>> {
	const contacts = await view.named('contacts', people.map(contactOf))
	return new Map([...contacts.values()].map((contact) => [contact.person, contact.phone]))
}
