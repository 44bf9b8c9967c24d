import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { absent, isOf, needsIncident, onDutySide } from './lookup'
import { id, words } from './schema'

/** 补记: a line on the incident's timeline, by the duty room or by the section that has it in hand. */
export const note = rule({
	name: 'incident.note',
	schema: v.strictObject({ incident: id('事件'), text: words('请写明内容') }),
	needs: ({ incident }) => needsIncident(incident),
	mayI: (actor, snapshot, args) => {
		const incident = snapshot.get('incidents', args.incident)
		return onDutySide(actor) || !incident || isOf(actor, incident.section)
	},
	decide({ args }, snapshot, { host }) {
		const incident = snapshot.get('incidents', args.incident)
		if (!incident) return absent(host, 'incident', '事件')
		if (incident.state === 'closed') return [refusal('state', 'incident', '事件已办结，请先重新打开')]
		const data = { incident: incident.id, holder: incident.section, text: args.text }
		return decided({ kind: 'incident.noted', subject: incident.id, data })
	}
})
