import * as v from 'valibot'
import { decided, rule } from '../command'
import { chaseOf } from '../events/chase'
import { about, inHand, needsAssignment } from './lookup'
import { id } from './schema'
import { tell, tellSection } from './tell'

/**
 * The deadline for 签收 has come: only the server's clock may say so. Whom to tell is the chase's matter; what was handed over
 * before there were chases has none, and there the section is asked again, and the duty room told.
 */
export const overdue = rule({
	name: 'assignment.overdue',
	schema: v.strictObject({ assignment: id('交办') }),
	needs({ assignment }, loaded) {
		const section = loaded.get('assignments', assignment)?.section
		const own = needsAssignment(assignment, loaded)
		if (section) own.push(`sections/${section}`, `chases/${chaseOf(assignment)}`)
		return own
	},
	mayI: (actor) => actor.id === null,
	decide(command, snapshot, { now, host }) {
		const found = inHand(command.args.assignment, snapshot, host)
		if ('no' in found) return found.no
		const { assignment, incident } = found
		if (assignment.state !== 'waiting') return decided()
		const data = { ...about(assignment), dueAt: assignment.dueAt ?? now }
		const to = decided({ kind: 'assignment.overdue', subject: incident.id, data })
		if (snapshot.get('chases', chaseOf(assignment.id))) return to
		const section = snapshot.get('sections', assignment.section)
		tellSection(to, command, section, 'overdue', incident.id, data.dueAt)
		tell(to, command, incident.by, 'overdue', incident.id, data.dueAt)
		return to
	}
})
