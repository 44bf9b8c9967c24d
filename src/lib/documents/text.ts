import { Unreadable } from './unreadable'

const NO_TEXT = '这不是文字文件，或者编码认不出来。请用记事本打开，另存为 UTF-8 编码的 .txt 再选'
/** More than this share of characters that no text has: a wrong guess at the encoding, or no text at all. */
const STRANGE_AT_MOST = 0.02
/** Up to this share of a text may be damaged and the rest still be read. */
const DAMAGED_AT_MOST = 0.005
const FAMILIAR_AT_LEAST = 0.8
/** Share of second bytes below 0x80 above which two-byte text is Big5: in Chinese of the mainland they are rare. */
const LOW_IN_BIG5 = 0.15
/** Share of two-byte characters that are in the first, common set of the encoding. */
const COMMON_AT_LEAST = 0.5

export interface Decoded {
	text: string
	notes: string[]
}

/**
 * Bytes as text: by their mark, by what `declared` says (an HTML page's charset), else UTF-8 strictly, UTF-16, Big5 and
 * GB18030 by what makes plausible Chinese of them. A text cut off or damaged in few places is read with a note.
 */
export function decode(bytes: Uint8Array, declared: string | null = null): Decoded {
	const text = marked(bytes) ?? plain(bytes, declared)
	if (text === null || strange(text.text)) throw new Unreadable(NO_TEXT)
	if (text.text.trim() === '') throw new Unreadable('文件里没有文字')
	return text
}

function marked(bytes: Uint8Array): Decoded | null {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return loose('utf-16le', bytes)
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return loose('utf-16be', bytes)
	return null
}

function plain(bytes: Uint8Array, declared: string | null): Decoded | null {
	if (bytes.includes(0)) return utf16(bytes)
	const utf8 = loose('utf-8', bytes)
	if (utf8 && (utf8.notes.length === 0 || mostlyChinese(utf8.text))) return utf8
	const named = declared === null ? null : loose(declared, bytes)
	if (named && named.notes.length === 0) return named
	const { low, common } = pairs(bytes)
	const big5 = low > LOW_IN_BIG5 ? loose('big5', bytes) : null
	const gb = common >= COMMON_AT_LEAST || fewHigh(bytes) ? loose('gb18030', bytes) : null
	const whole = [big5, gb].find((read) => read && read.notes.length === 0 && !strange(read.text))
	return whole ?? named ?? big5 ?? gb ?? utf8
}

/** That bytes of another encoding make Chinese in UTF-8 does not happen by accident. */
function mostlyChinese(text: string): boolean {
	let chinese = 0
	let damaged = 0
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code === 0xfffd) damaged++
		else if (isChinese(code)) chinese++
	}
	return chinese > damaged * 10
}

/** In this encoding, with a note if a few bytes are not; null if more than a few are not. */
function loose(encoding: string, bytes: Uint8Array): Decoded | null {
	let text: string
	try {
		text = new TextDecoder(encoding).decode(bytes)
	} catch (error) {
		if (error instanceof RangeError) return null // a page may name an encoding that there is not
		throw error
	}
	let damaged = 0
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === 0xfffd) damaged++
	if (damaged === 0) return { text, notes: [] }
	if (damaged > 1 + text.length * DAMAGED_AT_MOST) return null
	return { text, notes: [`文件里有 ${damaged} 处字认不出，显示为“\ufffd”，可能没有存完整`] }
}

/** Line feeds, digits and letters have a zero byte in UTF-16 on the one side, 一 on the other; other encodings have none. */
function utf16(bytes: Uint8Array): Decoded | null {
	const zeros = [0, 0]
	for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i % 2]!++
	const order = zeros[1]! > zeros[0]! ? ['utf-16le', 'utf-16be'] : ['utf-16be', 'utf-16le']
	for (const encoding of order) {
		const read = loose(encoding, bytes)
		if (read && familiar(read.text)) return read
	}
	return null
}

function familiar(text: string): boolean {
	let found = 0
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code < 0x7f ? code >= 0x20 || (code >= 9 && code <= 13) : isChinese(code)) found++
	}
	return found >= text.length * FAMILIAR_AT_LEAST
}

function isChinese(code: number): boolean {
	return (
		(code >= 0x3000 && code <= 0x303f) ||
		(code >= 0x3400 && code <= 0x9fff) ||
		(code >= 0xff00 && code <= 0xffef) ||
		(code >= 0x2010 && code <= 0x2027)
	)
}

/** Of the two-byte characters: the share whose second byte is below 0x80, and the share in the common set of GB2312 or GBK. */
function pairs(bytes: Uint8Array): { low: number; common: number } {
	let all = 0
	let low = 0
	let common = 0
	for (let i = 0; i + 1 < bytes.length; i++) {
		const lead = bytes[i]!
		if (lead < 0x81) continue
		const trail = bytes[++i]!
		if (trail >= 0x30 && trail <= 0x39) {
			i += 2 // four bytes: GB18030 only
			continue
		}
		all++
		if (trail < 0x80) low++
		else if (trail >= 0xa1 && (lead <= 0xa3 || lead >= 0xb0) && lead <= 0xf7) common++
	}
	return all === 0 ? { low: 0, common: 1 } : { low: low / all, common: common / all }
}

/** Too little Chinese to judge by. */
function fewHigh(bytes: Uint8Array): boolean {
	let high = 0
	for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0x80) high++
	return high < 16
}

/** Control characters, private ones and unassigned marks do not occur in what people write. */
function strange(text: string): boolean {
	let found = 0
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code < 0x20 && (code < 0x09 || code > 0x0d)) found++
		else if ((code >= 0x7f && code < 0xa0) || (code >= 0xe000 && code <= 0xf8ff) || code >= 0xfff0) found++
	}
	return found > text.length * STRANGE_AT_MOST
}

/** The charset that a page names in its head, for TextDecoder. */
export function charsetOf(bytes: Uint8Array): string | null {
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
	const found =
		/<meta[^>]{0,200}charset\s{0,4}=\s{0,4}["']?\s{0,4}([\w-]{1,20})|^<\?xml[^>]{0,80}encoding=["']([\w-]{1,20})/i.exec(
			head
		)
	return found?.[1] ?? found?.[2] ?? null
}
