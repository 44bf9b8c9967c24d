/** The cells of a CSV text (RFC 4180; tabs and semicolons too, as spreadsheets write them), rows in order. */
export function parseCsv(text: string): string[][] {
	const separator = separatorOf(text)
	const rows: string[][] = []
	let row: string[] = []
	let cell = ''
	let quoted = false
	for (let i = 0; i < text.length; i++) {
		const c = text[i]!
		if (quoted) {
			if (c !== '"') cell += c
			else if (text[i + 1] === '"') {
				cell += '"'
				i++
			} else quoted = false
		} else if (c === '"' && cell === '') quoted = true
		else if (c === separator) {
			row.push(cell)
			cell = ''
		} else if (c === '\n' || c === '\r') {
			if (c === '\r' && text[i + 1] === '\n') i++
			row.push(cell)
			rows.push(row)
			row = []
			cell = ''
		} else cell += c
	}
	if (cell !== '' || row.length > 0) rows.push([...row, cell])
	return rows
}

/** Whichever of the three the first line that has one has most of. */
function separatorOf(text: string): string {
	for (const line of text.split(/\r?\n/, 20)) {
		let best = ''
		let most = 0
		for (const mark of [',', '\t', ';', '，']) {
			const count = line.split(mark).length - 1
			if (count > most) [best, most] = [mark, count]
		}
		if (most > 0) return best
	}
	return ','
}

/** A CSV text with a byte order mark, without which Excel misreads Chinese. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
	return '\ufeff' + rows.map((row) => row.map(quoted).join(',') + '\r\n').join('')
}

/** What begins like a formula would be run by a spreadsheet: an apostrophe makes it text. */
export function asText(cell: string): string {
	return /^[=+@\t\r-]/.test(cell) ? `'${cell}` : cell
}

function quoted(cell: string): string {
	const text = asText(cell)
	return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}
