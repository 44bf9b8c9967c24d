/**
 * Which section holds 值班, as an index; null where none does. A section that is named for it comes first, then the
 * first whose duties speak of it.
 */
export function dutyRoomOf(
	sections: readonly { name: string; aliases: string[]; duties: string[] }[]
): number | null {
	const named = sections.findIndex((s) => [s.name, ...s.aliases].some((name) => name.includes('值班')))
	if (named >= 0) return named
	const holds = sections.findIndex((s) => s.duties.some((duty) => duty.includes('值班')))
	return holds >= 0 ? holds : null
}
