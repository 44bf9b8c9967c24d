import * as v from 'valibot'
import type { Facts } from '../event'
import { decided, rule } from '../command'
import { chaseOf } from '../events/chase'
import { signsToo } from '../escalation/step'
import { refusal } from '../refusal'
import { answerChase, isOpen, lookTimer, worldOf } from './chasing'
import { learn } from './learn'
import { about, inHand, isOf, needsAssignment } from './lookup'
import { id } from './schema'

/** 签收: somebody of the section has it, and is asked no more; nobody is, unless each has to sign. */
export const acknowledge = rule({
	name: 'assignment.acknowledge',
	schema: v.strictObject({ assignment: id('交办') }),
	needs({ assignment }, loaded) {
		const keys = needsAssignment(assignment, loaded)
		keys.push(`chases/${chaseOf(assignment)}`)
		const chase = loaded.get('chases', chaseOf(assignment))
		if (chase) for (const person of chase.must) keys.push(`people/${person}`)
		return keys
	},
	mayI: (actor, snapshot, args) => {
		const assignment = snapshot.get('assignments', args.assignment)
		return !assignment || isOf(actor, assignment.section)
	},
	decide({ args }, snapshot, { host, now, actor }) {
		const found = inHand(args.assignment, snapshot, host)
		if ('no' in found) return found.no
		const { assignment, incident } = found
		const chase = snapshot.get('chases', chaseOf(assignment.id))
		const world = worldOf(snapshot, assignment.section, null, now)
		const signed = assignment.state === 'acknowledged'
		if (signed && !(chase && isOpen(chase) && signsToo(chase, actor.id!, world)))
			return [refusal('same', 'assignment', '已签收，不必再签')]
		const data: Facts['assignment.acknowledged'] = about(assignment)
		const to = decided({ kind: 'assignment.acknowledged', subject: assignment.incident, data })
		const { waits, nextAt } = answerChase(chase, actor.id, world, now)
		if (waits) data.waits = true
		else to.cancelled.push(assignment.id)
		if (chase && nextAt !== null && host === 'server') {
			data.lookAt = nextAt
			to.timers.push(lookTimer(assignment.id, chase.began, nextAt))
		}
		if (signed) return to
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
