import type { Line } from './lines'
import type { Named } from './sectionName'
import type { Piece } from './pieces'
import type { CatalogueReading, ReadLine, ReadSection, Span } from './reading'
import { tidy } from './lines'
import { sectionKey } from './sectionName'

/** The document as the layouts get it. */
export interface Source {
	lines: readonly Line[]
	pieces: readonly Piece[]
	/** Page numbers and the like: no layout sees them. */
	print: ReadonlySet<Line>
}

/** What became of a line or a piece of one. What nobody took is unplaced. */
export type Role = 'heading' | 'duty' | 'print'

/** Reads documents printed in one way; null: this one is not. */
export type Layout = (source: Source) => Draft | null

/** A reading being made: sections in the order in which they are first named, and what became of each line. */
export class Draft {
	office: string | null = null
	readonly sections: ReadSection[] = []
	readonly warnings: CatalogueReading['warnings'] = []
	readonly roles = new Map<Line | Piece, Role>()
	#byKey = new Map<string, ReadSection>()
	#left: CatalogueReading['unplaced'] = []

	take(what: Line | Piece, role: Role): void {
		this.roles.set(what, role)
	}

	/** A part of a line that is taken for the rest: a sentence about staffing after the duties. */
	leave({ from }: Span, text: string): void {
		this.#left.push({ line: from, text: tidy(text) })
	}

	warn(line: number | null, text: string): void {
		this.warnings.push({ line, text })
	}

	has(name: string): boolean {
		return this.#byKey.has(sectionKey(name))
	}

	/** Whatever else is said of a section joins it. */
	section({ name, aliases }: Named, { from, to }: Span): ReadSection {
		const key = sectionKey(name)
		let section = this.#byKey.get(key)
		if (!section) {
			section = { name, printed: null, aliases: [], duties: [], tasks: [], from, to }
			this.#byKey.set(key, section)
			this.sections.push(section)
		}
		for (const alias of aliases)
			if (alias !== name && !section.aliases.includes(alias)) section.aliases.push(alias)
		return section
	}

	/** How much of the document has found its place: what to compare two layouts by. */
	get worth(): number {
		let worth = 0
		for (const { duties, tasks } of this.sections) if (duties.length + tasks.length > 0) worth++
		return worth
	}

	end({ lines, pieces, print }: Source): CatalogueReading {
		const unplaced = this.#left
		const whole = new Set<Line>()
		for (const line of lines) if (print.has(line) || this.roles.has(line)) whole.add(line)
		let before: Piece | null = null
		for (const piece of pieces) {
			if (whole.has(piece.line) || this.roles.has(piece)) continue
			if (before?.line === piece.line) unplaced[unplaced.length - 1]!.text += piece.text
			else unplaced.push({ line: piece.from, text: piece.text })
			before = piece
		}
		unplaced.sort((a, b) => a.line - b.line)
		this.warnings.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
		return { office: this.office, sections: this.sections, unplaced, warnings: this.warnings }
	}
}

export function placed(text: string, { from, to }: Span): ReadLine {
	return { text, printed: null, from, to }
}
