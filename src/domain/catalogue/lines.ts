import { untagged } from './html'

/**
 * A line of the source that says something. Several may bear one number, where the source broke it with `<br>` or holds
 * a whole table; a quoted cell may run over several (`to`).
 */
export interface Line {
	no: number
	to: number
	/** Cells are parted by a tab, breaks inside one by CELL_BREAK. */
	text: string
	/** The first line of a page. */
	page: boolean
}

/** A break inside a cell: it parts items, not rows. */
export const CELL_BREAK = '\v'

/** The lines that say something, with their numbers in the source as an editor counts them. */
export function linesOf(text: string): Line[] {
	const lines: Line[] = []
	const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
	let no = 1
	let from = 0
	for (let i = 0; i <= source.length; i++) {
		const c = i < source.length ? source.charCodeAt(i) : 0x0a
		if (c !== 0x0a && c !== 0x0d) continue
		if (i > from) add(lines, source.slice(from, i), no)
		if (c === 0x0d && source.charCodeAt(i + 1) === 0x0a) i++
		from = i + 1
		no++
	}
	return untagged(lines)
}

function add(lines: Line[], raw: string, no: number): void {
	const page = raw.startsWith('\f') || (/^[ \u00a0]\S/.test(raw) && !raw.includes('\t'))
	const parts = /[\f\u2028\u2029\u0085]/.test(raw) ? raw.split(/[\f\u2028\u2029\u0085]+/) : [raw]
	for (const part of parts) {
		const inCells = part.includes('\t') || part.trimStart().startsWith('|')
		for (const text of inCells ? [part] : part.split(CELL_BREAK))
			if (text.trim() !== '')
				lines.push({ no, to: no, text, page: page && text === parts.find((p) => p !== '') })
	}
}

/** One blank at most, and none beside a Chinese character: print sets them, the text does not have them. */
export function tidy(text: string): string {
	let out = ''
	let gap = false
	let from = 0
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (!isBlank(code)) {
			if (gap) {
				if (out !== '' && code < 0x2e80 && out.charCodeAt(out.length - 1) < 0x2e80) out += ' '
				gap = false
				from = i
			}
			continue
		}
		if (!gap) out += text.slice(from, i)
		gap = true
		from = i
	}
	return gap ? out : out + text.slice(from)
}

export function isBlank(code: number): boolean {
	return (
		code <= 0x20 ||
		code === 0xa0 ||
		code === 0x3000 ||
		code === 0xfeff ||
		(code >= 0x2000 && code <= 0x200d) ||
		(code >= 0xe000 && code <= 0xf8ff)
	)
}
