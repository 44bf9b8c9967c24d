import type { CallTask } from '../../domain/events/callTask'
import type { Chase } from '../../domain/events/chase'
import type { Entry } from '../../domain/events/entry'
import type { Id } from '../../domain/record'
import type { View } from './view'
import { callTaskOf } from '../../domain/events/callTask'
import { chaseOf } from '../../domain/events/chase'

/** How an assignment is chased. */
export interface Chased {
	chase: Chase
	task: CallTask | null
	/** What became of each notice, in order. */
	tried: Entry[]
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
