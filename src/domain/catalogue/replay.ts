import type { CatalogueSection, QuotedDuty } from '../event'
import type { Id } from '../record'
import type { Routing } from '../routing/route'
import { bare } from './bare'

/**
 * 试算: past incidents against another version of the catalogue, before it is adopted. An incident moves where the two
 * versions send it to different sections; what an officer had chosen instead is said beside it, for there the versions
 * make no difference.
 *
 *     const index = buildIndex(draft)                         // once a version; draft: CatalogueSection[]
 *     const replay = replayer(
 *       { sections: inForce, route: (text) => route(old, text, lessons) },
 *       { sections: draft, route: (text) => route(index, text, lessons) }
 *     )
 *     const move = replay({ id, text, held })                 // null: it stays; some tenths of a millisecond
 *     tally(moves)                                            // from where to where, how many
 *     whyWords(move, nameOf)                                  // the reason, as a sentence
 *
 * A section that stays the same section must bear the same id in both; one that is new may bear any other. On a phone
 * `lib/state/replaying` does it in pieces, so that the screen goes on: `const trial = new Replaying(office)`,
 * `trial.start(draft)`, `<Replayed {...} />` of lib/ui shows it.
 */
export interface Past {
	id: Id
	text: string
	/** Who had it in hand at last; null: the duty room. */
	held: Id | null
}

export interface Version {
	sections: readonly CatalogueSection[]
	route: (text: string) => Routing
}

/** Where a version sends a text, by which line; section null: the duty room keeps it. */
export interface Place {
	section: Id | null
	duty: QuotedDuty | null
	/** The words of the text that led there. */
	words: string[]
}

/**
 * gone: the section is not in the new version; lineMoved: its line is now another section's; lineGone: its line is no
 * longer there; lineNew: the line that leads to the other section is new; balance: both lines stand, others around them
 * changed.
 */
export type Why = 'gone' | 'lineMoved' | 'lineGone' | 'lineNew' | 'balance'

export interface Move {
	past: Past
	from: Place
	to: Place
	why: Why
	/** home: to the section that had it in hand at last; away: from it; else other. */
	verdict: 'home' | 'away' | 'other'
}

export function replayer(before: Version, after: Version): (past: Past) => Move | null {
	const was = linesOf(before.sections)
	const is = linesOf(after.sections)
	return (past) => {
		const from = placeOf(before, past.text)
		const to = placeOf(after, past.text)
		if (from.section === to.section) return null
		const verdict = past.held === to.section ? 'home' : past.held === from.section ? 'away' : 'other'
		return { past, from, to, why: whyOf(from, to, was, is), verdict }
	}
}

/** All at once: for the command line and tests. */
export function replayAll(pasts: readonly Past[], before: Version, after: Version): Move[] {
	const replay = replayer(before, after)
	const moves: Move[] = []
	for (let i = 0; i < pasts.length; i++) {
		const move = replay(pasts[i]!)
		if (move) moves.push(move)
	}
	return moves
}

export interface Stream {
	from: Id | null
	to: Id | null
	count: number
}

/** How many go from where to where, the most first. */
export function tally(moves: readonly Move[]): Stream[] {
	const streams = new Map<string, Stream>()
	for (const { from, to } of moves) {
		const key = `${from.section ?? ''} ${to.section ?? ''}`
		const known = streams.get(key)
		if (known) known.count++
		else streams.set(key, { from: from.section, to: to.section, count: 1 })
	}
	return [...streams.values()].sort((a, b) => b.count - a.count)
}

/** Why it moves, in a sentence. `nameOf` knows the sections of both versions. */
export function whyWords({ from, to, why }: Move, nameOf: (section: Id) => string): string {
	const old = from.section === null ? '' : nameOf(from.section)
	const other = to.section === null ? '' : nameOf(to.section)
	switch (why) {
		case 'gone':
			return `新目录里没有${old}`
		case 'lineMoved':
			return `${old}的“${short(from.duty)}”改归${other}`
		case 'lineGone':
			return `${old}的“${short(from.duty)}”不在新目录里`
		case 'lineNew':
			return `${other}新写了“${short(to.duty)}”`
		case 'balance':
			if (to.section === null) return `新目录里${old}的理由不够充分，留给值班室`
			return from.section === null
				? `新目录里${other}的理由够充分了`
				: `两条都在，新目录里${other}比${old}更对得上`
	}
}

const SHORT = 24

function short(duty: QuotedDuty | null): string {
	const text = duty?.text ?? ''
	return text.length > SHORT ? text.slice(0, SHORT) + '…' : text
}

function placeOf({ sections, route }: Version, text: string): Place {
	const { candidates, kept } = route(text)
	const first = candidates[0]
	if (kept || !first) return { section: null, duty: null, words: [] }
	const reason = first.because[0]
	const own = sections.find((s) => s.section === first.section)
	const duty = own?.duties.find((d) => d.id === reason?.duty) ?? null
	return { section: first.section, duty, words: reason?.words ?? [] }
}

/** By section, its lines as they are compared. */
type Lines = Map<Id, Set<string>>

function linesOf(sections: readonly CatalogueSection[]): Lines {
	return new Map(sections.map((s) => [s.section, new Set(s.duties.map((d) => bare(d.text)))]))
}

function whyOf(from: Place, to: Place, was: Lines, is: Lines): Why {
	if (from.section !== null && !is.has(from.section)) return 'gone'
	const line = from.duty && bare(from.duty.text)
	if (from.section !== null && line !== null && !is.get(from.section)!.has(line))
		return to.section !== null && is.get(to.section)?.has(line) ? 'lineMoved' : 'lineGone'
	if (to.section !== null && to.duty && !was.get(to.section)?.has(bare(to.duty.text))) return 'lineNew'
	return 'balance'
}
