import type { RoutingIndex } from './buildIndex'
import type { Group } from './lexicon/group'
import { evidenceOf } from './evidence'
import { plain } from './plain'
import { listed } from './vocabulary'

/** Where a duty line names what the text is about, as [from, to) pairs in order, none inside another. */
export function namedBy(index: RoutingIndex, text: string, line: string): [number, number][] {
	const { raw } = evidenceOf(index.cues, index.groups.length, plain(text))
	return placesOf(
		index.groups.filter(({ kind }, g) => raw[g]! > 0 && (kind === 'field' || kind === 'function')),
		line
	)
}

/** Where a line names any of these groups, as [from, to) pairs in order, none inside another. */
export function placesOf(groups: readonly Group[], line: string): [number, number][] {
	const spans: [number, number][] = []
	for (const { names, mentions } of groups) {
		for (const word of [...listed(names), ...listed(mentions)]) {
			const from = line.indexOf(word)
			if (from >= 0) spans.push([from, from + word.length])
		}
	}
	spans.sort((a, b) => a[0] - b[0] || b[1] - a[1])
	return spans.filter(([, to], i) =>
		spans.slice(0, i).every(([, before]) => before < to && before <= spans[i]![0])
	)
}
