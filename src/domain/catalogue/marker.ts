/**
 * How items are numbered; each is a list of its own. Full and half width, brackets of both widths, and the ready-made
 * signs ⑴ ⒈ ㈠ count as the same kind.
 */
export type MarkerKind = '第' | '一、' | '（一）' | '1.' | '1.1' | '（1）' | '①'

export interface Marker {
	kind: MarkerKind
	/** 1–999. */
	number: number
	/** Where the text begins that it numbers. */
	end: number
}

const DIGITS = '〇一二三四五六七八九'
/** What follows a bare number that counts things: 3 名, 2026 年. */
const MEASURES = '年月日号个名人件次万亿元级楼时分天届项条家种类倍点'
const STOPS = '、.．'

/** Words that begin with a measure and are none: 1 人事科. */
const NO_MEASURES = [
	'人事',
	'人大',
	'人民',
	'人力',
	'人防',
	'人才',
	'人武',
	'项目',
	'条法',
	'年度',
	'日常',
	'分析',
	'家庭',
	'时政',
	'分管',
	'级'
]

export function isMeasure(text: string, at: number): boolean {
	return MEASURES.includes(text[at] ?? '　') && !NO_MEASURES.includes(text.slice(at, at + 2))
}

/** The number that stands at `at`; null where none does. `3.5亿` and `2026年` are not numbers of items. */
export function markerAt(text: string, at = 0): Marker | null {
	const c = text.charCodeAt(at)
	if (c < 0x80) return c === 0x28 ? bracketed(text, at) : isDigit(c) ? digits(text, at) : null
	if (c === 0xff08) return bracketed(text, at)
	if (isDigit(c)) return digits(text, at)
	if (c === 0x7b2c) return article(text, at)
	if (c >= 0x2460 && c <= 0x249b) return sign(text, at, c)
	if (c >= 0x3220 && c <= 0x3229) return { kind: '（一）', number: c - 0x321f, end: skip(text, at + 1) }
	const numeral = chineseAt(text, at)
	if (!numeral) return null
	const stop = text[numeral.end]
	if (stop === undefined || (!STOPS.includes(stop) && stop !== '\u3000' && stop !== ' ')) return null
	return { kind: '一、', number: numeral.value, end: skip(text, numeral.end + 1) }
}

function sign(text: string, at: number, c: number): Marker {
	const end = skip(text, at + 1)
	if (c < 0x2474) return { kind: '①', number: c - 0x245f, end }
	if (c < 0x2488) return { kind: '（1）', number: c - 0x2473, end }
	return { kind: '1.', number: c - 0x2487, end }
}

function bracketed(text: string, at: number): Marker | null {
	const from = skip(text, at + 1)
	const arabic = isDigit(text.charCodeAt(from))
	const numeral = arabic ? digitsAt(text, from) : chineseAt(text, from)
	if (!numeral) return null
	const close = skip(text, numeral.end)
	if (text[close] !== '）' && text[close] !== ')') return null
	return { kind: arabic ? '（1）' : '（一）', number: numeral.value, end: afterStop(text, close + 1) }
}

function digits(text: string, at: number): Marker | null {
	const numeral = digitsAt(text, at)
	if (!numeral) return null
	const { value, end } = numeral
	const stop = text[end]
	if (stop === undefined) return null
	if (stop === ')' || stop === '）') return { kind: '（1）', number: value, end: afterStop(text, end + 1) }
	if (STOPS.includes(stop)) {
		const next = skip(text, end + 1)
		if (!isDigit(text.charCodeAt(next))) return { kind: '1.', number: value, end: next }
		return stop === '、' || next !== end + 1 ? null : second(text, next)
	}
	const next = skip(text, end)
	const follows = text.charCodeAt(next)
	if (next === end || value > 99 || follows < 0x2e80 || isMeasure(text, next)) return null
	return { kind: '1.', number: value, end: next }
}

/** 1.1: the second part counts. */
function second(text: string, at: number): Marker | null {
	const numeral = digitsAt(text, at)
	if (!numeral) return null
	const end = afterStop(text, numeral.end)
	const follows = text[end]
	if (follows === undefined || isMeasure(text, end) || text.charCodeAt(end) < 0x2e80) return null
	return { kind: '1.1', number: numeral.value, end }
}

function article(text: string, at: number): Marker | null {
	const numeral = chineseAt(text, at + 1) ?? digitsAt(text, at + 1)
	if (!numeral || !'条章节'.includes(text[numeral.end] ?? ' ')) return null
	return { kind: '第', number: numeral.value, end: afterStop(text, numeral.end + 1) }
}

function isDigit(code: number): boolean {
	return (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19)
}

function digitsAt(text: string, at: number): { value: number; end: number } | null {
	let value = 0
	let end = at
	for (; end < at + 4 && isDigit(text.charCodeAt(end)); end++)
		value = value * 10 + (text.charCodeAt(end) & 0xf)
	return end > at && end < at + 4 && value > 0 ? { value, end } : null
}

/** 一 … 九十九, and 一〇. */
function chineseAt(text: string, at: number): { value: number; end: number } | null {
	let value = 0
	let end = at
	for (; end < at + 4; end++) {
		const c = text[end]
		if (c === undefined) break
		const digit = DIGITS.indexOf(c)
		if (c === '十') value = value === 0 ? 10 : value * 10
		else if (digit < 0) break
		else value = end > at && text[end - 1] !== '十' ? value * 10 + digit : value + digit
	}
	return end > at && end < at + 4 && value > 0 ? { value, end } : null
}

function afterStop(text: string, at: number): number {
	const c = text[at]
	return skip(text, c !== undefined && '、.．,，:：'.includes(c) ? at + 1 : at)
}

function skip(text: string, at: number): number {
	while (text[at] === ' ' || text[at] === '\u3000' || text[at] === '\u00a0') at++
	return at
}
