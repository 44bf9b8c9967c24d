import { tidy } from './lines'

const OPEN = '（(《“「『〈['
const CLOSE = '）)》”」』〉]'

/** The sentences of a paragraph, each with its stop; what brackets and quotation marks hold is not parted. */
export function sentencesIn(text: string): string[] {
	const found: string[] = []
	let from = 0
	let depth = 0
	for (let i = 0; i < text.length; i++) {
		const c = text[i]!
		if (OPEN.includes(c)) depth++
		else if (CLOSE.includes(c)) depth = Math.max(0, depth - 1)
		else if (c === '\v' || ((depth === 0 || i - from > 400) && (c === '；' || c === ';' || c === '。'))) {
			found.push(text.slice(from, i + 1))
			from = i + 1
			depth = 0
		}
	}
	found.push(text.slice(from))
	return found.map(tidy).filter((part) => part !== '')
}
