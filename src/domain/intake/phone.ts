/** A telephone number in a text as it stands there, and its digits. */
export interface PhoneNumber {
	from: number
	to: number
	digits: string
}

/** Mobile, area code with number, 400/800, or seven and eight digits standing alone; 0000 is an area that cannot ring. */
const NUMBER =
	/(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\(?0\d{2,3}\)?[- —]{0,2}\d{7,8}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|[2-8]\d{6,7}/g
const WIDE = /[０-９－（）＋]/g
/** Before seven or eight bare digits this must stand, or they are no telephone number. */
const SAYS_PHONE = /(?:电话|手机|号码|回电|回拨|联系方式|热线|座机|致电|拨打|拨)[^\d。;!?;!?\n]{0,6}$/

/** Every telephone number of a text. Works on the source as it is, so that a link can stand in its place. */
export function phoneNumbers(source: string): PhoneNumber[] {
	const text = source.replace(WIDE, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
	const found: PhoneNumber[] = []
	NUMBER.lastIndex = 0
	for (let match = NUMBER.exec(text); match; match = NUMBER.exec(text)) {
		const from = match.index
		const to = from + match[0].length
		if (/[\d.]/.test(text.charAt(from - 1)) || /\d/.test(text.charAt(to))) continue
		const digits = match[0].replace(/\D/g, '').replace(/^86(1[3-9]\d{9})$/, '$1')
		const bare = digits.length <= 8
		if (bare && !SAYS_PHONE.test(text.slice(Math.max(0, from - 12), from))) continue
		found.push({ from, to, digits })
	}
	return found
}

const OF_ANOTHER =
	/(?:家属|伤者|司机|老板|负责人|业主|车主|房东|患者|失联者|嫌疑人|投诉|监督|客服|热线|医院)[^,,。;;!!?\n]{0,8}$/
const OF_REPORTER = /(?:我|本人|联系|来电|回电|回拨|报告人|值班|显示|联系人|手机|电话)[^,,。;;!!?\n]{0,10}$/

const SAID_OWN = /(?:我的|本人|报告人|报警人|来电人|回拨|回电)(?:的|联系)*(?:电话|手机|号码|号)*[是为:：]?$/

/** The reporter's own number: said to be so, or the only one there is and nobody else's. */
export function contactPhone(source: string): PhoneNumber | null {
	const found = phoneNumbers(source)
	const before = (number: PhoneNumber) => source.slice(Math.max(0, number.from - 14), number.from)
	const possible = found.filter((number) => !OF_ANOTHER.test(before(number)))
	return (
		possible.find((number) => SAID_OWN.test(before(number))) ??
		possible.find((number) => OF_REPORTER.test(before(number))) ??
		possible[0] ??
		null
	)
}
