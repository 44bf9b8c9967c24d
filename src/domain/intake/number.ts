/** A number as it is written; null where only its size is told (几个, 十几, 数十, 两三). */
export interface Numeral {
	from: number
	to: number
	value: number | null
}

const NUMERAL =
	/(?:\d+(?:,\d{3})*(?:\.\d+)?|数?[零〇一二两三四五六七八九十百千几俩仨]+)[多余来几]?[十百千]?[万亿]?/g
const DIGITS = '零一二三四五六七八九'
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 }

export function numerals(text: string): Numeral[] {
	const found: Numeral[] = []
	NUMERAL.lastIndex = 0
	for (let match = NUMERAL.exec(text); match; match = NUMERAL.exec(text)) {
		const to = match.index + match[0].length
		found.push({ from: match.index, to, value: valueOf(match[0]) })
	}
	return found
}

/** 4, 1,100, 1.2万, 十七, 一百二十六, 两百, 俩, 30余; null for what names no number. */
export function valueOf(written: string): number | null {
	const plain = written.replace(/[,余来]|多($|[万亿])/g, '$1')
	if (/几|数/.test(plain)) return null
	const arabic = /^(\d+(?:\.\d+)?)(多?)([十百千]?)([万亿]?)$/.exec(plain)
	if (arabic) {
		const value = Number(arabic[1]) * (UNITS[arabic[3]!] ?? 1) * (UNITS[arabic[4]!] ?? 1)
		return Number.isSafeInteger(Math.round(value)) ? Math.round(value) : null
	}
	return chinese(plain)
}

function digitOf(c: string): number {
	if (c === '〇') return 0
	if (c === '两' || c === '俩') return 2
	return c === '仨' ? 3 : DIGITS.indexOf(c)
}

function chinese(written: string): number | null {
	if (written === '') return null
	let total = 0
	let group = 0
	let digit = -1
	let places = 0
	for (let i = 0; i < written.length; i++) {
		const unit = UNITS[written[i]!]
		if (unit === undefined) {
			const next = digitOf(written[i]!)
			if (next < 0) return null
			if (digit > 0 && next === digit + 1 && written.length <= 3) return null // 两三个, 五六十
			digit = digit < 0 || digit === 0 ? next : digit * 10 + next
			places++
		} else if (unit >= 10_000) {
			total += (group + Math.max(digit, 0) || 1) * unit
			group = 0
			digit = -1
		} else {
			group += (digit < 0 ? 1 : digit) * unit
			digit = -1
		}
	}
	if (places > 1 && total === 0 && group === 0) return positional(written)
	return total + group + Math.max(digit, 0)
}

/** 三〇五 */
function positional(written: string): number {
	let value = 0
	for (let i = 0; i < written.length; i++) value = value * 10 + Math.max(digitOf(written[i]!), 0)
	return Number.isSafeInteger(value) ? value : 0
}
