import type { Line } from './reading'
import type { Marker, MarkerKind } from './marker'
import { tidy } from './lines'
import { markerOf } from './marker'
import { looksLikeSection } from './sectionName'

/** A line that opens a section: its place, its number, the name, and what follows the name on the same line. */
export interface Heading {
	at: number
	kind: MarkerKind
	number: number
	name: string
	inline: string
}

const KINDS: readonly MarkerKind[] = ['一、', '（一）', '1.', '（1）', '①']

/** The headings of sections: of one kind of number, the kind that heads the most, counting upwards from 1. */
export function headingsOf(lines: readonly Line[]): Heading[] {
	const possible: Heading[] = []
	lines.forEach((line, at) => {
		const marker = markerOf(tidy(line.text))
		const heading = marker && headingOf(marker, at)
		if (heading) possible.push(heading)
	})
	let best: Heading[] = []
	for (const kind of KINDS) {
		const run = upwards(possible.filter((heading) => heading.kind === kind))
		if (run.length > best.length) best = run
	}
	return best
}

export function headingOf({ kind, number, rest }: Marker, at: number): Heading | null {
	const colon = /^([^：:。；;，,]{2,40})[：:。]/.exec(rest)
	const name = colon ? colon[1]! : rest
	if (!looksLikeSection(name)) return null
	return { at, kind, number, name, inline: colon ? rest.slice(colon[0].length) : '' }
}

/** A number is left out only where no later heading has it. */
function upwards(headings: readonly Heading[]): Heading[] {
	const run: Heading[] = []
	headings.forEach((heading, i) => {
		const next = (run.at(-1)?.number ?? 0) + 1
		const skips = heading.number > next && run.length > 0
		if (heading.number === next || (skips && !headings.slice(i + 1).some((later) => later.number === next))) {
			run.push(heading)
		}
	})
	return run
}
