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

export function scoresOf(index: RoutingIndex, evidence: Evidence, text: Plain): Scores {
	const { groups, holdings } = index
	const said = evidence.raw.map((raw) => (raw === 0 ? 0 : strength(raw)))
	const { severity, inside, asked, kept, open } = toneOf(index, said, evidence)
	const forField0 = (1 - W.fieldAfterFunction * asked * (1 - severity)) * (1 - W.insideField * inside)
	const forFunction0 = (1 - W.functionAfterSeverity * severity) * (1 + W.insideFunction * inside)
	const balance = balanceOf(index, evidence)
	const forField = forField0 * (1 - W.balanceField * Math.max(0, balance))
	const forFunction = forFunction0 * (1 - W.balanceFunction * Math.max(0, -balance))
	const contributions: number[] = []
	const inField: number[] = []
	for (let s = 0; s < index.sections.length; s++) inField.push(0)
	let unheld = 0
	for (let g = 0; g < groups.length; g++) {
		if (said[g] === 0) continue
		const isField = groups[g]!.kind === 'field'
		if (isField && holdings.plainly[g] === 0) unheld += evidence.raw[g]!
		const weighed = groups[g]!.comesFirst ? W.first : isField ? forField : forFunction
		const amount = said[g]! * holdings.plainly[g]! * weighed
		const holders = holdings.holders[g]!
		for (let h = 0; h < holders.length; h += 3) {
			const own = amount * holders[h + 1]! ** W.sharePower
			contributions.push(holders[h]!, holders[h + 2]!, own, g)
			if (isField) inField[holders[h]!] = Math.max(inField[holders[h]!]!, own)
		}
	}
	const wording = bm25(index.bigrams, text)
	for (let line = 0; line < wording.length; line++) {
		const amount = (W.wording * wording[line]!) / (wording[line]! + W.wordingHalf)
		if (amount > 0) contributions.push(index.sectionOf[line]!, line, amount, SHARED_WORDING)
	}
	const own = ownPhrases(index.bigrams, index.sectionOf, text)
	for (let i = 0; i < own.length; i++) {
		contributions.push(index.sectionOf[own[i]!]!, own[i]!, W.ownPhrase, OWN_WORDING)
	}
	if (index.dutyRoom >= 0 && severity + unheld > 0) {
		const amount = Math.max(
			severity * emergency(inField),
			unheld === 0 ? 0 : strength(unheld) * forField * W.unheld
		)
		contributions.push(index.dutyRoom, index.dutyLine, amount, AN_EMERGENCY)
	}
	const total = totals(index.sections.length, contributions)
	if (index.dutyLine >= 0 && text.codes.length > W.phrase) unclear(index, balance, total, contributions)
	return { total, contributions, kept, open }
}

/** Whose matter it is does not show: the duty room goes first, and finds out. */
function unclear(
	{ dutyRoom, dutyLine }: RoutingIndex,
	balance: number,
	total: number[],
	contributions: number[]
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
function balanceOf({ groups }: RoutingIndex, { raw }: Evidence): number {
	let office = 0
	let life = 0
	for (let g = 0; g < groups.length; g++) {
		const { kind } = groups[g]!
		if (kind === 'function' || kind === 'inside') office += raw[g]!
		else if (kind === 'field' || kind === 'severity') life += raw[g]!
	}
	return (office - life) / (office + life + 4)
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
			worth *= W.next
		}
		total.push(sum)
	}
	return total
}
