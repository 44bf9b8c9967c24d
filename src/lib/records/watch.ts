import type { Assignment } from '../../domain/events/assignment'
import type { CallTask } from '../../domain/events/callTask'
import type { Chase } from '../../domain/events/chase'
import type { Incident } from '../../domain/events/incident'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { NoticeKind } from '../../domain/notice'
import type { View } from './view'
import { noticeWords } from '../../domain/notice'
import { itemsOf, phonesOf, toAssign, type Item } from './desk'

/**
 * Why something is on the 值守 screen, the worst first: 无人应答 all steps of its chase are done; 请电话催办; 超时未签收; 待交办 nobody has
 * it; 新到 it came in from somebody else; 待签收 its section still has time, which alone gives no alarm.
 */
export const reasons = ['无人应答', '请电话催办', '超时未签收', '待交办', '新到', '待签收'] as const
export type Reason = (typeof reasons)[number]

/** Somebody who can be called about it. */
export interface Callee {
	person: Id
	phone: string
}

export interface WatchItem {
	/** Names the reason too: what gets worse sounds anew. */
	key: string
	incident: Incident
	assignment: Assignment | null
	why: Reason
	dueAt: Instant | null
	callees: Callee[]
	/** What may leave the app about it: number, kind and limit. */
	words: string
}

const kinds: Record<Reason, NoticeKind> = {
	无人应答: 'unreached',
	请电话催办: 'callTask',
	超时未签收: 'overdue',
	待交办: 'unassigned',
	新到: 'assigned',
	待签收: 'assigned'
}

/** What is new since somebody sat down to watch, or unanswered: the worst first, then by what is due first. */
export async function watchItems(view: View, person: Id, since: Instant): Promise<WatchItem[]> {
	const [open, chases, tasks] = await Promise.all([
		view.openIncidents().then((incidents) => itemsOf(view, incidents)),
		view.all('chases'),
		view.all('callTasks')
	])
	const alarmed = new Set(chases.filter((c) => c.state === 'alarmed').map((c) => c.assignment))
	const toCall = new Map(tasks.filter((t) => t.state === 'open').map((t) => [t.assignment, t]))
	const unassigned = await toAssign(
		view,
		open.map((i) => i.incident)
	)
	const found: WatchItem[] = []
	for (const item of open) {
		const why = reasonOf(item, person, since, alarmed, toCall, unassigned)
		if (why) found.push(await itemFor(view, item, why, toCall, chases))
	}
	return found.sort(worstFirst)
}

function reasonOf(
	{ incident, assignment }: Item,
	person: Id,
	since: Instant,
	alarmed: ReadonlySet<Id>,
	toCall: ReadonlyMap<Id, CallTask>,
	unassigned: ReadonlySet<Id>
): Reason | null {
	const id = assignment?.id ?? ''
	if (alarmed.has(id)) return '无人应答'
	if (toCall.has(id)) return '请电话催办'
	const waits = assignment?.state === 'waiting'
	if (waits && assignment.overdueAt !== null) return '超时未签收'
	if (unassigned.has(incident.id)) return '待交办'
	if (incident.by !== person && (incident.receivedAt ?? incident.at) >= since) return '新到'
	return waits ? '待签收' : null
}

async function itemFor(
	view: View,
	{ incident, assignment }: Item,
	why: Reason,
	toCall: ReadonlyMap<Id, CallTask>,
	chases: readonly Chase[]
): Promise<WatchItem> {
	const dueAt = assignment?.state === 'waiting' ? assignment.dueAt : null
	const section = assignment && (await view.get('sections', assignment.section))
	const last = chases.find((c) => c.assignment === assignment?.id)?.asked.at(-1)
	// Whoever is asked to telephone does not telephone themselves.
	const asked = !last || last.whom.includes('call') ? [] : last.persons
	const people = [...(toCall.get(assignment?.id ?? '')?.persons ?? []), section?.a, section?.b, ...asked]
	const distinct = [...new Set(people.filter((p): p is Id => typeof p === 'string'))]
	const phones = await phonesOf(view, distinct)
	const callees = distinct.flatMap((person) => {
		const phone = phones.get(person)
		return phone ? [{ person, phone }] : []
	})
	const { title, body } = noticeWords({ kind: kinds[why], number: incident.number, dueAt })
	// The key of an item that rings again and again for another turn of it: opened again, assigned anew.
	const key = `${incident.id} ${assignment?.id ?? ''} ${why}`
	return {
		key,
		incident,
		assignment,
		why,
		dueAt,
		callees,
		words: body === '' ? title : `${title}（${body}）`
	}
}

function worstFirst(a: WatchItem, b: WatchItem): number {
	const rank = reasons.indexOf(a.why) - reasons.indexOf(b.why)
	return rank || (a.dueAt ?? a.incident.changedAt) - (b.dueAt ?? b.incident.changedAt)
}
