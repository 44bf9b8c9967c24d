import * as v from 'valibot'
import { decided, rule } from '../command'
import { acknowledgeLimit } from '../events/office'
import { refusal } from '../refusal'
import { needsHandover, noticesTo, unanswered } from './handover'
import { absent, needsIncident, onDutySide } from './lookup'
import { id, words } from './schema'

/** 重新打开: it was not over. The section that had it is asked to sign again, with a new deadline. */
export const reopen = rule({
	name: 'incident.reopen',
	schema: v.strictObject({ incident: id('事件'), reason: words('请写明重新打开的理由') }),
	needs({ incident }, loaded) {
		const section = loaded.get('incidents', incident)?.section
		return section ? [...needsIncident(incident), ...needsHandover(section)] : needsIncident(incident)
	},
	mayI: (actor) => onDutySide(actor),
	decide(command, snapshot, { now, host }) {
		const { args } = command
		const incident = snapshot.get('incidents', args.incident)
		if (!incident) return absent(host, 'incident', '事件')
		if (incident.state === 'open') return [refusal('state', 'incident', '事件还在办，不必重新打开')]
		const { assignment, section } = incident
		const limit = acknowledgeLimit(snapshot.get('office', 'office'), incident.kind)
		const dueAt = assignment && host === 'server' ? now + limit : null
		const data = { incident: incident.id, holder: section, assignment, dueAt, reason: args.reason }
		return decided([{ kind: 'incident.reopened', subject: incident.id, data }], {
			timers: assignment && dueAt !== null ? [unanswered(`${command.id}t`, assignment, dueAt)] : [],
			notices: noticesTo(section ? snapshot.get('sections', section) : null, command, {
				kind: 'assigned',
				subject: incident.id,
				dueAt
			})
		})
	}
})
