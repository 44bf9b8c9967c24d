import * as v from 'valibot'
import { decided, rule } from '../command'
import { tell, tellSection } from './handover'
import { about, inHand, needsAssignment } from './lookup'
import { id } from './schema'

/** The deadline for 签收 has come: only the server's clock may say so. The section is asked again, and the duty room told. */
export const overdue = rule({
	name: 'assignment.overdue',
	schema: v.strictObject({ assignment: id('交办') }),
	needs: ({ assignment }, loaded) => {
		const section = loaded.get('assignments', assignment)?.section
		const own = needsAssignment(assignment, loaded)
		return section ? [...own, `sections/${section}`] : own
	},
	mayI: (actor) => actor.id === null,
	decide(command, snapshot, { now, host }) {
		const found = inHand(command.args.assignment, snapshot, host)
		if ('no' in found) return found.no
		const { assignment, incident } = found
		if (assignment.state !== 'waiting') return decided()
		const data = { ...about(assignment), dueAt: assignment.dueAt ?? now }
		const to = decided({ kind: 'assignment.overdue', subject: incident.id, data })
		const section = snapshot.get('sections', assignment.section)
		tellSection(to, command, section, 'overdue', incident.id, data.dueAt)
		tell(to, command, incident.by, 'overdue', incident.id, data.dueAt)
		return to
	}
})
