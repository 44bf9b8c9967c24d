import type { RoutingIndex } from './buildIndex'
import type { Evidence } from './evidence'
import type { Plain } from './plain'
import { bm25, ownPhrases } from './bigrams'
import { strength } from './evidence'

/** What speaks for sections. */
export interface Scores {
	/** By section. */
	total: number[]
	/** Flat: section, line, amount, and the number of a group or one of the reasons below. */
	contributions: number[]
	/** How strongly the text says that nobody but the duty room has anything to do, 0 … 1. */
	kept: number
	/** How plainly somebody still waits for something, 0 … 1. */
	open: number
}

/** A second reason for a section counts less than the first, a third less again. */
const NEXT = 0.5
/** Who holds a group half as plainly gets less than half of what it says. */
const SHARE_POWER = 1.6
/** What a strongly asked-for function leaves of the fields, unless the matter is an emergency. */
const FIELD_AFTER_FUNCTION = 0.45
/** What an emergency leaves of the functions. */
const FUNCTION_AFTER_SEVERITY = 0.35
/** What the office's own matters take from the fields and give to the functions. */
const INSIDE_FIELD = 0.4
const INSIDE_FUNCTION = 0.15
/** What an emergency gives the duty room, where a section holds its field and where none does. */
const EMERGENCY = 0.35
const EMERGENCY_UNHELD = 0.9
/** What a field that nobody holds gives the duty room, emergency or not. */
const UNHELD = 0.45
/** Shared wording, at most, and the BM25 that gives half of it. */
const WORDING = 0.3
const WORDING_HALF = 14

/** A phrase that only this section's lines have. */
const OWN_PHRASE = 0.2
/** What comes before the fields it occurs in. */
const FIRST = 1.3

/** Reasons that are no group: wording shared with a line, an emergency, a phrase that only this section's lines have. */
export const SHARED_WORDING = -1
export const AN_EMERGENCY = -2
export const OWN_WORDING = -3

export function scoresOf(index: RoutingIndex, evidence: Evidence, text: Plain): Scores {
	const { groups, holdings } = index
	const said = evidence.raw.map((raw) => (raw === 0 ? 0 : strength(raw)))
	const { severity, inside, asked, kept, open } = toneOf(index, said, evidence)
	const forField = (1 - FIELD_AFTER_FUNCTION * asked * (1 - severity)) * (1 - INSIDE_FIELD * inside)
	const forFunction = (1 - FUNCTION_AFTER_SEVERITY * severity) * (1 + INSIDE_FUNCTION * inside)
	const contributions: number[] = []
	let heldField = 0
	let unheldField = 0
	for (let g = 0; g < groups.length; g++) {
		if (said[g] === 0) continue
		const isField = groups[g]!.kind === 'field'
		const weighed = groups[g]!.comesFirst ? FIRST : isField ? forField : forFunction
		const amount = said[g]! * holdings.plainly[g]! * weighed
		if (isField) heldField = Math.max(heldField, amount)
		if (isField && holdings.plainly[g] === 0) unheldField = Math.max(unheldField, said[g]! * forField)
		const holders = holdings.holders[g]!
		for (let h = 0; h < holders.length; h += 3) {
			contributions.push(holders[h]!, holders[h + 2]!, amount * holders[h + 1]! ** SHARE_POWER, g)
		}
	}
	const wording = bm25(index.bigrams, text)
	for (let line = 0; line < wording.length; line++) {
		const amount = (WORDING * wording[line]!) / (wording[line]! + WORDING_HALF)
		if (amount > 0) contributions.push(index.sectionOf[line]!, line, amount, SHARED_WORDING)
	}
	const own = ownPhrases(index.bigrams, index.sectionOf, text)
	for (let i = 0; i < own.length; i++) {
		contributions.push(index.sectionOf[own[i]!]!, own[i]!, OWN_PHRASE, OWN_WORDING)
	}
	if (index.dutyRoom >= 0 && severity + unheldField > 0) {
		const emergency =
			severity * (EMERGENCY + (EMERGENCY_UNHELD - EMERGENCY) * (1 - Math.min(1, heldField * 2)))
		const amount = Math.max(emergency, unheldField * UNHELD)
		contributions.push(index.dutyRoom, index.dutyLine, amount, AN_EMERGENCY)
	}
	return { total: totals(index.sections.length, contributions), contributions, kept, open }
}

/** What a text is like, whatever it is about; each 0 … 1. */
function toneOf({ groups, holdings }: RoutingIndex, said: readonly number[], evidence: Evidence) {
	const tone = { severity: 0, inside: 0, asked: 0, kept: 0, open: 0 }
	let keptRaw = 0
	for (let g = 0; g < groups.length; g++) {
		const { kind } = groups[g]!
		if (kind === 'kept') keptRaw += evidence.raw[g]!
		else if (kind === 'function') tone.asked = Math.max(tone.asked, said[g]! * holdings.plainly[g]!)
		else if (kind !== 'field') tone[kind] = Math.max(tone[kind], said[g]!)
	}
	return { ...tone, kept: strength(keptRaw), open: Math.max(tone.open, tone.severity) }
}

/** The strongest reason whole, each further one worth less; of shared wording the best line alone. */
function totals(sections: number, contributions: readonly number[]): number[] {
	const amounts: number[][] = []
	const wording: number[] = []
	for (let s = 0; s < sections; s++) {
		amounts.push([])
		wording.push(0)
	}
	for (let c = 0; c < contributions.length; c += 4) {
		const s = contributions[c]!
		const amount = contributions[c + 2]!
		if (contributions[c + 3] === SHARED_WORDING) wording[s] = Math.max(wording[s]!, amount)
		else amounts[s]!.push(amount)
	}
	const total: number[] = []
	for (let s = 0; s < sections; s++) {
		const own = amounts[s]!.sort((a, b) => b - a)
		let sum = wording[s]!
		let worth = 1
		for (let i = 0; i < own.length; i++) {
			sum += own[i]! * worth
			worth *= NEXT
		}
		total.push(sum)
	}
	return total
}
