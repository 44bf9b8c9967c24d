/** How items are numbered; each is a list of its own. */
export type MarkerKind = '一、' | '（一）' | '1.' | '（1）' | '①'

export interface Marker {
	kind: MarkerKind
	number: number
	rest: string
}

const DIGITS = '零一二三四五六七八九'
const FORMS: readonly [MarkerKind, RegExp][] = [
	['（一）', /^[（(]([一二三四五六七八九十]{1,3})[）)][、.．]?/],
	['一、', /^([一二三四五六七八九十]{1,3})[、.．]/],
	['（1）', /^[（(]?(\d{1,3})[）)][、.．]?/],
	['1.', /^(\d{1,3})[、.．]/],
	['①', /^([①-⑳])/]
]

/** The number a text begins with: 一、 （一） 1. （1） ①; null where it begins with none. `3.5亿` is not one. */
export function markerOf(text: string): Marker | null {
	for (const [kind, form] of FORMS) {
		const found = form.exec(text)
		if (!found) continue
		const rest = text.slice(found[0].length).trim()
		if (kind === '1.' && /^\d/.test(rest)) continue
		return { kind, number: valueOf(found[1]!), rest }
	}
	return null
}

/** 1–99 in digits, Chinese numerals or circles. */
function valueOf(numeral: string): number {
	const first = numeral.charCodeAt(0)
	if (first >= 0x2460 && first <= 0x2473) return first - 0x2460 + 1
	if (first < 0x80) return Number(numeral)
	const ten = numeral.indexOf('十')
	if (ten < 0) return DIGITS.indexOf(numeral[0]!)
	const tens = ten === 0 ? 1 : DIGITS.indexOf(numeral[0]!)
	return tens * 10 + (ten === numeral.length - 1 ? 0 : DIGITS.indexOf(numeral[ten + 1]!))
}
