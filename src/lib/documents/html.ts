import { Parser } from 'htmlparser2'
import { numeral } from './numerals'
import { Table } from './table'
import { Lines, Unreadable } from './unreadable'

const words = (list: string) => new Set(list.split(' '))
/** What a reader of the page does not see, or sees on every page of the site. */
const UNSEEN = words(
	'script style head title noscript template svg math iframe object audio video canvas select datalist button textarea'
)
const BLOCKS = words(
	'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary ul caption tbody thead tfoot table'
)
const VOID = words('br hr img input link meta area base col embed source track wbr param')
const MENU =
	/(?:^|[\s_-])(?:nav|navbar|navigation|breadcrumbs?|crumbs?|topnav|topbar|toolbar|pagination)(?=$|[\s_-])/i
/** A person does not nest deeper than some dozens; the parser's own stack slows down with the square of it. */
const DEEPEST = 20_000
/** A number that somebody wrote: the list's own is then not shown twice. */
const NUMBERED =
	/^(?:[（(][\d一二三四五六七八九十百]{1,4}[）)]|[\d一二三四五六七八九十百]{1,4}[、.．）)]|第[\d一二三四五六七八九十百]{1,4}[条章节款]|[①-⑳])/
const CHINESE_LIST = /cjk-ideographic|simp-chinese|trad-chinese|cjk-decimal/
const LIST_TYPES: Record<string, string> = {
	a: 'lowerLetter',
	A: 'upperLetter',
	i: 'lowerRoman',
	I: 'upperRoman'
}

interface Frame {
	table: Table
	/** A table that only places things on the page: what is in it is text like any other. */
	layout: boolean
	inCell: boolean
	across: number
	down: number
	/** Words of the cell that is open, lines parted by a break. */
	cell: string
}

interface List {
	next: number
	/** null: without numbers. */
	format: string | null
	/** What follows the number; without numbers, the bullet. */
	stop: string
}

/**
 * The text of an HTML page: a block a line, a table's row a line of cells parted by tabs, breaks inside a cell `\v`, items
 * of lists with their numbers or bullets. `tabs`: a tab in the words is meant, as in what is made from a Word document.
 */
export function htmlText(html: string, options: { tabs?: boolean } = {}): string {
	const page = new Page(options.tabs === true, true)
	page.read(html)
	if (page.lines.count > 0) return page.lines.toString()
	// A site that puts everything into what is called a navigation bar: rather too much than nothing.
	const whole = new Page(options.tabs === true, false)
	whole.read(html)
	return whole.lines.toString()
}

class Page {
	readonly lines = new Lines()
	#tables: Frame[] = []
	#lists: List[] = []
	#open: string[] = []
	/** Depth at which something unseen began, or -1. */
	#unseen = -1
	#line = ''
	#number = ''
	#pre = 0

	constructor(
		private readonly tabs: boolean,
		private readonly dropMenus: boolean
	) {}

	read(html: string): void {
		const parser = new Parser(
			{
				onopentag: (name, attributes) => this.#begin(name, attributes),
				ontext: (text) => this.#text(text),
				onclosetag: (name) => this.#end(name)
			},
			{ decodeEntities: true, lowerCaseTags: true }
		)
		parser.end(html)
		this.#break()
		while (this.#tables.length > 0) this.#endTable()
		this.#break()
	}

	#begin(name: string, attributes: Record<string, string>): void {
		if (!VOID.has(name)) {
			this.#open.push(name)
			if (this.#open.length > DEEPEST)
				throw new Unreadable(
					'这个网页嵌套得太深，读不了。请在浏览器里打开它，全选、复制，粘贴到记事本，存为 .txt 再选'
				)
		}
		if (this.#unseen >= 0) return
		if (!VOID.has(name) && this.#isUnseen(name, attributes)) {
			this.#unseen = this.#open.length
			return
		}
		if (name === 'br') this.#break()
		else if (name === 'table') this.#beginTable()
		else if (name === 'tr') this.#beginRow()
		else if (name === 'td' || name === 'th') this.#beginCell(attributes)
		else if (BLOCKS.has(name)) this.#break()
		if (name === 'pre') this.#pre++
		if (name === 'ol' || name === 'ul') this.#lists.push(listOf(name, attributes))
		if (name === 'li') this.#item(attributes)
	}

	#isUnseen(name: string, attributes: Record<string, string>): boolean {
		if (UNSEEN.has(name)) return true
		if ('hidden' in attributes || /display\s{0,4}:\s{0,4}none/i.test(attributes['style'] ?? '')) return true
		if (!this.dropMenus || name === 'body' || name === 'html') return false
		if (name === 'nav' || attributes['role'] === 'navigation') return true
		return MENU.test(attributes['class'] ?? '') || MENU.test(attributes['id'] ?? '')
	}

	#end(name: string): void {
		if (VOID.has(name)) return
		const depth = this.#open.length
		this.#open.pop()
		if (this.#unseen >= 0) {
			if (depth === this.#unseen) this.#unseen = -1
			return
		}
		if (name === 'table') this.#endTable()
		else if (name === 'tr') this.#endRow()
		else if (name === 'td' || name === 'th') this.#endCell()
		else if (BLOCKS.has(name)) this.#break()
		if (name === 'pre') this.#pre--
		if (name === 'ol' || name === 'ul') this.#lists.pop()
	}

	#text(text: string): void {
		if (this.#unseen >= 0) return
		const frame = this.#tables.at(-1)
		if (frame && !frame.layout && !frame.inCell && text.trim() === '') return
		if (this.#pre > 0) {
			text.split(/\r\n|[\n\r]/).forEach((line, i) => {
				if (i > 0) this.#break()
				this.#words(line)
			})
		} else this.#words(text)
	}

	#words(text: string): void {
		const keep = this.tabs && !this.#inTable()
		const plain = text.replace(keep ? /[ \n\r\f\v\u00a0]+/g : /[ \t\n\r\f\v\u00a0]+/g, ' ')
		this.#line += plain
	}

	#inTable(): boolean {
		const frame = this.#tables.at(-1)
		return frame !== undefined && !frame.layout && frame.inCell
	}

	/** Ends a line of text, or of a cell. */
	#break(): void {
		let line = this.#line.trim()
		this.#line = ''
		if (line === '') return
		if (this.#number !== '') {
			if (!NUMBERED.test(line)) line = this.#number + line
			this.#number = ''
		}
		if (this.#inTable()) {
			const frame = this.#tables.at(-1)!
			frame.cell += (frame.cell === '' ? '' : '\v') + line
			if (frame.cell.length > 1024 * 1024)
				throw new Unreadable('表格里一个格子的文字太多，不像是一份职责文件')
		} else this.lines.add(keptTabs(line))
	}

	#item(attributes: Record<string, string>): void {
		const list = this.#lists.at(-1)
		if (!list) return
		const value = Number.parseInt(attributes['value'] ?? '', 10)
		if (Number.isFinite(value)) list.next = value
		// In a cell its break parts items well enough, and what it holds may be a name.
		if (list.format === null) this.#number = this.#inTable() ? '' : list.stop
		else this.#number = numeral(list.next, list.format) + list.stop
		list.next++
	}

	#beginTable(): void {
		const outer = this.#tables.at(-1)
		this.#break()
		if (outer && !outer.layout && outer.inCell && outer.table.broad === 0) this.#unframe(outer)
		this.#tables.push({ table: new Table(), layout: false, inCell: false, across: 1, down: 1, cell: '' })
	}

	/** The table turns out to be there for the layout: what it has so far becomes lines. */
	#unframe(frame: Frame): void {
		frame.layout = true
		frame.inCell = false
		for (const text of frame.table.row() ?? []) for (const line of text.split('\v')) this.lines.add(line)
		for (const line of frame.cell.split('\v')) this.lines.add(line)
		frame.cell = ''
	}

	/** A row whose end is missing ends here. */
	#beginRow(): void {
		this.#endCell()
		if (this.#tables.at(-1)?.table.begun) this.#endRow()
	}

	#beginCell(attributes: Record<string, string>): void {
		const frame = this.#tables.at(-1)
		this.#endCell()
		if (!frame || frame.layout) return
		frame.inCell = true
		frame.across = Number(attributes['colspan'] ?? 1)
		frame.down = Number(attributes['rowspan'] ?? 1)
	}

	#endCell(): void {
		this.#break()
		const frame = this.#tables.at(-1)
		if (!frame || frame.layout || !frame.inCell) return
		frame.table.cell(frame.cell, frame.across, frame.down)
		frame.cell = ''
		frame.inCell = false
	}

	#endRow(): void {
		this.#endCell()
		const frame = this.#tables.at(-1)
		if (!frame || frame.layout) return
		const row = frame.table.row()
		if (row) this.#row(row)
	}

	#row(row: string[]): void {
		const outer = this.#tables.at(-2)
		// A table within a cell of a real table: its rows are lines of that cell.
		if (outer && !outer.layout && outer.inCell) {
			const line = row.filter((text) => text !== '').join(' ')
			if (line !== '') outer.cell += (outer.cell === '' ? '' : '\v') + line
		} else if (row.length === 1) for (const line of row[0]!.split('\v')) this.lines.add(line)
		else if (row.some((text) => text !== '')) this.lines.add(row.join('\t'))
	}

	#endTable(): void {
		this.#endRow()
		this.#tables.pop()
	}
}

function listOf(name: string, attributes: Record<string, string>): List {
	const start = Number.parseInt(attributes['start'] ?? '1', 10)
	const next = Number.isFinite(start) ? start : 1
	const style = (attributes['style'] ?? '') + (attributes['type'] ?? '')
	if (/list-style[^;]{0,40}none/.test(style)) return { next, format: null, stop: '' }
	if (name === 'ul') return { next, format: null, stop: '• ' }
	if (CHINESE_LIST.test(style)) return { next, format: 'chineseCounting', stop: '、' }
	return { next, format: LIST_TYPES[attributes['type'] ?? ''] ?? 'decimal', stop: '.' }
}

/** A tab after nothing but a number parts the number from its text, and is no column. */
function keptTabs(line: string): string {
	return line.replace(/[ \t]*\t[ \t]*/g, '\t').replace(/^([^\t]{1,6}[、.．）)])\t/, '$1')
}
