const DIGITS = '〇一二三四五六七八九'
const LEGAL = '零壹贰叁肆伍陆柒捌玖'
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'
const ROMAN: readonly [number, string][] = [
	[1000, 'M'],
	[900, 'CM'],
	[500, 'D'],
	[400, 'CD'],
	[100, 'C'],
	[90, 'XC'],
	[50, 'L'],
	[40, 'XL'],
	[10, 'X'],
	[9, 'IX'],
	[5, 'V'],
	[4, 'IV'],
	[1, 'I']
]

/** A list's number as it is printed; `format` in Word's words (ST_NumberFormat). Formats not known here: decimal. */
export function numeral(n: number, format: string): string {
	if (n < 0 || n > 9999) return String(n)
	switch (format) {
		case 'none':
		case 'bullet':
			return ''
		case 'chineseCounting':
		case 'chineseCountingThousand':
		case 'taiwaneseCounting':
		case 'taiwaneseCountingThousand':
		case 'japaneseCounting':
		case 'ideographLegalTraditional':
			return counted(n, DIGITS, '十百千').replace(/^一十/, '十')
		case 'chineseLegalSimplified':
			return counted(n, LEGAL, '拾佰仟')
		case 'ideographDigital':
		case 'japaneseDigitalTenThousand':
		case 'taiwaneseDigital':
			return String(n).replace(/\d/g, (digit) => DIGITS[Number(digit)]!)
		case 'ideographTraditional':
			return turning(n, STEMS)
		case 'ideographZodiac':
			return turning(n, BRANCHES)
		case 'decimalZero':
			return n < 10 ? '0' + n : String(n)
		case 'decimalFullWidth':
		case 'decimalFullWidth2':
			return String(n).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
		case 'decimalEnclosedCircle':
		case 'decimalEnclosedCircleChinese':
			return enclosed(n, 0x2460, 20)
		case 'decimalEnclosedParen':
			return enclosed(n, 0x2474, 20)
		case 'decimalEnclosedFullstop':
			return enclosed(n, 0x2488, 20)
		case 'ideographEnclosedCircle':
			return enclosed(n, 0x3220, 10)
		case 'upperLetter':
			return letters(n)
		case 'lowerLetter':
			return letters(n).toLowerCase()
		case 'upperRoman':
			return roman(n)
		case 'lowerRoman':
			return roman(n).toLowerCase()
		default:
			return String(n)
	}
}

function counted(n: number, digits: string, units: string): string {
	if (n === 0) return digits[0] === '〇' ? '零' : digits[0]!
	const written = String(n)
	let out = ''
	for (let i = 0; i < written.length; i++) {
		const digit = Number(written[i])
		const unit = written.length - 1 - i
		if (digit > 0) out += digits[digit]! + (unit > 0 ? units[unit - 1]! : '')
		else if (!out.endsWith('零') && Number(written.slice(i)) > 0) out += '零'
	}
	return out
}

function turning(n: number, of: string): string {
	return n === 0 ? '' : of[(n - 1) % of.length]!
}

function enclosed(n: number, first: number, most: number): string {
	return n >= 1 && n <= most ? String.fromCharCode(first + n - 1) : String(n)
}

/** A … Z, AA, BB …, as Word goes on. */
function letters(n: number): string {
	if (n === 0) return ''
	const letter = String.fromCharCode(65 + ((n - 1) % 26))
	return letter.repeat(Math.min(Math.ceil(n / 26), 20))
}

function roman(n: number): string {
	let rest = n
	let out = ''
	for (const [value, sign] of ROMAN)
		while (rest >= value) {
			out += sign
			rest -= value
		}
	return out
}
