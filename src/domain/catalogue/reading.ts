export interface ReadSection {
	name: string
	aliases: string[]
	duties: string[]
	tasks: string[]
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

/** A line of the source that says something. Several may bear one number where the source broke it with `<br>`. */
export interface Line {
	no: number
	text: string
}

/** Reads documents printed in one way; null: this one is not. */
export type Layout = (lines: readonly Line[]) => CatalogueReading | null
