import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { absent, isOf, needsIncident, onDutySide } from './lookup'
import { id, words } from './schema'
import { tell } from './tell'

/** 办结: with the result in writing, by the duty room or by the section that has signed for it. */
export const close = rule({
	name: 'incident.close',
	schema: v.strictObject({ incident: id('事件'), result: words('请写明办理结果') }),
	needs({ incident }, loaded) {
		const assignment = loaded.get('incidents', incident)?.assignment
		return assignment ? [...needsIncident(incident), `assignments/${assignment}`] : needsIncident(incident)
	},
	mayI: (actor, snapshot, args) => {
		const incident = snapshot.get('incidents', args.incident)
		return onDutySide(actor) || !incident || isOf(actor, incident.section)
	},
	decide(command, snapshot, { host, actor }) {
		const { args } = command
		const incident = snapshot.get('incidents', args.incident)
		if (!incident) return absent(host, 'incident', '事件')
		if (incident.state === 'closed') return [refusal('state', 'incident', '已办结，不必再办')]
		const assignment = incident.assignment && snapshot.get('assignments', incident.assignment)
		if (!onDutySide(actor) && assignment && assignment.state !== 'acknowledged')
			return [refusal('state', 'incident', '请先签收，再办结')]
		const data = {
			incident: incident.id,
			holder: incident.section,
			assignment: incident.assignment,
			result: args.result
		}
		const to = decided({ kind: 'incident.closed', subject: incident.id, data })
		if (incident.assignment) to.cancelled.push(incident.assignment)
		if (incident.by !== actor.id) tell(to, command, incident.by, 'closed', incident.id, null)
		return to
	}
})
