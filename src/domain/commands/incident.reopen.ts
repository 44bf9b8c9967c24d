import * as v from 'valibot'
import { decided, rule } from '../command'
import { acknowledgeLimit } from '../events/office'
import { refusal } from '../refusal'
import { needHandover, tellSection, unanswered } from './handover'
import { absent, needsIncident, onDutySide } from './lookup'
import { id, words } from './schema'

/** 重新打开: it was not over. The section that had it is asked to sign again, with a new deadline. */
export const reopen = rule({
	name: 'incident.reopen',
	schema: v.strictObject({ incident: id('事件'), reason: words('请写明重新打开的理由') }),
	needs({ incident }, loaded) {
		const section = loaded.get('incidents', incident)?.section
		return section ? needHandover(needsIncident(incident), section) : needsIncident(incident)
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
		const to = decided({ kind: 'incident.reopened', subject: incident.id, data })
		if (assignment && dueAt !== null) to.timers.push(unanswered(`${command.id}t`, assignment, dueAt))
		const holder = section ? snapshot.get('sections', section) : null
		tellSection(to, command, holder, 'assigned', incident.id, dueAt)
		return to
	}
})
