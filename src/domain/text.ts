/** Bytes of UTF-8 that one text may have. */
export const TEXT_LIMIT = 64 * 1024

export function utf8Length(text: string): number {
	let bytes = 0
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i)
		// Each half of a surrogate pair stands for two of the pair's four bytes.
		bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3
	}
	return bytes
}

/** Control characters but line feed and tab; marks that turn the writing direction; marks of no width. */
const INVISIBLE =
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/
const EVERY_INVISIBLE =
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g

export function hasInvisible(text: string): boolean {
	return INVISIBLE.test(text)
}

/** What was pasted, with line ends as line feeds and without characters that nobody can see. */
export function withoutInvisible(text: string): string {
	return text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(EVERY_INVISIBLE, '')
}
