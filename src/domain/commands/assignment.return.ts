import * as v from 'valibot'
import { decided, rule } from '../command'
import { about, inHand, isOf, needsAssignment } from './lookup'
import { id, words } from './schema'
import { tell } from './tell'

/** 退回: not this section's. The duty room has the incident again and is told why. */
export const giveBack = rule({
	name: 'assignment.return',
	schema: v.strictObject({ assignment: id('交办'), reason: words('请写明退回的理由') }),
	needs: ({ assignment }, loaded) => needsAssignment(assignment, loaded),
	mayI: (actor, snapshot, args) => {
		const assignment = snapshot.get('assignments', args.assignment)
		return !assignment || isOf(actor, assignment.section)
	},
	decide(command, snapshot, { host }) {
		const found = inHand(command.args.assignment, snapshot, host)
		if ('no' in found) return found.no
		const { assignment, incident } = found
		const data = { ...about(assignment), holder: null, reason: command.args.reason }
		const to = decided({ kind: 'assignment.returned', subject: incident.id, data })
		to.cancelled.push(assignment.id)
		tell(to, command, incident.by, 'returned', incident.id, null)
		return to
	}
})
