import type { Line } from './lines'
import type { Marker } from './marker'
import type { Span } from './reading'
import { isBlank, tidy } from './lines'
import { isMeasure, markerAt } from './marker'
import { looksLikeSection } from './sectionName'

/** A line of the source, or the part of it that begins at a number, a bullet or a name in bold. */
export interface Piece extends Span {
	line: Line
	/** Without decoration; with its number. */
	text: string
	marker: Marker | null
	/** How it is set off: `#` a Markdown heading, `*` bold, `【` in brackets, `-` a bullet, '' not at all. */
	look: '' | '#' | '*' | '【' | '-'
	/** Its first word, up to a blank: a title where the text lost its lines. */
	word: string
	/** It begins a line of the source. */
	first: boolean
	page: boolean
}

const BULLETS = '▲△◎➢❖✦✓✔' + '•●◆■▪▶►➤◇○□★☆※√·‣∙⚫–'
/** Longer lines may hold several headings without a number: a page that lost its lines. */
export const FLAT = 80
const MOST = 2_000_000

/** Cuts lines where a list goes on within them. */
export function piecesOf(lines: readonly Line[]): Piece[] {
	const pieces: Piece[] = []
	for (const line of lines) {
		const cuts = cutsIn(line.text)
		for (let i = 0; i < cuts.length && pieces.length < MOST; i++) {
			const piece = pieceOf(line, line.text.slice(cuts[i], cuts[i + 1]), i === 0)
			if (piece.text !== '') pieces.push(piece)
		}
	}
	return pieces
}

export function restOf({ text, marker }: Piece): string {
	return marker ? text.slice(marker.end) : text
}

/** The first word after a number. */
function wordIn(raw: string): string {
	const found = /^(?:[^\s、.．）)]{1,5}[、.．）)]{1,2})?\s?(\S{2,20})\s/.exec(raw.slice(0, 60).trimStart())
	return found?.[1] ?? ''
}

const OPENING = '【［[〔〖「『<〈'
const CLOSING = '】］]〕〗」』>〉'

/** A number parted from its text by a blank alone. */
const SPACED = /^\s*([一二三四五六七八九十]{1,3}|\d{1,2})[ \t\u3000\u00a0]+([\u4e00-\u9fff“《【])/

function pieceOf(line: Line, raw: string, first: boolean): Piece {
	const spaced = SPACED.exec(raw)
	const numbered = spaced !== null && (spaced[1]! > '9' || !isMeasure(raw, spaced[0].length - 1))
	let text = tidy(numbered ? raw.replace(SPACED, '$1、$2') : raw.replace(/\t/g, ' '))
	let look: Piece['look'] = ''
	const heading = /^#{1,6}\s*/.exec(text)
	if (heading) {
		look = '#'
		text = text.slice(heading[0].length)
	}
	if (/^(?:[-*+>]\s|[-*+>][\u2e80-\uffff])/.test(text) || BULLETS.includes(text[0] ?? ' ')) {
		look ||= '-'
		text = text.slice(1).trimStart()
	}
	if (text.includes('**') || text.includes('__')) {
		if (text.startsWith('**') || text.startsWith('__')) look = look === '#' ? '#' : '*'
		text = bare(text)
	}
	let marker = markerAt(text)
	if (marker && text.startsWith('**', marker.end)) look ||= '*'
	const at = marker?.end ?? 0
	const pair = OPENING.indexOf(text[at] ?? ' ')
	if (pair >= 0 && text.indexOf(CLOSING[pair]!) > 0) {
		const close = text.indexOf(CLOSING[pair]!, at)
		const name = text.slice(at + 1, close)
		// 【办公室】负责… reads as 办公室：负责…
		if (close > 0 && looksLikeSection(name)) {
			const follows = text.slice(close + 1).replace(/^[：:]/, '')
			look ||= '【'
			text = text.slice(0, at) + name + (follows === '' ? '' : '：' + follows)
			marker = markerAt(text)
		}
	}
	const word = wordIn(raw)
	return { line, from: line.no, to: line.to, text, marker, look, word, first, page: line.page && first }
}

function bare(text: string): string {
	return text.replace(/\*\*|__/g, '')
}

/** Where pieces begin: the line's start, and after a stop or a blank where a number, a bullet or a name in bold follows. */
export function cutsIn(text: string): number[] {
	const cuts = [0]
	const flattened = text.length > FLAT
	for (let i = decorationOf(text) + 1; i < text.length; i++) {
		const before = text.charCodeAt(i - 1)
		if (before > LAST_STOP && before < FIRST_PRIVATE) continue // an ordinary character, as nearly all are
		const blank = isBlank(before)
		if (!blank && !isStop(before) && before !== 0x2a) continue
		const c = text.charCodeAt(i)
		if (isBlank(c)) continue
		if (begins(text, i, c) || (flattened && (nameAt(text, i) > 0 || (!blank && colonAt(text, i)))))
			cuts.push(i)
		else if (flattened && blank && i > 1 && cuts.at(-1)! > 0 && nameAt(text, cuts.at(-1)!) === i) cuts.push(i)
	}
	return cuts
}

/** How many characters set a line off before it says anything: ## or a bullet before a name in bold. */
function decorationOf(text: string): number {
	let end = 0
	while (end < text.length && end < 20 && '#-+> \u3000'.includes(text[end]!)) end++
	return end
}

/** The full stop, and where private use begins, which counts as blanks: between the two lies nothing that parts. */
const LAST_STOP = 0x3002
const FIRST_PRIVATE = 0xe000

function isStop(code: number): boolean {
	return (
		code === 0x3002 || code === 0xff1b || code === 0x3b || code === 0xff1a || code === 0x3a || code === 0xff01
	)
}

function begins(text: string, i: number, c: number): boolean {
	if (c < 0x80) {
		if (c === 0x2a) return text.startsWith('**', i) && /^\*\*[^*\s]{2,30}\*\*/.test(text.slice(i, i + 36))
		if (c === 0x23) return /^#{2,6}\s/.test(text.slice(i, i + 8))
	}
	if (c === 0x3010 || c === 0xff3b) return /^[【［][^】］]{2,28}[】］]/.test(text.slice(i, i + 32))
	if (c !== 0xb7 && BULLETS.includes(text[i]!)) return true
	return markerAt(text, i) !== null && !(isBlank(text.charCodeAt(i - 1)) && isCounted(text, i))
}

/** 第 1、2 条: a number after a word and a blank is no item. */
function isCounted(text: string, i: number): boolean {
	let at = i - 1
	while (at > 0 && isBlank(text.charCodeAt(at))) at--
	return '（(第共约近于至和与'.includes(text[at] ?? ' ')
}

/** 办公室：… in the middle of a paragraph. */
function colonAt(text: string, from: number): boolean {
	for (let i = from + 2; i < from + 24; i++) {
		const c = text[i]
		if (c === '：' || c === ':') return looksLikeSection(text.slice(from, i))
		if (c === undefined || '，。；、'.includes(c)) return false
	}
	return false
}

/** The name of a section set off by blanks, in text that lost its table; where it ends and the next word begins, or 0. */
function nameAt(text: string, from: number): number {
	let end = from
	while (end < from + 30 && end < text.length && !isBlank(text.charCodeAt(end))) end++
	if (end === from || end >= from + 30 || end >= text.length || !looksLikeSection(text.slice(from, end)))
		return 0
	while (isBlank(text.charCodeAt(end))) end++
	return end
}
