import type { Line } from './lines'
import { columnHeads } from './columns'
import { tidy } from './lines'

/** Page numbers as printers set them: `- 4 -`, `第 4 页`, `第4页 共12页`, `4/12`, `Page 4 of 12`. */
const PAGE =
	/^(?:[-—–―·~]{1,2}\s?\d{1,4}\s?[-—–―·~]{1,2}|第\s?\d{1,4}\s?页(?:[\s,，/]?共\s?\d{1,4}\s?页)?|\d{1,4}\s?\/\s?\d{1,4}|page\s?\d{1,4}(?:\s?(?:of|\/)\s?\d{1,4})?)$/i
const RULE = /^[-—–_=*~\s+·.]{3,}$/
const LONGEST_TITLE = 45

/** Lines that are of the print: page numbers, rules, and titles that come again on every page. */
export function furnitureIn(lines: readonly Line[]): Set<Line> {
	const found = new Set<Line>()
	const seen = new Map<string, Line[]>()
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i]!
		if (line.text.length > 200) continue
		const text = tidy(line.text)
		if (PAGE.test(text) || RULE.test(text)) {
			found.add(line)
			const after = lines[i + 1]
			if (after && PAGE.test(text)) after.page = true
			continue
		}
		if (text.length < 4 || text.length > LONGEST_TITLE || /[。；;：:、，\t|]/.test(text)) continue
		if (columnHeads(line.text) !== null) continue
		const same = seen.get(text)
		if (same) same.push(line)
		else seen.set(text, [line])
	}
	for (const same of seen.values()) {
		const title = /职责|一览表|规定|方案|职能/.test(same[0]!.text)
		if (same.length < 2 || (!title && !same.some((line) => line.page))) continue
		// The first is the title itself; the others come back with the pages.
		for (const line of same.slice(1)) if (line.page || same.length > 2) found.add(line)
	}
	bareNumbers(lines, found)
	return found
}

/** Lines that are a number alone, where they count pages: at least two, one more each time. */
function bareNumbers(lines: readonly Line[], found: Set<Line>): void {
	const numbers = lines.filter(({ text }) => text.length < 8 && /^\d{1,3}$/.test(text.trim()))
	for (let i = 0; i < numbers.length; i++) {
		const value = Number(numbers[i]!.text)
		const before = i > 0 && Number(numbers[i - 1]!.text) === value - 1
		const after = i + 1 < numbers.length && Number(numbers[i + 1]!.text) === value + 1
		if (before || after) found.add(numbers[i]!)
	}
}
