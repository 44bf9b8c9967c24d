/** A text as pairs of neighbouring characters with how often each comes; punctuation and blanks do not count. */
export interface Shape {
	pairs: Map<number, number>
	count: number
}

const SILENT = /[\s\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u2010-\u2027!-/:-@]/

export function shapeOf(text: string): Shape {
	const pairs = new Map<number, number>()
	let count = 0
	let last = 0
	for (let i = 0; i < text.length; i++) {
		if (SILENT.test(text[i]!)) continue
		const code = text.charCodeAt(i)
		const pair = last * 0x10000 + code
		pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
		count++
		last = code
	}
	return { pairs, count }
}

/** How alike two texts are, from 0 to 1: twice what they share by what they have (Dice). */
export function likeness(a: Shape, b: Shape): number {
	if (a.count + b.count === 0) return 1
	const [few, many] = a.pairs.size < b.pairs.size ? [a, b] : [b, a]
	let shared = 0
	for (const [pair, times] of few.pairs) shared += Math.min(times, many.pairs.get(pair) ?? 0)
	return (2 * shared) / (a.count + b.count)
}

/** The most that two texts of these lengths can be alike; saves comparing most pairs. */
export function bound(a: Shape, b: Shape): number {
	return a.count + b.count === 0 ? 1 : (2 * Math.min(a.count, b.count)) / (a.count + b.count)
}
