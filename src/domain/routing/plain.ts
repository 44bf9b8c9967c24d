import { phoneNumbers } from '../intake/phone'
import { SIMPLIFIED, TRADITIONAL } from './traditional'

/** A text as routing reads it: simplified, half-width capitals without blanks, each with its place in the source. */
export interface Plain {
	source: string
	codes: number[]
	/** Place in the source of each code, and one past the last. */
	at: number[]
	/** Which sentence and which clause each code is in. */
	sentence: number[]
	clause: number[]
	/** Whether a code is in a clause that asks for something, after the word that does. */
	asking: boolean[]
	/** By code: the key of the pair of Chinese characters that begins there; -1: none does. */
	pairs: number[]
}

const HAN_FROM = 0x3400
const HAN_SPAN = 0x6c00

/** A different small integer for each two Chinese characters; -1 for anything else. */
export function keyOf(first: number, second: number): number {
	const a = first - HAN_FROM
	const b = second - HAN_FROM
	return a < 0 || a >= HAN_SPAN || b < 0 || b >= HAN_SPAN ? -1 : a * HAN_SPAN + b
}

/** 问 请 要 谁 想 得 让: what follows is what is asked for. */
const ASKS = new Set([0x95ee, 0x8bf7, 0x8981, 0x8c01, 0x60f3, 0x5f97, 0x8ba9])

/** Units of the source that are read. A longer text says what it is about before that. */
export const READ_AT_MOST = 4_000

/** Before a number: 联系电话：, 手机号是. */
const LABEL =
	/(?:联系|回拨|办公|值班|本人|我的?|固定|移动)?(?:电话|手机|座机|号码)(?:号码?)?(?:[是为:：\s]|[（(])*$/
const LABEL_AT_MOST = 16
/** What stands for a telephone number: it says whom to call, not whose the matter is. */
const PHONE = 0x7c

export function plain(source: string): Plain {
	const codes: number[] = []
	const at: number[] = []
	const sentence: number[] = []
	const end = Math.min(source.length, READ_AT_MOST)
	const clause: number[] = []
	const asking: boolean[] = []
	const pairs: number[] = []
	let asks = -1
	let n = 0
	let part = 0
	let length = 0
	let before = 0
	const phones = /\d{3}|[０-９]{3}/.test(source) ? phonesIn(source.slice(0, end)) : NONE
	let next = 0
	for (let i = 0; i < end; i++) {
		if (i === phones[next]) {
			codes[length] = PHONE
			at[length] = i
			sentence[length] = n
			clause[length] = n + part
			asking[length] = false
			if (length > 0) pairs[length - 1] = -1
			before = 0
			length++
			i = phones[next + 1]! - 1
			next += 2
			continue
		}
		const code = folded(source.charCodeAt(i))
		if (code < 0x3001) {
			if (code === 0x0a || code === 0x21 || code === 0x3f || code === 0x3b) n++
			else if (code === 0x2c || code === 0x3a) part++
			if (code <= 0x20 || code === 0xa0 || (code >= 0x2000 && code <= 0x200f) || code === 0x3000) continue
		} else if (code === 0x3002) n++
		codes[length] = code
		at[length] = i
		sentence[length] = n
		clause[length] = n + part
		if (ASKS.has(code)) asks = n + part
		asking[length] = asks === n + part
		if (length > 0) pairs[length - 1] = keyOf(before, code)
		before = code
		length++
	}
	at[length] = end
	return { source, codes, at, sentence, clause, asking, pairs }
}

const NONE: readonly number[] = []

/** Where telephone numbers and the words that only announce them stand, as [from, to, …]. */
function phonesIn(source: string): number[] {
	const spans: number[] = []
	for (const { from, to } of phoneNumbers(source)) {
		const least = Math.max(spans.at(-1) ?? 0, from - LABEL_AT_MOST)
		const label = LABEL.exec(source.slice(least, from))
		spans.push(label ? least + label.index : from, to)
	}
	return spans
}

/** The different pairs of a text, in the order of first mention. */
export function differentPairs({ pairs }: Plain): number[] {
	const seen = new Set<number>()
	const different: number[] = []
	for (let i = 0; i < pairs.length; i++) {
		const key = pairs[i]!
		if (key < 0 || seen.has(key)) continue
		seen.add(key)
		different.push(key)
	}
	return different
}

/** By code of a Han character, from HAN on: the simplified one; 0: it is one. */
const HAN = 0x4e00
const ofTraditional = new Uint16Array(0xa000 - HAN)
for (let i = 0; i < TRADITIONAL.length; i++)
	ofTraditional[TRADITIONAL.charCodeAt(i) - HAN] = SIMPLIFIED.charCodeAt(i)

/** Full-width forms as half-width, small letters as capitals, Traditional characters as simplified: one for one. */
export function folded(code: number): number {
	if (code >= HAN && code < 0xa000) return ofTraditional[code - HAN]! || code
	const half = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
	return half >= 0x61 && half <= 0x7a ? half - 0x20 : half
}

/** The words of the source that stand at [from, to) of its codes. */
export function wordsAt(text: Plain, from: number, to: number): string {
	return text.source.slice(text.at[from], text.at[to - 1]! + 1)
}
