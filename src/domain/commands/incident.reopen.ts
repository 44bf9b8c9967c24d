import * as v from 'valibot'
import { decided, rule } from '../command'
import { acknowledgeLimit } from '../events/office'
import { refusal } from '../refusal'
import { beginChase } from './chasing'
import { needHandover, unanswered } from './handover'
import { absent, needsIncident, onDutySide } from './lookup'
import { id, words } from './schema'

/** 重新打开: it was not over. The section that had it is asked to sign again, with a new deadline. */
export const reopen = rule({
	name: 'incident.reopen',
	schema: v.strictObject({ incident: id('事件'), reason: words('请写明重新打开的理由') }),
	needs({ incident }, loaded, context) {
		const known = loaded.get('incidents', incident)
		const keys = needsIncident(incident)
		return known?.section ? needHandover(keys, known.section, known, loaded, context) : keys
	},
	mayI: (actor) => onDutySide(actor),
	decide(command, snapshot, context) {
		const { args } = command
		const { now, host } = context
		const incident = snapshot.get('incidents', args.incident)
		if (!incident) return absent(host, 'incident', '事件')
		if (incident.state === 'open') return [refusal('state', 'incident', '事件还在办，不必重新打开')]
		const { assignment, section } = incident
		const limit = acknowledgeLimit(snapshot.get('office', 'office'), incident.kind)
		const dueAt = assignment && host === 'server' ? now + limit : null
		const data = { incident: incident.id, holder: section, assignment, dueAt, reason: args.reason }
		const to = decided({ kind: 'incident.reopened', subject: incident.id, data })
		const holder = section ? snapshot.get('sections', section) : null
		if (!assignment || dueAt === null || !holder) return to
		to.timers.push(unanswered(`${command.id}t`, assignment, dueAt))
		beginChase(to, { command, assignment, incident, section: holder, dueAt }, snapshot, context)
		return to
	}
})
