import type { Line } from './reading'

/** Tags that extraction leaves behind and that say nothing about the text. */
const TAGS = /<\/?(?:p|div|span|b|strong|em|font|o:p)(?:\s[^<>]*)?>/gi
const BREAK = /<br\s*\/?>/i
const BREAKS = /<br\s*\/?>/gi
const ENTITIES = /&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|middot);/g
const CHARACTERS: Record<string, string> = {
	'&nbsp;': ' ',
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&ldquo;': '“',
	'&rdquo;': '”',
	'&middot;': '·'
}

/** Page numbers as printers set them: `- 4 -`, `第 4 页`, `第4页 共12页`, `4/12`. */
const PAGE =
	/^(?:[-—–]{1,2}\s?\d{1,4}\s?[-—–]{1,2}|第\s?\d{1,4}\s?页(?:[\s,，/]?共\s?\d{1,4}\s?页)?|\d{1,4}\s?\/\s?\d{1,4})$/

/** In cells a break parts items; elsewhere it ends a line. */
export const CELL_BREAK = '\n'

/** The lines that say something, with their numbers in the source; tabs are kept, page numbers and tags are not. */
export function linesOf(text: string): Line[] {
	const lines: Line[] = []
	const source = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r\u2028\u2029\f]/)
	source.forEach((raw, i) => {
		const plain = raw.replace(TAGS, '').replace(ENTITIES, (entity) => CHARACTERS[entity] ?? entity)
		const parts = plain.includes('\t') ? [plain.replace(BREAKS, CELL_BREAK)] : plain.split(BREAK)
		for (const part of parts) {
			const trimmed = part.trim()
			if (trimmed !== '' && !PAGE.test(trimmed)) lines.push({ no: i + 1, text: part })
		}
	})
	return lines
}

/** One blank at most, and none beside a Chinese character: print sets them, the text does not have them. */
export function tidy(text: string): string {
	let out = ''
	let gap = false
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code <= 0x20 || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200d)) {
			gap = out !== ''
			continue
		}
		if (gap && code < 0x2e80 && out.charCodeAt(out.length - 1) < 0x2e80) out += ' '
		gap = false
		out += text[i]
	}
	return out
}
