import type { Piece } from './pieces'

/** Whether and how wide a document was broken into lines of equal length. */
export class Wrapping {
	/** Characters of a full line; 0: lines are paragraphs. */
	readonly width: number

	constructor(pieces: readonly Piece[]) {
		const lengths: number[] = []
		for (const piece of pieces) {
			if (!piece.first) continue
			const { length } = piece.line.text
			if (length < 8) continue
			lengths.push(length)
		}
		lengths.sort((a, b) => a - b)
		const wide = lengths[Math.floor(lengths.length * 0.85)] ?? 0
		let full = 0
		let open = 0
		for (const { first, line } of pieces) {
			if (!first || Math.abs(line.text.length - wide) > 3) continue
			full++
			if (!isFinished(line.text)) open++
		}
		const wrapped = lengths.length >= 8 && wide <= 70 && full >= lengths.length * 0.3 && open >= full * 0.5
		this.width = wrapped ? wide : 0
	}

	/** Whether the line a piece ends is full, so that what follows belongs to it. */
	full({ line }: Piece): boolean {
		return this.width > 0 && line.text.trim().length >= this.width - 2
	}
}

/** Whether a text ends as a sentence does. */
export function isFinished(text: string): boolean {
	return /[。；;！!？][”’）)】]?\s*$/.test(text)
}

/** Whether a text breaks off where no sentence can. */
export function breaksOff(text: string): boolean {
	return /[、，,（(《“]\s*$/.test(text)
}
