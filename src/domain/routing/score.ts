import type { RoutingIndex } from './buildIndex'
import type { Evidence } from './evidence'
import type { Plain } from './plain'
import { bm25, ownPhrases } from './bigrams'
import { strength } from './evidence'
import { WEIGHTS as W } from './weights'

/** What speaks for sections. */
export interface Scores {
	/** By section. */
	total: number[]
	/** Flat: section, line, amount, and the number of a group or one of the reasons below. */
	contributions: number[]
	/** By section: where in `contributions` its own begin. */
	own: number[][]
	/** How strongly the text says that nobody but the duty room has anything to do, 0 … 1. */
	kept: number
	/** How plainly somebody still waits for something, 0 … 1. */
	open: number
}

/** Reasons that are no group: wording shared with a line, an emergency, a phrase that only this section's lines have. */
export const SHARED_WORDING = -1
export const AN_EMERGENCY = -2
export const OWN_WORDING = -3
/** Public life, and nobody's in particular. */
export const UNCLEAR = -4

/** `different`: the different pairs of the text. */
export function scoresOf(
	index: RoutingIndex,
	evidence: Evidence,
	text: Plain,
	different: readonly number[]
): Scores {
	const { groups, holdings } = index
	const { severity, inside, asked, kept, open } = toneOf(index, evidence)
	const forField0 = (1 - W.fieldAfterFunction * asked * (1 - severity)) * (1 - W.insideField * inside)
	const forFunction0 = (1 - W.functionAfterSeverity * severity) * (1 + W.insideFunction * inside)
	const balance = balanceOf(index, evidence)
	const forField = forField0 * (1 - W.balanceField * Math.max(0, balance))
	const forFunction = forFunction0 * (1 - W.balanceFunction * Math.max(0, -balance))
	const contributions: number[] = []
	const inField: number[] = []
	for (let s = 0; s < index.sections.length; s++) inField[s] = 0
	let unheld = 0
	for (let i = 0; i < evidence.said.length; i++) {
		const g = evidence.said[i]!
		const isField = groups[g]!.kind === 'field'
		if (isField && holdings.plainly[g] === 0) unheld += evidence.raw[g]!
		const weighed = groups[g]!.comesFirst ? W.first : isField ? forField : forFunction
		const amount = strength(evidence.raw[g]!) * holdings.plainly[g]! * weighed
		const holders = holdings.holders[g]!
		for (let h = 0; h < holders.length; h += 3) {
			const own = amount * (holdings.common[g] ? W.common : 1) * holders[h + 1]! ** W.sharePower
			contributions.push(holders[h]!, holders[h + 2]!, own, g)
			if (isField && own > inField[holders[h]!]!) inField[holders[h]!] = own
		}
	}
	const narrow = holdings.common.includes(true)
	const most = narrow ? W.wordingNarrow : W.wording
	const half = narrow ? W.wordingHalfNarrow : W.wordingHalf
	const wording = bm25(index.bigrams, different)
	for (let line = 0; line < wording.length; line++) {
		const shared = wording[line]!
		if (shared === 0) continue
		const amount = (most * shared) / (shared + half)
		contributions.push(index.sectionOf[line]!, line, amount, SHARED_WORDING)
	}
	const phrases = ownPhrases(index.bigrams, text)
	for (let i = 0; i < phrases.length; i++) {
		contributions.push(index.sectionOf[phrases[i]!]!, phrases[i]!, W.ownPhrase, OWN_WORDING)
	}
	const printed = text.codes.length <= W.phrase ? printedBy(index, text) : -1
	if (printed >= 0) contributions.push(index.sectionOf[printed]!, printed, W.printed, OWN_WORDING)
	if (index.dutyRoom >= 0 && severity + unheld > 0) {
		const amount = Math.max(
			severity * emergency(inField),
			unheld === 0 ? 0 : strength(unheld) * forField * W.unheld
		)
		contributions.push(index.dutyRoom, index.dutyLine, amount, AN_EMERGENCY)
	}
	const { total, own } = totals(index.sections.length, contributions)
	const scores = { total, contributions, own, kept, open }
	if (index.dutyLine >= 0 && text.codes.length > W.phrase) unclear(index, balance, scores)
	return scores
}

/**
 * The line of the one section that prints a looked-up phrase as it stands, in a duty or its name, or else in a task; -1:
 * none does, or several. A name or task is answered by the section's first line.
 */
function printedBy({ duties, sectionOf, names, tasks, firstLine }: RoutingIndex, text: Plain): number {
	const phrase = String.fromCharCode(...text.codes)
	if (phrase.length < 2) return -1
	let line = -1
	for (let d = 0; d < duties.length; d++) {
		if (!duties[d]!.text.includes(phrase)) continue
		if (line < 0) line = d
		else if (sectionOf[d] !== sectionOf[line]) return -1
	}
	let owner = line < 0 ? -1 : sectionOf[line]!
	for (const printed of [names, tasks]) {
		if (printed === tasks && owner >= 0) break
		for (let s = 0; s < printed.length; s++) {
			if (s === owner || !printed[s]!.includes(phrase)) continue
			if (owner >= 0) return -1
			owner = s
		}
	}
	return line >= 0 || owner < 0 ? line : firstLine[owner]!
}

/** Whose matter it is does not show: the duty room goes first, and finds out. */
function unclear(
	{ dutyRoom, dutyLine }: RoutingIndex,
	balance: number,
	{ total, contributions, own }: Scores
): void {
	let top = 0
	let second = 0
	for (let s = 0; s < total.length; s++) {
		if (total[s]! > top) {
			second = top
			top = total[s]!
		} else if (total[s]! > second) second = total[s]!
	}
	const clear = top >= W.unclearScore && top - second >= W.unclearLead
	if (total[dutyRoom] === top || (top >= W.enough && (clear || balance > -W.unclearLife))) return
	const first = Math.max(top, W.worthNaming) + 0.01
	own[dutyRoom]!.push(contributions.length)
	contributions.push(dutyRoom, dutyLine, first - total[dutyRoom]!, UNCLEAR)
	total[dutyRoom] = first
}

/** What an emergency gives the duty room: the more, the less clear it is whose field it is. */
function emergency(inField: readonly number[]): number {
	let top = 0
	let second = 0
	for (let s = 0; s < inField.length; s++) {
		const own = inField[s]!
		if (own > top) {
			second = top
			top = own
		} else if (own > second) second = own
	}
	const held =
		W.emergency + (W.emergencyUnclear - W.emergency) * (1 - Math.min(1, (top - second) / W.clearLead))
	return held + (W.emergencyUnheld - held) * (1 - Math.min(1, top * 2))
}

/** How far the text is about office work rather than public life, -1 … 1. */
function balanceOf({ groups }: RoutingIndex, { raw, said }: Evidence): number {
	let office = 0
	let life = 0
	for (let i = 0; i < said.length; i++) {
		const { kind } = groups[said[i]!]!
		if (kind === 'function' || kind === 'inside') office += raw[said[i]!]!
		else if (kind === 'field' || kind === 'severity') life += raw[said[i]!]!
	}
	return (office - life) / (office + life + 4)
}

/** What a text is like, whatever it is about; each 0 … 1. */
function toneOf({ groups, holdings }: RoutingIndex, { raw, said }: Evidence) {
	const tone = { severity: 0, inside: 0, asked: 0, kept: 0, open: 0 }
	let keptRaw = 0
	for (let i = 0; i < said.length; i++) {
		const g = said[i]!
		const { kind } = groups[g]!
		if (kind === 'field') continue
		const strongly = strength(raw[g]!)
		if (kind === 'kept') keptRaw += raw[g]!
		else if (kind === 'function') tone.asked = Math.max(tone.asked, strongly * holdings.plainly[g]!)
		else tone[kind] = Math.max(tone[kind], strongly)
	}
	tone.kept = strength(keptRaw)
	tone.open = Math.max(tone.open, tone.severity)
	return tone
}

/** The strongest reason whole, each further one worth less; of shared wording the best line alone. */
function totals(sections: number, contributions: readonly number[]): Pick<Scores, 'total' | 'own'> {
	const own: number[][] = []
	const amounts: number[][] = []
	const total: number[] = []
	for (let s = 0; s < sections; s++) {
		own[s] = []
		amounts[s] = []
		total[s] = 0
	}
	for (let c = 0; c < contributions.length; c += 4) {
		const s = contributions[c]!
		const amount = contributions[c + 2]!
		own[s]!.push(c)
		if (contributions[c + 3] !== SHARED_WORDING) sortIn(amounts[s]!, amount)
		else if (amount > total[s]!) total[s] = amount
	}
	for (let s = 0; s < sections; s++) {
		const descending = amounts[s]!
		let sum = total[s]!
		let worth = 1
		for (let i = 0; i < descending.length; i++) {
			sum += descending[i]! * worth
			worth *= W.next
		}
		total[s] = sum
	}
	return { total, own }
}

/** Puts an amount in its place among few, the largest first. */
function sortIn(descending: number[], amount: number): void {
	let at = descending.length
	for (; at > 0 && descending[at - 1]! < amount; at--) descending[at] = descending[at - 1]!
	descending[at] = amount
}
