/**
 * So many of a list, drawn by lot. The same seed draws the same ones, on the phone, on the server and when the log is read
 * again: nobody chose, and it can be shown that nobody did.
 */
export function draw<T>(from: readonly T[], count: number, seed: string): T[] {
	const left = [...from]
	let state = hash(seed)
	for (let i = 0; i < Math.min(count, left.length); i++) {
		state = (state + 0x6d2b79f5) | 0
		const at = i + Math.floor(fraction(state) * (left.length - i))
		const one = left[at]!
		left[at] = left[i]!
		left[i] = one
	}
	return left.slice(0, count)
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
	let h = 0x811c9dc5
	for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
	return h | 0
}

/** Mulberry32's mixing of a counter, as a number from 0 to less than 1. */
function fraction(state: number): number {
	let t = Math.imul(state ^ (state >>> 15), state | 1)
	t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
	return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
