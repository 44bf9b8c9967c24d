/** Lines of the source, counted from 1, both inclusive. */
export interface Span {
	from: number
	to: number
}

/**
 * A duty or a task. `text` is simplified and unwrapped; `printed` is how the source has it where that differs
 * (Traditional characters), else null.
 */
export interface ReadLine extends Span {
	text: string
	printed: string | null
}

/** Its span is where it is first headed. `printed`: the name before it was simplified, null where nothing changed. */
export interface ReadSection extends Span {
	name: string
	printed: string | null
	aliases: string[]
	duties: ReadLine[]
	tasks: ReadLine[]
}

/** A section as its texts alone: what is adopted. */
export interface PlainSection {
	name: string
	aliases: string[]
	duties: string[]
	tasks: string[]
}

export function plain({ name, aliases, duties, tasks }: ReadSection): PlainSection {
	return { name, aliases, duties: duties.map((d) => d.text), tasks: tasks.map((t) => t.text) }
}

/**
 * What was read from a duty document, for a person to check beside the source. Every line of the source is in a
 * section, belongs to the print (headings of columns, page numbers), or is listed in `unplaced`. `line` counts from 1
 * in the source; null: the whole document.
 */
export interface CatalogueReading {
	office: string | null
	sections: ReadSection[]
	unplaced: { line: number; text: string }[]
	warnings: { line: number | null; text: string }[]
}
