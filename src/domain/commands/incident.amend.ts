import * as v from 'valibot'
import type { Facts, Particulars } from '../event'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { chaseAnew } from './chaseAnew'
import { needHandover } from './handover'
import { absent, needsIncident, onDutySide } from './lookup'
import { category, id, instant, kind, level, line, words } from './schema'

const fields = ['kind', 'text', 'occurredAt', 'place', 'category', 'level'] as const

/**
 * 更正: says what is known better now. The old wording stays in the logbook; null takes a particular back. Where nobody has
 * signed yet and another policy is for it now, it is chased anew.
 */
export const amend = rule({
	name: 'incident.amend',
	schema: v.strictObject({
		incident: id('事件'),
		kind: v.optional(kind),
		text: v.optional(words('请写明情况')),
		occurredAt: v.optional(v.nullable(instant('事发时间'))),
		place: v.optional(v.nullable(line('地点', 200))),
		category: v.optional(v.nullable(category)),
		level: v.optional(v.nullable(level))
	}),
	needs({ incident, ...args }, loaded, context) {
		const keys = needsIncident(incident)
		const known = loaded.get('incidents', incident)
		if (!known?.section || !known.assignment || context.host === 'phone') return keys
		keys.push(`assignments/${known.assignment}`)
		const { kind = known.kind, text = known.text, category = known.category, level = known.level } = args
		const of = { kind, text, category, level, by: known.by }
		return needHandover(keys, known.section, of, loaded, context)
	},
	mayI: (actor) => onDutySide(actor),
	decide(command, snapshot, context) {
		const { args } = command
		const { host } = context
		const incident = snapshot.get('incidents', args.incident)
		if (!incident) return absent(host, 'incident', '事件')
		if (incident.state === 'closed') return [refusal('state', 'incident', '事件已办结，请先重新打开')]
		const changes: Partial<Particulars> = {}
		const before: Partial<Particulars> = {}
		for (const field of fields) {
			const to = args[field]
			if (to === undefined || to === incident[field]) continue
			Object.assign(changes, { [field]: to })
			Object.assign(before, { [field]: incident[field] })
		}
		if (Object.keys(changes).length === 0) return [refusal('same', 'incident', '没有改动')]
		const data: Facts['incident.amended'] = {
			incident: incident.id,
			holder: incident.section,
			changes,
			before
		}
		const amended = { kind: 'incident.amended' as const, subject: incident.id, data }
		const to = decided(amended)
		if (host === 'phone') return to
		const assignment = incident.assignment && snapshot.get('assignments', incident.assignment)
		const section = incident.section && snapshot.get('sections', incident.section)
		if (!assignment || !section || assignment.state !== 'waiting') return to
		return chaseAnew(to, { command, amended, before: incident, assignment, section }, snapshot, context)
	}
})
