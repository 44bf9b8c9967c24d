import type { Decided } from '../command'
import type { Id } from '../record'
import { lessonOf } from '../events/lesson'

/** Of a text, what a lesson keeps: what it is about stands at the beginning. */
const EXCERPT = 160

export interface Taught {
	incident: Id
	/** Who has the incident in hand after the command. */
	holder: Id | null
	text: string
	section: Id | null
	instead: Id | null
	confirmed: boolean
}

/** Adds the lesson that a decision about an incident teaches; the last of the command's events. */
export function learn(to: Decided, { incident, holder, text, section, instead, confirmed }: Taught): Decided {
	to.events.push({
		kind: 'lesson.made',
		subject: incident,
		data: {
			lesson: lessonOf(incident),
			incident,
			holder,
			text: excerpt(text),
			section,
			instead: instead === section ? null : instead,
			confirmed
		}
	})
	return to
}

function excerpt(text: string): string {
	if (text.length <= EXCERPT) return text
	// Not through the middle of a character that takes two units.
	const last = text.charCodeAt(EXCERPT - 1)
	return text.slice(0, last >= 0xd800 && last < 0xdc00 ? EXCERPT - 1 : EXCERPT)
}
