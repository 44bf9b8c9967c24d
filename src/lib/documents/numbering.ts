import { numeral } from './numerals'

/** One level of a list in Word: `text` has %1 … %9 where the numbers of the levels go. */
interface Level {
	start: number
	format: string
	text: string
	/** What follows the number, in Word's words: tab, space, nothing. */
	suffix: string
	/** All numbers in it decimal (第 1.2 条 below 第一章). */
	legal: boolean
}

interface Num {
	abstract: string
	starts: Map<number, number>
	levels: Map<number, Level>
}

const LEVELS = 9

/** The numbers that Word and WPS make themselves and do not write into the text: paragraph after paragraph, in order. */
export class Numbering {
	#abstracts = new Map<string, Map<number, Level>>()
	#nums = new Map<string, Num>()
	/** Paragraph styles that number: style → list and level. */
	#styles = new Map<string, { num: string; level: number }>()
	/** Where each list stands. */
	#counts = new Map<string, number[]>()
	#begun = new Set<string>()

	/** `numbering` and `styles`: the XML of those parts, '' where the document has none. */
	constructor(numbering: string, styles: string) {
		const links = new Map<string, string>() // list → style that has its levels
		for (const [, id, body] of elements(numbering, 'w:abstractNum')) {
			this.#abstracts.set(attribute(id, 'w:abstractNumId'), levelsOf(body))
			const link = value(body, 'w:numStyleLink')
			if (link !== null) links.set(attribute(id, 'w:abstractNumId'), link)
		}
		for (const [, head, body] of elements(numbering, 'w:num')) {
			const starts = new Map<number, number>()
			const levels = new Map<number, Level>()
			for (const [, at, over] of elements(body, 'w:lvlOverride')) {
				const level = Number(attribute(at, 'w:ilvl'))
				const start = value(over, 'w:startOverride')
				if (start !== null) starts.set(level, Number(start))
				for (const [no, own] of levelsOf(over)) levels.set(no, own)
			}
			const abstract = value(body, 'w:abstractNumId') ?? ''
			this.#nums.set(attribute(head, 'w:numId'), { abstract, starts, levels })
		}
		this.#readStyles(styles)
		for (const [abstract, style] of links) {
			const num = this.#nums.get(this.#styles.get(style)?.num ?? '')
			const levels = num && this.#abstracts.get(num.abstract)
			if (levels) this.#abstracts.set(abstract, levels)
		}
	}

	#readStyles(styles: string): void {
		const based = new Map<string, string>()
		for (const [, head, body] of elements(styles, 'w:style')) {
			const id = attribute(head, 'w:styleId')
			const num = value(body, 'w:numId')
			if (num !== null) this.#styles.set(id, { num, level: Number(value(body, 'w:ilvl') ?? 0) })
			const parent = value(body, 'w:basedOn')
			if (parent !== null) based.set(id, parent)
		}
		for (const id of based.keys()) {
			let up: string | undefined = id
			for (let i = 0; i < 20 && up !== undefined && !this.#styles.has(up); i++) up = based.get(up)
			const found = up === undefined ? undefined : this.#styles.get(up)
			if (found) this.#styles.set(id, found)
		}
	}

	/** The next paragraph's number, with what parts it from the text; '' for a paragraph without one. */
	next(style: string | null, ownNum: string | null, ownLevel: string | null): string {
		const styled = style === null ? undefined : this.#styles.get(style)
		const num = ownNum ?? styled?.num
		if (num === undefined || num === '0') return ''
		const list = this.#nums.get(num)
		const levels = list && this.#abstracts.get(list.abstract)
		if (!list || !levels) return ''
		const at = Math.min(Math.max(Number(ownLevel ?? styled?.level ?? 0) || 0, 0), LEVELS - 1)
		const level = (no: number) => list.levels.get(no) ?? levels.get(no)
		const own = level(at)
		if (!own) return ''
		const counts = this.#counts.get(list.abstract) ?? []
		this.#counts.set(list.abstract, counts)
		this.#restart(num, list, counts)
		const start = (no: number) => list.starts.get(no) ?? level(no)?.start ?? 1
		counts[at] = (counts[at] ?? start(at) - 1) + 1
		for (let no = 0; no < at; no++) counts[no] ??= start(no)
		counts.length = at + 1
		if (own.format === 'bullet') return ''
		const text = own.text.replace(/%([1-9])/g, (_, digit: string) => {
			const no = Number(digit) - 1
			return numeral(counts[no] ?? start(no), own.legal ? 'decimal' : (level(no)?.format ?? 'decimal'))
		})
		return text + (own.suffix !== 'nothing' && !/[、.．）)\s]$/.test(text) ? ' ' : '')
	}

	/** A list that says where it starts, starts there the first time it is used. */
	#restart(num: string, list: Num, counts: number[]): void {
		if (this.#begun.has(num)) return
		this.#begun.add(num)
		for (const [no, start] of list.starts) if (no < counts.length) counts[no] = start - 1
	}
}

function levelsOf(xml: string): Map<number, Level> {
	const levels = new Map<number, Level>()
	for (const [, head, body] of elements(xml, 'w:lvl'))
		levels.set(Number(attribute(head, 'w:ilvl') || 0), {
			start: Number(value(body, 'w:start') ?? 1),
			format: value(body, 'w:numFmt') ?? 'decimal',
			text: unescaped(value(body, 'w:lvlText') ?? ''),
			suffix: value(body, 'w:suff') ?? 'tab',
			legal: body.includes('<w:isLgl')
		})
	return levels
}

/** [all, attributes, content] of each element of that name; they do not nest in each other. */
function* elements(xml: string, name: string): Generator<[string, string, string]> {
	const close = `</${name}>`
	let at = 0
	for (;;) {
		at = xml.indexOf('<' + name, at)
		if (at < 0) return
		const after = at + name.length + 1
		const end = xml.indexOf('>', after)
		if (end < 0) return
		if (!/[\s/>]/.test(xml[after]!)) {
			at = after
			continue
		}
		const head = xml.slice(after, end)
		const until = head.endsWith('/') ? end : xml.indexOf(close, end)
		if (until < 0) return
		yield [xml.slice(at, until), head, xml.slice(end + 1, Math.max(until, end + 1))]
		at = until + 1
	}
}

function attribute(head: string, name: string): string {
	const at = head.indexOf(name + '="')
	return at < 0 ? '' : head.slice(at + name.length + 2, head.indexOf('"', at + name.length + 2))
}

function value(xml: string, name: string): string | null {
	for (const [, head] of elements(xml, name)) return attribute(head, 'w:val') || null
	return null
}

function unescaped(text: string): string {
	return text
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#(x?)([\da-fA-F]{1,6});/g, (_, hex: string, digits: string) =>
			String.fromCharCode(Number.parseInt(digits, hex ? 16 : 10))
		)
		.replace(/&amp;/g, '&')
}
