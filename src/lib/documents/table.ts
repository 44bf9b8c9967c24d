/** Cells that one cell may claim. Beyond it no page is a table that somebody made. */
const SPAN_AT_MOST = 200

interface Cell {
	text: string
	across: number
	down: number
}

/** Rows of a table whose cells span others: those are empty after the first, so that columns stay under each other. */
export class Table {
	/** For each column, how many more rows the cell above reaches down. */
	#reach: number[] = []
	#row: Cell[] = []
	/** Rows so far that have words in two cells or more. */
	broad = 0

	cell(text: string, across = 1, down = 1): void {
		this.#row.push({ text, across: span(across), down: span(down) })
	}

	/** Has the row that is open cells yet? */
	get begun(): boolean {
		return this.#row.length > 0
	}

	/** Ends the row: its cells, or null if none was put in. */
	row(): string[] | null {
		const cells = this.#row
		this.#row = []
		if (cells.length === 0) {
			for (let i = 0; i < this.#reach.length; i++) if (this.#reach[i]! > 0) this.#reach[i]!--
			return null
		}
		const out: string[] = []
		const reach = this.#reach
		const below = () => {
			while ((reach[out.length] ?? 0) > 0) {
				reach[out.length]!--
				out.push('')
			}
		}
		for (const { text, across, down } of cells) {
			below()
			for (let i = 0; i < across; i++) {
				reach[out.length] = down - 1
				out.push(i === 0 ? text : '')
			}
		}
		below()
		if (out.filter((text) => text !== '').length > 1) this.broad++
		return out
	}
}

function span(wanted: number): number {
	return Number.isInteger(wanted) && wanted > 1 ? Math.min(wanted, SPAN_AT_MOST) : 1
}
