import type { Assignment } from '../events/assignment'
import type { Entry } from '../events/entry'
import type { Incident } from '../events/incident'
import type { Id } from '../record'
import { officeTime, type Instant } from '../instant'
import { intake } from '../intake/intake'
import { assignmentWord, dayMoment, levelOf } from './words'

/** A line of what has been done. */
export interface Measure {
	at: Instant
	by: Id | null
	what: '结果' | '补记'
	text: string
}

/** One page for a leader; each field is words to read, null where nothing was said of it. */
export interface Brief {
	/** When it happened and when the duty room learned of it. */
	time: string
	place: string | null
	/** 突发事件 · 自然灾害 · 未定级 */
	nature: string
	/** As the report and the notes say, the latest figure of each; null: none of them says any. */
	casualties: string | null
	/** The latest first; the result of a closed incident before all. */
	measures: Measure[]
	/** 秘书二室 已签收（11-22 02:20） */
	hands: string
	/** What waits for this leader's word. */
	toDecide: string[]
}

const MEASURES = 3

/** What a leader must know of an incident, from its record and its timeline. */
export function brief(
	incident: Incident,
	assignment: Assignment | null,
	entries: readonly Entry[],
	now: Instant
): Brief {
	const received = incident.receivedAt ?? incident.at
	const { occurredAt } = incident
	const kind = incident.kind === 'matter' ? '一般事项' : '突发事件'
	const level = incident.level === null ? '未定级' : levelOf(incident)
	const nature = incident.kind === 'matter' ? [kind, incident.category] : [kind, incident.category, level]
	return {
		time:
			occurredAt === null
				? `事发时间未报，${dayMoment(received, now)} 接报`
				: `${dayMoment(occurredAt, now)} 事发，${dayMoment(received, now)} 接报`,
		place: incident.place,
		nature: nature.filter((word) => word !== null).join(' · '),
		casualties: casualties([incident.text, ...notes(entries)], received),
		measures: measures(incident, entries),
		hands: hands(incident, assignment, now),
		toDecide: []
	}
}

const FATES = [
	['deaths', '死亡'],
	['missing', '失联'],
	['trapped', '被困'],
	['injuries', '伤病'],
	['evacuated', '转移']
] as const

/** 死亡 1 人，失联 2 人 — of texts in the order of writing, where a later figure stands for an earlier one. */
export function casualties(texts: readonly string[], receivedAt: Instant): string | null {
	const said = new Map<string, number>()
	for (const text of texts) {
		const read = intake(text, receivedAt)
		for (const [fate, word] of FATES) if (read[fate] !== null) said.set(word, read[fate])
	}
	if (said.size === 0) return null
	const some = FATES.flatMap(([, word]) => (said.get(word) ? [`${word} ${said.get(word)} 人`] : []))
	const none = said.get('死亡') === 0 && said.get('伤病') === 0
	return [...some, ...(none ? ['无人伤亡'] : [])].join('，') || null
}

function notes(entries: readonly Entry[]): string[] {
	return entries.flatMap(({ kind, text }) => (kind === 'incident.noted' && text !== null ? [text] : []))
}

function measures(incident: Incident, entries: readonly Entry[]): Measure[] {
	const all: Measure[] = []
	for (let i = entries.length - 1; i >= 0 && all.length < MEASURES; i--) {
		const { kind, by, at, receivedAt, text } = entries[i]!
		// What a reopened incident was once closed with is no longer its result.
		const result = kind === 'incident.closed' && incident.state === 'closed' && all.length === 0
		if (text !== null && (result || kind === 'incident.noted'))
			all.push({ at: receivedAt ?? at, by, what: result ? '结果' : '补记', text })
	}
	return all
}

function hands(incident: Incident, assignment: Assignment | null, now: Instant): string {
	if (incident.state === 'closed') {
		const at = incident.closedAt === null ? '' : `（${dayMoment(incident.closedAt, now)}）`
		return `${assignment?.sectionName ?? '值班室'} 已办结${at}`
	}
	if (!assignment) return '值班室处理，未交科室'
	const { acknowledgedAt, dueAt, state } = assignment
	if (acknowledgedAt !== null) return `${assignment.sectionName} 已签收（${dayMoment(acknowledgedAt, now)}）`
	const late = assignment.overdueAt !== null || (dueAt !== null && now >= dueAt)
	const limit = dueAt === null ? '' : late ? '，超过时限' : `，限 ${officeTime(dueAt)}`
	return `${assignment.sectionName} ${assignmentWord[state]}${limit}`
}

/** 1 特别重大 before 4 一般; an incident of no level yet may be anything, so it stands above 一般; matters come last. */
function weight(incident: Incident): number {
	if (incident.kind === 'matter') return 6
	return incident.level === null ? 3.5 : incident.level
}

/** The most serious first, what is open before what is closed, then the latest. */
export function bySeriousness(a: Incident, b: Incident): number {
	const open = Number(a.state === 'closed') - Number(b.state === 'closed')
	return open || weight(a) - weight(b) || b.changedAt - a.changedAt
}
