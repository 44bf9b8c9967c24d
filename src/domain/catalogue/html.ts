import type { Line } from './lines'
import { CELL_BREAK } from './lines'

const CHARACTERS: Record<string, string> = {
	nbsp: ' ',
	ensp: ' ',
	emsp: ' ',
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	ldquo: '“',
	rdquo: '”',
	lsquo: '‘',
	rsquo: '’',
	middot: '·',
	hellip: '…',
	mdash: '—',
	ndash: '–'
}
const BLOCKS = [
	'p',
	'div',
	'li',
	'ul',
	'ol',
	'h1',
	'h2',
	'h3',
	'h4',
	'h5',
	'h6',
	'table',
	'tbody',
	'thead',
	'section',
	'dl',
	'dt',
	'dd',
	'article',
	'header',
	'footer',
	'nav',
	'main',
	'aside',
	'center',
	'blockquote',
	'caption',
	'form',
	'title',
	'hr',
	'option'
]
const LONGEST_TAG = 2_000

/**
 * The lines without the tags that an extraction left in them: `<br>` and blocks end a line, rows of a table become lines
 * with their cells parted by tabs. A cell merged downwards leaves empty cells below it. What is no tag stays.
 */
export function untagged(lines: readonly Line[]): Line[] {
	if (!lines.some(({ text }) => text.includes('<') || text.includes('&'))) return lines as Line[]
	const page = new Unmarking()
	for (const line of lines) page.read(line)
	return page.end()
}

class Unmarking {
	#out: Line[] = []
	#text = ''
	#line: Line | null = null
	#inCell = false
	#inRow = false
	/** Columns begun in this row, and tabs written for them. */
	#cells = 0
	#tabs = 0
	/** For each column, how many rows more the cell above covers. */
	#covered: number[] = []
	#skipping = ''

	read(line: Line): void {
		if (!this.#inRow) this.#begin(line)
		else if (this.#inCell && this.#text !== '') this.#text += CELL_BREAK
		const { text } = line
		let from = 0
		for (let at = next(text, 0); at >= 0; at = next(text, at + 1)) {
			const found = text[at] === '<' ? tagAt(text, at) : entityAt(text, at)
			if (!found) continue
			this.#say(text.slice(from, at))
			from = found.end
			at = from - 1
			if ('says' in found) this.#say(found.says)
			else this.#tag(found.name, found.closes, found.attributes, line)
		}
		this.#say(text.slice(from))
		if (this.#line) this.#line.to = line.no
		if (!this.#inRow) this.#flush()
	}

	end(): Line[] {
		this.#flush()
		return this.#out
	}

	#begin(line: Line): void {
		this.#line = { ...line }
		this.#text = ''
	}

	#say(text: string): void {
		if (this.#skipping !== '') return
		if (this.#inRow && !this.#inCell) {
			if (text.trim() === '') return
			this.#inCell = true
		}
		this.#text += this.#inRow ? text.replace(/\t/g, ' ') : text
	}

	#flush(): void {
		if (this.#line && this.#text.trim() !== '') this.#out.push({ ...this.#line, text: this.#text })
		this.#text = ''
	}

	#tag(name: string, closes: boolean, attributes: string, line: Line): void {
		if (name === 'script' || name === 'style') this.#skipping = closes ? '' : name
		else if (name === 'tr' || name === 'table') {
			this.#flush()
			this.#line = { ...line }
			if (name === 'table') this.#covered = []
			this.#inRow = name === 'tr' && !closes
			this.#inCell = false
			this.#cells = 0
			this.#tabs = 0
		} else if (name === 'td' || name === 'th') {
			this.#inCell = !closes
			if (!closes) this.#cell(attributes)
		} else if (name === 'br' || BLOCKS.includes(name)) {
			if (this.#inRow) {
				if (this.#inCell && this.#text !== '' && !/[\t\v]$/.test(this.#text)) this.#text += CELL_BREAK
			} else if (this.#line?.text.includes('\t') || this.#line?.text.trimStart().startsWith('|')) {
				if (name === 'br') this.#text += CELL_BREAK
			} else {
				this.#flush()
				this.#line = { ...line }
			}
		}
	}

	#cell(attributes: string): void {
		this.#inRow = true
		while ((this.#covered[this.#cells] ?? 0) > 0) {
			this.#covered[this.#cells]!--
			this.#cells++
		}
		for (; this.#tabs < this.#cells; this.#tabs++) this.#text += '\t'
		const down = count(/rowspan\s*=\s*["']?(\d{1,3})/i.exec(attributes))
		const across = count(/colspan\s*=\s*["']?(\d{1,3})/i.exec(attributes))
		for (let i = 0; i < across; i++) {
			this.#covered[this.#cells] = down - 1
			this.#cells++
		}
	}
}

function count(found: RegExpExecArray | null): number {
	return Math.min(Number(found?.[1] ?? 1), 200)
}

function next(text: string, from: number): number {
	for (let i = from; i < text.length; i++) {
		const c = text.charCodeAt(i)
		if (c === 0x3c || c === 0x26) return i
	}
	return -1
}

function tagAt(text: string, at: number) {
	let i = at + 1
	const closes = text[i] === '/'
	if (closes) i++
	if (text.startsWith('!--', i)) {
		const end = text.indexOf('-->', i)
		return end < 0 ? null : { name: '!', closes, attributes: '', end: end + 3 }
	}
	const from = i
	while (i < from + 12 && /[a-z0-9:]/i.test(text[i] ?? ' ')) i++
	if (i === from) return null
	const name = text.slice(from, i).toLowerCase()
	const end = text.slice(i, i + LONGEST_TAG).indexOf('>')
	if (end < 0) return null
	const attributes = text.slice(i, i + end)
	if (attributes !== '' && !/^[\s/]/.test(attributes)) return null
	return { name, closes, attributes, end: i + end + 1 }
}

function entityAt(text: string, at: number): { says: string; end: number } | null {
	const found = /^&(?:#(\d{2,6})|#x([0-9a-f]{2,5})|([a-z]{2,8}));/i.exec(text.slice(at, at + 12))
	if (!found) return null
	const [whole, decimal, hex, name] = found
	const code = decimal ? Number(decimal) : hex ? parseInt(hex, 16) : 0
	const says = name
		? CHARACTERS[name.toLowerCase()]
		: code > 0x1f && code < 0x10000
			? String.fromCharCode(code)
			: ' '
	return says === undefined ? null : { says, end: at + whole.length }
}
