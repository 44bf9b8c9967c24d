import type { CatalogueReading, Layout, Line } from './reading'
import { linesOf } from './lines'
import { numbered } from './numbered'
import { table } from './table'
import { isTraditional } from './traditional'

/** The ways of printing a duty document that can be read; the first that recognises a document reads it. */
const LAYOUTS: readonly Layout[] = [table, numbered]

/** Reads 科室职责. Nothing is guessed in silence: what has no place is listed, what is doubtful carries a warning. */
export function readCatalogue(text: string): CatalogueReading {
	const lines = linesOf(text)
	if (isTraditional(text)) return unread(lines, '文件是繁体字，目前只能读简体字的文件')
	for (const layout of LAYOUTS) {
		const reading = layout(lines)
		if (reading) return reading
	}
	return unread(lines, '没有认出这份文件的版式，没有读出科室；全文列为未归入，请人工录入')
}

function unread(lines: readonly Line[], why: string): CatalogueReading {
	return {
		office: null,
		sections: [],
		unplaced: lines.map(({ no, text }) => ({ line: no, text: text.trim() })),
		warnings: [{ line: null, text: why }]
	}
}
