import { Unzlib } from 'fflate'

/** What a short stream can swell to does no harm. */
const SHORT = 64 * 1024
const SWOLLEN = 128 * 1024 * 1024
const STEP = 32 * 1024

/** Does the file hold a compressed stream that would fill the memory when the library inflates it whole? */
export function swells(bytes: Uint8Array): boolean {
	const ends = (at: number) => bytes[at] === 0x65 && bytes[at + 1] === 0x6e && bytes[at + 2] === 0x64 // "end"
	for (let at = find(bytes, 0); at >= 0; at = find(bytes, at)) {
		let from = at + 6
		at = from
		if (ends(from - 9)) continue
		if (bytes[from] === 0x0d) from++
		if (bytes[from] === 0x0a) from++
		if ((bytes[from]! & 0x0f) !== 8 || ((bytes[from]! << 8) | bytes[from + 1]!) % 31 !== 0) continue
		const next = find(bytes, from)
		const until = next < 0 ? bytes.length : next
		if (until - from > SHORT && inflatesBeyond(bytes.subarray(from, until))) return true
	}
	return false
}

/** Where "stream" stands next, from `from` on. */
function find(bytes: Uint8Array, from: number): number {
	for (let at = bytes.indexOf(0x73, from); at >= 0; at = bytes.indexOf(0x73, at + 1))
		if (
			bytes[at + 1] === 0x74 &&
			bytes[at + 2] === 0x72 &&
			bytes[at + 3] === 0x65 &&
			bytes[at + 4] === 0x61 &&
			bytes[at + 5] === 0x6d
		)
			return at
	return -1
}

function inflatesBeyond(packed: Uint8Array): boolean {
	let length = 0
	const stream = new Unzlib((part) => (length += part.length))
	try {
		for (let at = 0; at < packed.length && length <= SWOLLEN; at += STEP)
			stream.push(packed.subarray(at, at + STEP), false)
	} catch {
		return false // not compressed after all, or broken: the library will say so
	}
	return length > SWOLLEN
}
