import type { Incident } from '../events/incident'

/**
 * Whether the duty room is to find a section for it (待交办). An incident that nobody has waits for that; a matter that was meant
 * for nobody is a record, but one that was given back (`returned`), or whose section was gone when it came in, is not.
 */
export function isToAssign(
	{ state, section, kind, sectionGone }: Pick<Incident, 'state' | 'section' | 'kind' | 'sectionGone'>,
	returned: boolean
): boolean {
	return state === 'open' && section === null && (kind === 'incident' || sectionGone || returned)
}
