import type { CatalogueSection, QuotedDuty } from '../event'
import type { Id } from '../record'
import type { Bigrams } from './bigrams'
import type { Cues } from './cues'
import type { Holdings } from './holdings'
import type { Group } from './lexicon/group'
import type { Naming } from './naming'
import { dutyRoomOf } from '../catalogue/dutyRoom'
import { bigramsOf } from './bigrams'
import { cuesOf } from './cues'
import { holdingsOf } from './holdings'
import { LEXICON } from './lexicon/lexicon'
import { namingOf } from './naming'

/** A catalogue made ready for routing. Sections and duty lines are numbered through it; plain data, never changed. */
export interface RoutingIndex {
	groups: readonly Group[]
	sections: Id[]
	/** By line: its duty, and the number of its section. */
	duties: QuotedDuty[]
	sectionOf: number[]
	/** By section: its name and aliases, and its tasks, a line each. */
	names: string[]
	tasks: string[]
	/** By section: the number of its first line; -1: it has none. */
	firstLine: number[]
	cues: Cues
	holdings: Holdings
	bigrams: Bigrams
	/** The number of the section that holds 值班, and the line that says so; -1: none does. */
	dutyRoom: number
	dutyLine: number
}

/** Our lexicon made ready, once: it is the same for every catalogue. */
let ours: { cues: Cues; naming: Naming } | null = null

/** `lexicon` may be longer than ours: an office adds its own groups and cues. */
export function buildIndex(
	sections: readonly CatalogueSection[],
	lexicon: readonly Group[] = LEXICON
): RoutingIndex {
	const duties: QuotedDuty[] = []
	const sectionOf: number[] = []
	const firstLine: number[] = []
	for (let s = 0; s < sections.length; s++) {
		firstLine.push(duties.length)
		for (const duty of sections[s]!.duties) {
			duties.push(duty)
			sectionOf.push(s)
		}
	}
	const { cues, naming } = lexicon === LEXICON ? (ours ??= ready(LEXICON)) : ready(lexicon)
	const dutyRoom =
		dutyRoomOf(sections.map((s) => ({ ...s, duties: s.duties.map((duty) => duty.text) }))) ?? -1
	return {
		groups: lexicon,
		sections: sections.map((s) => s.section),
		duties,
		sectionOf,
		names: sections.map(({ name, aliases }) => [name, ...aliases].join('\n')),
		tasks: sections.map(({ tasks }) => tasks.join('\n')),
		firstLine: firstLine.map((first, s) => (sections[s]!.duties.length === 0 ? -1 : first)),
		cues,
		holdings: holdingsOf(naming, sections, firstLine),
		bigrams: bigramsOf(
			duties.map((duty) => duty.text),
			sectionOf
		),
		dutyRoom,
		dutyLine: dutyRoom < 0 ? -1 : lineOfDuty(sections[dutyRoom]!, firstLine[dutyRoom]!)
	}
}

function ready(lexicon: readonly Group[]) {
	return { cues: cuesOf(lexicon), naming: namingOf(lexicon) }
}

function lineOfDuty({ duties }: CatalogueSection, first: number): number {
	const at = duties.findIndex((duty) => duty.text.includes('值班'))
	return duties.length === 0 ? -1 : first + Math.max(at, 0)
}
