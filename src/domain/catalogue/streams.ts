import type { Draft } from './draft'
import type { MarkerKind } from './marker'
import type { Piece } from './pieces'
import type { ReadLine, ReadSection } from './reading'
import { placed } from './draft'
import { restOf } from './pieces'
import { sentencesIn } from './sentences'
import { breaksOff, isFinished } from './wrapping'

type Kind = 'office' | 'duty' | 'task'

interface Item {
	text: string
	pieces: Piece[]
	numbered: boolean
}

/** One column of a section, as far as it has been read. */
interface Stream {
	kind: Kind
	marker: MarkerKind
	last: number
	items: Item[]
	/** Characters of its longest line so far. */
	width: number
}

/** How far two lines of one column may differ: a mark that may not begin a line is hung on or taken down. */
const RAGGED = 2

/**
 * The columns of one section, read together. A number says to which column a line belongs; a line without one goes on
 * with the column that is open, and where several could be, its width and the page break decide.
 */
export class Streams {
	#streams: Stream[]
	#current: Stream | null = null
	#body: readonly Piece[] = []

	constructor(columns: readonly Kind[], kinds: Record<Kind, MarkerKind>) {
		this.#streams = columns.map((kind) => ({ kind, marker: kinds[kind], last: 0, items: [], width: 0 }))
	}

	read(body: readonly Piece[]): void {
		this.#body = body
		let turned = false
		for (let at = 0; at < body.length; at++) {
			const piece = body[at]!
			turned ||= piece.page
			const numbered = this.#numbered(piece)
			if (numbered) {
				numbered.last = piece.marker!.number
				this.#begin(numbered, piece, restOf(piece), true)
			} else if (!piece.first && this.#current?.items.length) append(this.#current, piece)
			else {
				const stream = this.#streamOf(at, turned)
				if (stream === null) continue
				const last = stream.items.at(-1)
				const starts = !last || (stream !== this.#current && stream.last === 0 && isFinished(last.text))
				if (starts) this.#begin(stream, piece, piece.text, false)
				else {
					append(stream, piece)
					this.#current = stream
				}
			}
			turned = false
		}
	}

	/** Hands the duties and tasks over; answers with how many lines of the office's own column are left. */
	give(draft: Draft, sections: readonly ReadSection[]): number {
		let outside = 0
		for (const { kind, items } of this.#streams) {
			if (kind === 'office') {
				outside += items.length
				continue
			}
			const lines: ReadLine[] = []
			for (const { text, pieces, numbered } of items) {
				for (const piece of pieces) draft.take(piece, 'duty')
				const where = { from: pieces[0]!.from, to: pieces.at(-1)!.to }
				for (const part of numbered ? [text] : sentencesIn(text)) lines.push(placed(part, where))
			}
			for (const section of sections) (kind === 'duty' ? section.duties : section.tasks).push(...lines)
		}
		return outside
	}

	/** The column whose list a piece's number continues. */
	#numbered({ marker }: Piece): Stream | null {
		if (!marker) return null
		const { kind, number } = marker
		for (const stream of this.#streams) {
			if (stream.marker !== kind) continue
			const fits = stream.last === 0 ? number === 1 : number > stream.last && number <= stream.last + 3
			if (fits) return stream
		}
		return null
	}

	#begin(stream: Stream, piece: Piece, text: string, numbered: boolean): void {
		stream.items.push({ text, pieces: [piece], numbered })
		stream.width = Math.max(stream.width, widthOf(piece))
		this.#current = stream
	}

	/** The column of a line without a number. */
	#streamOf(at: number, turned: boolean): Stream | null {
		const current = this.#current
		if (!current) return this.#unbegun(at) ?? this.#streams[0] ?? null
		const width = this.#widthAhead(at)
		const open = this.#streams.filter((stream) => isOpen(stream))
		const fitting = open.filter((stream) => fits(stream, width))
		if (turned) return fitting[0] ?? open[0] ?? this.#unbegun(at) ?? current
		if (isOpen(current)) {
			if (fits(current, width)) return current
			return fitting.find((stream) => stream !== current) ?? current
		}
		if (fitting.length > 0) return fitting[0]!
		const before = current.items.at(-1)!.pieces.at(-1)!
		const full = widthOf(before) >= current.width - RAGGED
		if (full && fits(current, width) && current.last > 0) return current
		return this.#unbegun(at) ?? current
	}

	/** The next column that has nothing yet and whose list of numbers does not begin further down. */
	#unbegun(at: number): Stream | null {
		const from = this.#current ? this.#streams.indexOf(this.#current) + 1 : 0
		for (let i = from; i < this.#streams.length; i++) {
			const stream = this.#streams[i]!
			if (stream.items.length > 0) continue
			const listed = this.#body.some(
				({ marker }, k) => k > at && marker?.kind === stream.marker && marker.number === 1
			)
			if (!listed) return stream
		}
		return null
	}

	/** The widest of the lines from `at` to the end of a sentence; the last one only tells how wide it is at least. */
	#widthAhead(at: number): { least: number; exact: boolean } {
		let least = widthOf(this.#body[at]!)
		let exact = false
		for (let i = at; i < this.#body.length; i++) {
			const piece = this.#body[i]!
			if (i > at && (piece.page || this.#numbered(piece))) break
			const finished = isFinished(piece.line.text)
			least = Math.max(least, widthOf(piece))
			if (finished) break
			const next = this.#body[i + 1]
			exact ||= next !== undefined && !next.page && !this.#numbered(next)
		}
		return { least, exact }
	}
}

function append(stream: Stream, piece: Piece): void {
	const item = stream.items.at(-1)!
	item.text += piece.text
	item.pieces.push(piece)
	stream.width = Math.max(stream.width, widthOf(piece))
}

function isOpen({ items }: Stream): boolean {
	const last = items.at(-1)
	return last !== undefined && (!isFinished(last.text) || breaksOff(last.text))
}

function fits({ width }: Stream, { least, exact }: { least: number; exact: boolean }): boolean {
	if (least > width + RAGGED) return false
	return !exact || least >= width - RAGGED
}

function widthOf(piece: Piece): number {
	return piece.line.text.trim().length
}
