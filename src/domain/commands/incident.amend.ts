import * as v from 'valibot'
import type { Particulars } from '../event'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { absent, needsIncident, onDutySide } from './lookup'
import { category, id, instant, kind, level, line, words } from './schema'

const fields = ['kind', 'text', 'occurredAt', 'place', 'category', 'level'] as const

/** 更正: says what is known better now. The old wording stays in the logbook; null takes a particular back. */
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
	needs: ({ incident }) => needsIncident(incident),
	mayI: (actor) => onDutySide(actor),
	decide({ args }, snapshot, { host }) {
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
		const data = { incident: incident.id, holder: incident.section, changes, before }
		return decided({ kind: 'incident.amended', subject: incident.id, data })
	}
})
