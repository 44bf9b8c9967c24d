import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { handOver, needHandover } from './handover'
import { learn } from './learn'
import { abolished, absent, needsIncident, onDutySide } from './lookup'
import { id } from './schema'

/** 交办: what the duty room kept, or was given back, goes to a section. */
export const assign = rule({
	name: 'incident.assign',
	schema: v.strictObject({ incident: id('事件'), section: id('科室') }),
	needs: ({ incident, section }, loaded, context) =>
		needHandover(needsIncident(incident), section, loaded.get('incidents', incident), loaded, context),
	mayI: (actor) => onDutySide(actor),
	decide(command, snapshot, context) {
		const { args } = command
		const incident = snapshot.get('incidents', args.incident)
		if (!incident) return absent(context.host, 'incident', '事件')
		const section = snapshot.get('sections', args.section)
		if (!section) return absent(context.host, 'section', '科室')
		const gone = abolished(section)
		if (gone) return gone
		if (incident.state === 'closed') return [refusal('state', 'incident', '事件已办结，请先重新打开')]
		if (incident.section !== null) return [refusal('state', 'incident', '已交办给科室，要换请用转办')]
		const to = handOver(
			decided(),
			{ command, nth: 1, incident, section, how: 'assigned', duties: [], superseded: false },
			snapshot,
			context
		)
		const suggested = incident.suggestion ?? incident.prepared
		return learn(to, {
			incident: incident.id,
			holder: section.id,
			text: incident.text,
			section: section.id,
			instead: suggested && suggested.section,
			confirmed: false
		})
	}
})
