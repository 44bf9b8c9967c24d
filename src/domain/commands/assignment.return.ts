import * as v from 'valibot'
import { decided, rule } from '../command'
import { needDuty, tellDuty } from './dutyNow'
import { about, inHand, isOf, needsAssignment } from './lookup'
import { id, words } from './schema'

/** 退回: not this section's. The duty room, whoever stands now, has the incident again and is told why. */
export const giveBack = rule({
	name: 'assignment.return',
	schema: v.strictObject({ assignment: id('交办'), reason: words('请写明退回的理由') }),
	needs({ assignment }, loaded, context) {
		const keys = needsAssignment(assignment, loaded)
		const known = loaded.get('assignments', assignment)
		const incident = known && loaded.get('incidents', known.incident)
		if (incident) needDuty(keys, incident.by, loaded, context)
		return keys
	},
	mayI: (actor, snapshot, args) => {
		const assignment = snapshot.get('assignments', args.assignment)
		return !assignment || isOf(actor, assignment.section)
	},
	decide(command, snapshot, context) {
		const found = inHand(command.args.assignment, snapshot, context.host)
		if ('no' in found) return found.no
		const { assignment, incident } = found
		const data = { ...about(assignment), holder: null, reason: command.args.reason }
		const to = decided({ kind: 'assignment.returned', subject: incident.id, data })
		to.cancelled.push(assignment.id)
		tellDuty(to, command, incident, 'returned', snapshot, context)
		return to
	}
})
