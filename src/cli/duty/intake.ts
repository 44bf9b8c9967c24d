import * as v from 'valibot'
import { intake, type Intake } from '../../domain/intake/intake'
import { levelWord } from '../../domain/incident/words'
import { officeISO } from '../../domain/instant'
import { textOf } from './document'
import { linesOf } from './jsonl'
import { Refused } from './refused'

const report = v.object({
	id: v.union([v.string(), v.number()]),
	received_at: v.string(),
	text: v.string()
})

/** What was read, in the words of the interface. */
export function fieldsOf(read: Intake) {
	return {
		is_incident: read.isIncident,
		occurred_at: read.occurredAt === null ? null : officeISO(read.occurredAt),
		place: read.place,
		category: read.category,
		level: read.level === null ? '未定' : levelWord[read.level],
		deaths: read.deaths,
		injuries: read.injuries,
		serious_injuries: read.seriousInjuries,
		missing: read.missing,
		trapped: read.trapped,
		evacuated: read.evacuated,
		loss_yuan: read.lossYuan,
		source: read.source,
		contact_phone: read.contactPhone,
		missing_elements: read.missingElements,
		sensitive: read.sensitive
	}
}

/** `duty intake`: JSONL in, JSONL out, in the words of the interface; null is "not said", 0 "said to be none". */
export function recognising(jsonl: string): string {
	let out = ''
	for (const { id, received_at, text } of linesOf(textOf(jsonl), report, 'id、received_at 和 text')) {
		const receivedAt = instantOf(received_at)
		if (receivedAt === null) throw new Refused(`${id}：received_at 不是时间：${received_at}`)
		const read = intake(text, receivedAt)
		out += JSON.stringify({ id, ...fieldsOf(read) }) + '\n'
	}
	return out
}

/** A time without a zone is the office's. */
function instantOf(written: string): number | null {
	const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(written)
	const day = /^\d{4}-\d\d-\d\d$/.test(written)
	const at = Date.parse(zoned || day ? written : written.replace(' ', 'T') + '+08:00')
	return Number.isFinite(at) ? at : null
}
