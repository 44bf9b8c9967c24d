const LONGEST = 26

/** A line that stands for the whole: who called is left out, as many whole clauses remain as fit. */
export function headline(text: string): string {
	const first = text.trim().split(/[。！？!?；;\n]/)[0] ?? ''
	const colon = first.search(/[：:]/)
	// "北山镇值班室来电：后山滑坡" — before a colon within the first words stands the caller, not the matter.
	const matter = colon > 0 && colon < 16 && first.length > colon + 4 ? first.slice(colon + 1) : first
	const line = matter.trim() || text.trim()
	if (line.length <= LONGEST) return line
	const comma = Math.max(line.lastIndexOf('，', LONGEST), line.lastIndexOf(',', LONGEST))
	return comma >= 8 ? line.slice(0, comma) : line.slice(0, LONGEST - 1) + '…'
}
