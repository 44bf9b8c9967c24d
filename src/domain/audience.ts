import type { Id } from './record'

/**
 * Who may see a record: everybody, those who stand duty or lead it, a section, a person. `admin` are those who administer
 * the office; the server asks for the word where accounts are set.
 */
export type Audience = 'office' | 'duty' | 'admin' | `section:${Id}` | `person:${Id}`

/** An incident is seen by the duty room and by the section that has it in hand. */
export function incidentAudience(section: Id | null): Audience[] {
	return section === null ? ['duty'] : ['duty', `section:${section}`]
}

/** An assignment stays with its own section after the incident has moved on. */
export function assignmentAudience(own: Id, current: Id | null): Audience[] {
	return current === null || current === own
		? ['duty', `section:${own}`]
		: ['duty', `section:${own}`, `section:${current}`]
}

export function sameAudience(a: readonly Audience[], b: readonly Audience[]): boolean {
	return a.length === b.length && a.every((x, i) => x === b[i])
}

/** Audiences that lose sight of a record, remembered so that their phones can forget it. */
export function formerAudience(
	audience: readonly Audience[],
	before: { audience: readonly Audience[]; formerly: readonly Audience[] }
): Audience[] {
	const gone = before.formerly.filter((a) => !audience.includes(a))
	for (const a of before.audience) if (!audience.includes(a) && !gone.includes(a)) gone.push(a)
	return gone
}
