import type { Category, Level } from '../event'
import type { Instant } from '../instant'
import type { People } from './casualties'
import type { Element } from './elements'
import type { Flag } from './sensitive'
import type { Reading } from './reading'
import type { Thresholds } from './thresholds'
import { casualtiesOf } from './casualties'
import { categoryOf, toldIn } from './category'
import { missingElements } from './elements'
import { HAZMAT, POLLUTION } from './events'
import { isIncident } from './incident'
import { levelOf } from './level'
import { lossOf } from './loss'
import { occurredAt } from './occurredAt'
import { contactPhone } from './phone'
import { placeOf } from './place'
import { readingOf } from './reading'
import { sensitiveOf } from './sensitive'
import { sourceOf } from './source'
import { order493 } from './thresholds'
import { timesIn } from './time'

/** What can be pointed at in the text. */
export type Recognised =
	'occurredAt' | 'place' | 'category' | keyof People | 'lossYuan' | 'source' | 'contactPhone'

/** These characters of the text, [from, to), are where a field comes from. */
export interface Span {
	field: Recognised
	from: number
	to: number
}

/** A report as fields. Null is "not said", 0 is "said to be none"; all of it is a suggestion until a person takes it. */
export interface Intake extends People {
	/** Something has happened that calls for a response. */
	isIncident: boolean
	occurredAt: Instant | null
	/** 左右, 许: the time is not exact. */
	about: boolean
	place: string | null
	category: Category
	/** By the thresholds of 国务院令第493号 or the office's own; null is 未定. */
	level: Level | null
	lossYuan: number | null
	source: string | null
	/** Digits of the reporter's own number. */
	contactPhone: string | null
	missingElements: Element[]
	sensitive: Flag[]
	spans: Span[]
}

/** Reads a report as it arrives by phone, fax or chat. Relative times are resolved against `receivedAt`. Never throws. */
export function intake(source: string, receivedAt: Instant, thresholds: Thresholds = order493): Intake {
	const reading = readingOf(source)
	const { text } = reading
	const told = toldIn(reading)
	const found = categoryOf(told)
	let category: Category = found?.category ?? '其他'
	const gas = HAZMAT.test(text) || /硫化氢|有限空间|检修|车间/.test(text)
	const people = casualtiesOf(reading, category, gas && category === '事故灾难')
	const incident = isIncident(reading, told.length > 0, people.harm)
	if (!incident) category = '其他'
	const from = sourceOf(reading)
	const when = occurredAt(reading, told, receivedAt, incident)
	const where = placeOf(reading, told, timesIn(text, receivedAt), from, people.spans)
	const loss = lossOf(text)
	const phone = contactPhone(source)

	const spans: Span[] = []
	const at = (field: Recognised, span: { from: number; to: number } | null | undefined) => {
		if (span && span.to > span.from)
			spans.push({ field, from: reading.at[span.from]!, to: reading.at[span.to - 1]! + 1 })
	}
	at('occurredAt', when)
	at('place', where?.found)
	if (incident) at('category', found?.because)
	for (const span of people.spans) at(span.field, span)
	at('lossYuan', loss?.found)
	at('source', from?.found)
	if (phone) spans.push({ field: 'contactPhone', from: phone.from, to: phone.to })

	return {
		isIncident: incident,
		occurredAt: when?.instant ?? null,
		about: when?.about ?? false,
		place: where && printed(reading, where.name, where.found),
		category,
		level: incident
			? levelOf(text, category, POLLUTION.test(text), people, loss?.yuan ?? null, thresholds)
			: null,
		deaths: people.deaths,
		injuries: people.injuries,
		seriousInjuries: people.seriousInjuries,
		missing: people.missing,
		trapped: people.trapped,
		evacuated: people.evacuated,
		lossYuan: loss?.yuan ?? null,
		source: from && printed(reading, from.name, from.found),
		contactPhone: phone?.digits ?? null,
		missingElements: missingElements(reading, incident, category, {
			time: when !== null,
			place: where !== null && !where.unclear,
			source: from !== null,
			people
		}),
		sensitive: sensitiveOf(reading, told, where?.name ?? '', when?.instant ?? null),
		spans
	}
}

/** A name in the characters of its source, Traditional ones too, where it stands there as it is. */
function printed(
	{ source, text, at }: Reading,
	name: string,
	{ from, to }: { from: number; to: number }
): string {
	if (name !== text.slice(from, to)) return name
	let out = ''
	for (let i = from; i < to; i++) {
		const c = source[at[i]!]!
		out += c >= '\u4e00' && c <= '\u9fff' ? c : text[i]!
	}
	return out
}
