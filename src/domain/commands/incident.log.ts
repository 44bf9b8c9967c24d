import * as v from 'valibot'
import type { Decided } from '../command'
import type { QuotedDuty, Suggestion } from '../event'
import type { Id, Key, Snapshot } from '../record'
import { decided, made, rule } from '../command'
import { counterAt, incidentNumber } from '../incident/number'
import { handOver, needsHandover } from './handover'
import { onDutySide } from './lookup'
import { category, id, instant, kind, level, line, maybe, words } from './schema'

const suggestion = v.strictObject({
	catalogue: id('职责目录'),
	duties: v.pipe(v.array(id('职责')), v.maxLength(20, '引用的职责太多')),
	section: v.nullable(id('科室'))
})

/** 记一条: an incident or an ordinary matter, handed to the section that the officer saw; null keeps it in the duty room. */
export const log = rule({
	name: 'incident.log',
	schema: v.strictObject({
		kind,
		text: words('请写明情况'),
		occurredAt: maybe(instant('事发时间')),
		place: maybe(line('地点', 200)),
		category: maybe(category),
		level: maybe(level),
		suggestion: maybe(suggestion),
		section: v.nullable(id('科室'))
	}),
	needs({ suggestion, section }, _, { now, host, prepared }) {
		const keys: Key[] = ['office/office']
		if (host === 'server') keys.push(`counters/${counterAt(now)}`)
		if (section) keys.push(...needsHandover(section))
		if (suggestion) keys.push(`catalogues/${suggestion.catalogue}`)
		if (prepared) keys.push(`catalogues/${prepared.catalogue}`)
		return keys
	},
	mayI: (actor) => onDutySide(actor),
	decide(command, snapshot, context) {
		const { section: wanted, suggestion, ...said } = command.args
		const { now, host, prepared } = context
		const inForce = snapshot.get('office', 'office')?.catalogue ?? null
		const superseded = suggestion !== null && suggestion.catalogue !== inForce
		if (prepared === undefined && inForce && (!suggestion || superseded))
			return { prepare: { text: said.text, catalogue: inForce } }

		const section = wanted === null ? null : snapshot.get('sections', wanted)
		if (wanted !== null && !section && host === 'phone') return null
		const incident = made(command, 1)
		const used = snapshot.get('counters', counterAt(now))?.used ?? 0
		const logged = decided([
			{
				kind: 'incident.logged',
				subject: incident,
				data: {
					...said,
					incident,
					holder: null,
					number: host === 'server' ? incidentNumber(now, used) : null,
					suggestion,
					prepared: prepared ?? null,
					sectionGone: wanted !== null && !section
				}
			}
		])
		if (!section) return logged
		const reasons = suggestion ?? prepared ?? null
		const over = handOver(
			{
				command,
				nth: 2,
				incident: { id: incident, kind: said.kind },
				section,
				how: reasons?.section === section.id ? 'accepted' : 'changed',
				duties: quote(reasons, section.id, snapshot),
				superseded
			},
			snapshot,
			context
		)
		return merge(logged, over)
	}
})

/** The lines of the named duties that are the section's own, as they stand in that version of the catalogue. */
function quote(suggestion: Suggestion | null, section: Id, snapshot: Snapshot): QuotedDuty[] {
	const catalogue = suggestion && snapshot.get('catalogues', suggestion.catalogue)
	const own = catalogue?.sections.find((s) => s.section === section)
	return own ? own.duties.filter((duty) => suggestion?.duties.includes(duty.id)) : []
}

function merge(a: Decided, b: Decided): Decided {
	return decided([...a.events, ...b.events], {
		timers: [...a.timers, ...b.timers],
		cancelled: [...a.cancelled, ...b.cancelled],
		notices: [...a.notices, ...b.notices]
	})
}
