import type { Found } from './reading'
import { numerals } from './number'

const LOSS = /损失[^,。;!?\n]{0,12}?元|[\d一二两三四五六七八九十百千万亿.]{1,12}元[^,。;!?\n]{0,4}损失/g

/** Direct loss in yuan, where it is said in yuan; the last figure counts. Wages owed are not a loss. */
export function lossOf(text: string): { yuan: number; found: Found } | null {
	LOSS.lastIndex = 0
	let last: { yuan: number; found: Found } | null = null
	for (let match = LOSS.exec(text); match; match = LOSS.exec(text)) {
		const number = numerals(match[0]).at(-1)
		if (!number || number.value === null) continue
		const from = match.index
		last = { yuan: number.value, found: { from, to: from + match[0].length, text: match[0] } }
	}
	return last
}
