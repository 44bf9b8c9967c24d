import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { handOver, needHandover } from './handover'
import { learn } from './learn'
import { abolished, about, absent, inHand, isOf, needsAssignment, onDutySide } from './lookup'
import { id, words } from './schema'

/** 转办: to another section, which sees everything from then on; the one that passes it on keeps only its own assignment. */
export const transfer = rule({
	name: 'assignment.transfer',
	schema: v.strictObject({
		assignment: id('交办'),
		section: id('科室'),
		reason: words('请写明转办的理由')
	}),
	needs({ assignment, section }, loaded, context) {
		const known = loaded.get('assignments', assignment)
		const incident = known && loaded.get('incidents', known.incident)
		return needHandover(needsAssignment(assignment, loaded), section, incident, loaded, context)
	},
	mayI: (actor, snapshot, args) => {
		const assignment = snapshot.get('assignments', args.assignment)
		return !assignment || isOf(actor, assignment.section) || onDutySide(actor)
	},
	decide(command, snapshot, context) {
		const { args } = command
		const found = inHand(args.assignment, snapshot, context.host)
		if ('no' in found) return found.no
		const { assignment, incident } = found
		const section = snapshot.get('sections', args.section)
		if (!section) return absent(context.host, 'section', '科室')
		const gone = abolished(section)
		if (gone) return gone
		if (section.id === assignment.section)
			return [refusal('same', 'section', `已在${section.name}，不必转办`)]
		const data = { ...about(assignment), to: section.id, toName: section.name, reason: args.reason }
		const to = decided({ kind: 'assignment.transferred', subject: incident.id, data })
		to.cancelled.push(assignment.id)
		handOver(
			to,
			{ command, nth: 1, incident, section, how: 'transferred', duties: [], superseded: false },
			snapshot,
			context
		)
		return learn(to, {
			incident: incident.id,
			holder: section.id,
			text: incident.text,
			section: section.id,
			instead: assignment.section,
			confirmed: false
		})
	}
})
