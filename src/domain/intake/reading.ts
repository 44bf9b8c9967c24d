import { folded } from '../routing/plain'
import { joins, unitAt } from './labels'

/** Between two marks of punctuation; places are in `Reading.text`. */
export interface Segment {
	from: number
	to: number
	text: string
	/** Which sentence it stands in. */
	sentence: number
	/** The sentence passes on hearsay: its figures and places are nobody's report. */
	hearsay: boolean
}

/** A report as intake reads it: simplified, half-width, capitals, without blanks, each character with its place in the source. */
export interface Reading {
	source: string
	text: string
	/** Place in the source of each character of `text`, and one past the last. */
	at: number[]
	segments: Segment[]
}

/** Units of the source that are read: a longer text has said what happened before that. */
const READ_AT_MOST = 20_000
/** A line shorter than this ended because its writer ended it; a longer one was broken by the page. */
const FULL_LINE = 18

/** Nobody writes so much without a comma: what is longer is cut, so that reading stays linear. */
const SEGMENT_AT_MOST = 200

const SENTENCE_END = /[。!?;\n]/
const HEARSAY = /网传|疯传|谣传|传言|传闻|有传|网上说|群里说|群里传|谎称|听人说|网帖称|帖子说/

export function readingOf(source: string): Reading {
	const chars: string[] = []
	const at: number[] = []
	const end = Math.min(source.length, READ_AT_MOST)
	let line = 0
	for (let i = 0; i < end; i++) {
		const code = folded(source.charCodeAt(i))
		if (code === 0x0a) {
			if (line > 0 && (line < FULL_LINE || paragraphAt(source, i + 1))) {
				chars.push('\n')
				at.push(i)
			}
			line = 0
			continue
		}
		if (code <= 0x20 || code === 0xa0 || (code >= 0x2000 && code <= 0x200f) || code === 0x3000) continue
		line++
		chars.push(String.fromCharCode(code))
		at.push(i)
	}
	at.push(end)
	const text = chars.join('')
	return { source, text, at, segments: segmentsOf(text) }
}

function paragraphAt(source: string, i: number): boolean {
	const code = source.charCodeAt(i)
	return code === 0x3000 || code === 0x20 || code === 0x09 || code === 0x0a || code === 0x2014
}

function segmentsOf(text: string): Segment[] {
	const segments: Segment[] = []
	let from = 0
	let sentence = 0
	let first = 0
	let hearsay = false
	const close = (to: number) => {
		if (to > from) segments.push({ from, to, text: text.slice(from, to), sentence, hearsay: false })
		if (to > from && HEARSAY.test(text.slice(from, to))) hearsay = true
		from = to + 1
	}
	const endSentence = () => {
		if (hearsay) spread(segments, first)
		hearsay = false
		first = segments.length
		sentence++
	}
	for (let i = 0; i < text.length; i++) {
		const c = text[i]!
		if (i - from >= SEGMENT_AT_MOST) {
			close(i)
			from = i
		}
		if (SENTENCE_END.test(c)) {
			close(i)
			endSentence()
		} else if (c === '(' && unitAt(text, i)) i += 2
		else if (c === '(' || c === ')') close(i)
		else if (c === ':' && joins(text, i)) continue
		else if ((c === ',' || c === ':') && !(isDigit(text, i - 1) && isDigit(text, i + 1))) close(i)
	}
	close(text.length)
	endSentence()
	return segments
}

/** From the hearsay to where the reporter speaks again: "我们去看了" and the like. */
function spread(segments: Segment[], first: number): void {
	let on = false
	for (let s = first; s < segments.length; s++) {
		const { text } = segments[s]!
		if (HEARSAY.test(text)) on = true
		else if (/我们|我去|去看|核实|经查|实际|其实|现场|没有|无人员|无伤亡|无人|未发现|属实|谣|不实/.test(text))
			on = false
		segments[s]!.hearsay = on
	}
}

function isDigit(text: string, i: number): boolean {
	const code = text.charCodeAt(i)
	return code >= 0x30 && code <= 0x39
}

/** Something found in a text. */
export interface Found {
	from: number
	to: number
	text: string
}

/** Every match of a pattern with the g flag; places shifted by `shift`. */
export function all(pattern: RegExp, text: string, shift = 0): Found[] {
	const found: Found[] = []
	pattern.lastIndex = 0
	for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
		if (match[0] === '') pattern.lastIndex++
		else found.push({ from: match.index + shift, to: match.index + shift + match[0].length, text: match[0] })
	}
	return found
}

/** What the source says at [from, to) of the text, without its blanks. */
export function said(reading: Reading, from: number, to: number): string {
	const { source, at } = reading
	if (to <= from) return ''
	return source.slice(at[from], at[to - 1]! + 1).replace(/\s/g, '')
}
