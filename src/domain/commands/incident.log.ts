import * as v from 'valibot'
import type { QuotedDuty, Suggestion } from '../event'
import type { Section } from '../events/section'
import type { Id, Key, Snapshot } from '../record'
import { decided, made, rule } from '../command'
import { counterAt, incidentNumber } from '../incident/number'
import { needDuty, tellDuty } from './dutyNow'
import { handOver, needHandover } from './handover'
import { learn } from './learn'
import { onDutySide } from './lookup'
import { category, id, instant, isId, kind, level, line, maybe, words } from './schema'

const DUTIES = 20

/** Made by the phone, not typed by a person: one check for all of it. */
const suggestion = v.custom<Suggestion>((value) => {
	if (typeof value !== 'object' || value === null) return false
	const { catalogue, duties, section } = value as Record<keyof Suggestion, unknown>
	if (!isId(catalogue) || !Array.isArray(duties) || duties.length > DUTIES) return false
	for (let i = 0; i < duties.length; i++) if (!isId(duties[i])) return false
	if (section !== null && !isId(section)) return false
	const more = Object.keys(value).length - 3
	return more === 0 || (more === 1 && (value as Suggestion).doubtful === true)
}, '交办建议的格式不对')

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
	needs(args, loaded, context) {
		const { suggestion, section } = args
		const { now, host, prepared } = context
		const keys: Key[] = section ? needHandover([], section, args, loaded, context) : ['office/office']
		if (host === 'server') keys.push(`counters/${counterAt(now)}`)
		// The section is loaded with the office.
		if (section && loaded.get('office', 'office') && !stands(section, loaded))
			needDuty(keys, context.actor.id, loaded, context)
		if (suggestion) keys.push(`catalogues/${suggestion.catalogue}`)
		if (prepared) keys.push(`catalogues/${prepared.catalogue}`)
		return keys
	},
	mayI: (actor) => onDutySide(actor),
	decide(command, snapshot, context) {
		const { args } = command
		const { now, host, prepared } = context
		const inForce = snapshot.get('office', 'office')?.catalogue ?? null
		const superseded = args.suggestion !== null && args.suggestion.catalogue !== inForce
		if (prepared === undefined && inForce && (!args.suggestion || superseded))
			return { prepare: { text: args.text, catalogue: inForce } }

		if (args.section !== null && !snapshot.get('sections', args.section) && host === 'phone') return null
		// A report is kept whatever became of the section.
		const section = args.section === null ? null : stands(args.section, snapshot)
		const incident = made(command, 1)
		const used = snapshot.get('counters', counterAt(now))?.used ?? 0
		const number = host === 'server' ? incidentNumber(now, used) : null
		const to = decided({
			kind: 'incident.logged',
			subject: incident,
			data: {
				incident,
				holder: section && section.id,
				holderName: section && section.name,
				number,
				kind: args.kind,
				text: args.text,
				occurredAt: args.occurredAt,
				place: args.place,
				category: args.category,
				level: args.level,
				suggestion: args.suggestion,
				prepared: prepared ?? null,
				sectionGone: args.section !== null && !section
			}
		})
		const reasons = args.suggestion ?? prepared ?? null
		// A section that was chosen and is gone says nothing about where the text belongs.
		const corrected =
			reasons !== null && reasons.section !== args.section && (section || args.section === null)
		const taught = {
			incident,
			holder: section && section.id,
			text: args.text,
			section: section && section.id,
			instead: reasons && reasons.section,
			confirmed: false
		}
		if (args.section !== null && !section)
			tellDuty(to, command, { id: incident, number, by: context.actor.id }, 'unassigned', snapshot, context)
		if (!section) return corrected ? learn(to, taught) : to
		const how = reasons?.section === section.id ? 'accepted' : 'changed'
		const duties = quote(reasons, section.id, snapshot)
		const { kind, text, category, level } = args
		const what = { id: incident, number, by: context.actor.id, kind, text, category, level }
		const over = { command, nth: 2, incident: what, section, how, duties, superseded } as const
		handOver(to, over, snapshot, context)
		return corrected ? learn(to, taught) : to
	}
})

/** The section, where the catalogue in force has it. */
function stands(id: Id, snapshot: Snapshot): Section | null {
	const section = snapshot.get('sections', id)
	return section === null || section.order === null ? null : section
}

/** The lines of the named duties that are the section's own, as they stand in that version of the catalogue. */
function quote(suggestion: Suggestion | null, section: Id, snapshot: Snapshot): QuotedDuty[] {
	const catalogue = suggestion && snapshot.get('catalogues', suggestion.catalogue)
	const own = catalogue?.sections.find((s) => s.section === section)
	const named = own ? own.duties.filter((duty) => suggestion?.duties.includes(duty.id)) : []
	return named.map(({ id, no, text }) => ({ id, no, text }))
}
