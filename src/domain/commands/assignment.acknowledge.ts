import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { learn } from './learn'
import { about, inHand, isOf, needsAssignment } from './lookup'
import { id } from './schema'

/** 签收: somebody of the section has it. The deadline for an answer falls. */
export const acknowledge = rule({
	name: 'assignment.acknowledge',
	schema: v.strictObject({ assignment: id('交办') }),
	needs: ({ assignment }, loaded) => needsAssignment(assignment, loaded),
	mayI: (actor, snapshot, args) => {
		const assignment = snapshot.get('assignments', args.assignment)
		return !assignment || isOf(actor, assignment.section)
	},
	decide({ args }, snapshot, { host }) {
		const found = inHand(args.assignment, snapshot, host)
		if ('no' in found) return found.no
		const { assignment, incident } = found
		if (assignment.state === 'acknowledged') return [refusal('same', 'assignment', '已签收，不必再签')]
		const to = decided({
			kind: 'assignment.acknowledged',
			subject: assignment.incident,
			data: about(assignment)
		})
		to.cancelled.push(assignment.id)
		const suggested = incident.suggestion ?? incident.prepared
		const wasDoubtful = suggested?.doubtful === true && suggested.section === assignment.section
		if (!wasDoubtful || assignment.how !== 'accepted') return to
		return learn(to, {
			incident: incident.id,
			holder: assignment.section,
			text: incident.text,
			section: assignment.section,
			instead: null,
			confirmed: true
		})
	}
})
