import { version } from '$app/environment'
import type { Office } from '../../domain/events/office'
import type { Person } from '../../domain/events/person'
import type { Section } from '../../domain/events/section'
import type { Id } from '../../domain/record'
import type { DeskItems, Tonight } from '../records/desk'

const KEY = 'zhiban-shown'
/** More than this many characters are not kept: localStorage is small, and the databases have all of it. */
const MOST = 500_000

/** What the first screen shows. */
export interface Shown {
	people: Person[]
	sections: Section[]
	office: Office | null
	desk: DeskItems
	tonight: Tonight
}
type Kept = Omit<Shown, 'desk'> & {
	desk: Omit<DeskItems, 'alarmed'> & { alarmed: Id[] }
	person: Id
	version: string
}

/**
 * What the first screen showed a person last, from where it is read at once: it stands there while the databases are being
 * opened, and what they say takes its place. Nothing comes to a phone while the app is closed, so it is the same but for
 * what was signed in a notification. Null: nothing was kept, or by another version or for somebody else.
 */
export function lastShown(person: Id): Shown | null {
	const text = localStorage.getItem(KEY)
	if (text === null) return null
	const kept = parsed(text)
	if (kept?.person !== person || kept.version !== version) return null
	return { ...kept, desk: { ...kept.desk, alarmed: new Set(kept.desk.alarmed) } }
}

function parsed(text: string): Kept | null {
	try {
		return JSON.parse(text) as Kept | null
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error
		return null // torn as the battery died: the databases have all of it
	}
}

export function keepShown(person: Id, shown: Shown): void {
	const desk = { ...shown.desk, alarmed: [...shown.desk.alarmed] }
	const text = JSON.stringify({ ...shown, desk, person, version } satisfies Kept)
	try {
		if (text.length > MOST) forgetShown()
		else localStorage.setItem(KEY, text)
	} catch (error) {
		if (!(error instanceof DOMException)) throw error
		forgetShown() // the phone is full: the next opening takes a moment longer
	}
}

/** When the records go. */
export function forgetShown(): void {
	localStorage.removeItem(KEY)
}
