import type { Turn } from '../events/turn'
import type { Id } from '../record'
import type { Instant } from '../instant'
import { utf8Length } from '../text'

export interface CalendarInput {
	office: string
	person: Id
	/** All that may run beside the person's own. */
	turns: readonly Turn[]
	nameOf: (person: Id) => string
	seatName: (seat: string) => string
	now: Instant
}

/**
 * A person's turns for the calendar of their phone (RFC 5545): seat, times, and who stands duty with them. Nothing of what
 * happens there, and no numbers: a calendar is read by programs nobody here knows.
 */
export function calendarFile({ office, person, turns, nameOf, seatName, now }: CalendarInput): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//zhiban//duty roster//ZH',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		`X-WR-CALNAME:${text(`我的值班 · ${office}`)}`,
		'X-WR-TIMEZONE:Asia/Shanghai',
		// Both spellings of "look again in an hour": by RFC 7986, and as older programs know it.
		'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
		'X-PUBLISHED-TTL:PT1H'
	]
	const standing = turns.filter((t) => !t.dropped && t.to > t.from)
	const own = standing
		.filter((t) => t.person === person)
		.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
	for (const turn of own) {
		const beside: string[] = []
		for (const other of standing)
			if (other.person !== person && other.from < turn.to && other.to > turn.from) {
				const words = `${seatName(other.seat)} ${nameOf(other.person)}`
				if (!beside.includes(words)) beside.push(words)
			}
		lines.push(
			'BEGIN:VEVENT',
			`UID:${turn.id}@zhiban`,
			`DTSTAMP:${utc(now)}`,
			`DTSTART:${utc(turn.from)}`,
			`DTEND:${utc(turn.to)}`,
			`SEQUENCE:${turn.changes?.length ?? 0}`,
			`SUMMARY:${text(`值班：${seatName(turn.seat)}`)}`
		)
		if (beside.length > 0) lines.push(`DESCRIPTION:${text(`同班：${beside.join('，')}`)}`)
		lines.push('STATUS:CONFIRMED', 'TRANSP:OPAQUE', 'END:VEVENT')
	}
	lines.push('END:VCALENDAR')
	return lines.map(folded).join('')
}

/** 20261124T003000Z: in world time a calendar needs no table of zones to read it. */
function utc(t: Instant): string {
	return new Date(t).toISOString().slice(0, 19).replace(/[-:]/g, '') + 'Z'
}

/** A value of type TEXT: what is a mark of the format is escaped, so that no name can become a line of its own. */
function text(value: string): string {
	let out = ''
	for (let i = 0; i < value.length; i++) {
		const c = value[i]!
		if (c === '\n') out += '\\n'
		else if (c === '\\' || c === ';' || c === ',') out += '\\' + c
		else if (c >= ' ' && c !== '\u007f') out += c
	}
	return out
}

/** Bytes of a line, its end not counted. */
const WIDTH = 75

/** A content line, folded where it is too long: each piece after the first begins with a blank. */
function folded(line: string): string {
	let out = ''
	let bytes = 0
	for (let i = 0; i < line.length; i++) {
		// The halves of a pair stay together.
		const high = line.charCodeAt(i)
		const c = high >= 0xd800 && high < 0xdc00 && i + 1 < line.length ? line[i]! + line[++i]! : line[i]!
		const more = utf8Length(c)
		if (bytes + more > WIDTH) {
			out += '\r\n '
			bytes = 1
		}
		out += c
		bytes += more
	}
	return out + '\r\n'
}
