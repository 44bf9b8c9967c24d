import type { Assignment } from '../../domain/events/assignment'
import type { CallTask } from '../../domain/events/callTask'
import type { Chase } from '../../domain/events/chase'
import type { Entry } from '../../domain/events/entry'
import type { Id } from '../../domain/record'
import type { View } from './view'
import { callTaskOf } from '../../domain/events/callTask'
import { chaseOf } from '../../domain/events/chase'
import { signsToo as mayStillSign } from '../../domain/escalation/step'
import { canSign } from '../../domain/escalation/who'

/** How an assignment is chased. */
export interface Chased {
	chase: Chase
	task: CallTask | null
	/** What became of each notice, in order. */
	tried: Entry[]
}

/** Whether a person may sign although somebody has: each has to, and they have not, or nobody is left who can. */
export async function signsToo(view: View, assignment: Assignment | null, person: Id): Promise<boolean> {
	if (assignment?.state !== 'acknowledged') return false
	const chase = await view.get('chases', chaseOf(assignment.id))
	if (!chase || (chase.state !== 'waiting' && chase.state !== 'alarmed')) return false
	const people = await view.named('people', [...chase.must, person])
	const signs = (id: Id) => canSign(people.get(id) ?? null, assignment.section)
	return signs(person) && mayStillSign(chase, person, { canSign: signs })
}

/** Null where nobody chases it: handed over before there were rules, or not yet on the server. */
export async function chased(view: View, assignment: Id): Promise<Chased | null> {
	const [chase, task] = await Promise.all([
		view.get('chases', chaseOf(assignment)),
		view.get('callTasks', callTaskOf(assignment))
	])
	if (!chase) return null
	const entries = await view.entriesOf(chase.incident)
	const tried = entries.filter((e) => e.kind === 'notice.tried')
	tried.sort((a, b) => (a.receivedAt ?? a.at) - (b.receivedAt ?? b.at))
	return { chase, task, tried }
}
