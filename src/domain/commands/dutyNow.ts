import type { Context, Decided } from '../command'
import type { Incident } from '../events/incident'
import type { NoticeKind } from '../notice'
import type { Id, Key, Snapshot } from '../record'
import { EVERYBODY } from '../events/person'
import { reach, seesAll, type Present } from '../escalation/who'
import type { Instant } from '../instant'
import { leadersOf, needOnNow, onNow } from './onNow'
import { tell } from './tell'

/** Adds what telling the duty room looks at. A phone tells nobody. */
export function needDuty(keys: Key[], by: Id | null, loaded: Snapshot, { host, now }: Context): void {
	if (host === 'phone') return
	needOnNow(keys, by, loaded, now)
	keys.push(`subject/${EVERYBODY}`)
}

/**
 * Has the duty room told of what has come to it: the officers on duty, else the leader on duty. Where nobody stands, whoever
 * wrote it down, and where they are stopped all who may lead: it is never left without anybody who knows.
 */
export function tellDuty(
	to: Decided,
	command: { id: Id },
	{ id, number, by }: Pick<Incident, 'id' | 'number' | 'by'>,
	kind: NoticeKind,
	snapshot: Snapshot,
	{ host, now }: Context
): void {
	if (host === 'phone') return
	const persons = dutyNow(snapshot, by, now)
	for (let i = 0; i < persons.length; i++) tell(to, command, persons[i]!, kind, id, null, { number })
}

function dutyNow(snapshot: Snapshot, by: Id | null, at: Instant): Id[] {
	const now: Present = {
		section: null,
		on: () => onNow(snapshot, at),
		person: (id) => snapshot.get('people', id),
		leaders: () => leadersOf(snapshot),
		by
	}
	for (const whom of ['officer', 'lead'] as const) {
		const on = reach(whom, now)
		if (on.length > 0) return on
	}
	return by !== null && seesAll(now.person(by)) ? [by] : reach('leads', now)
}
