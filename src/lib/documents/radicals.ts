/** Radicals that Unicode has besides characters of the same shape and does not itself call the same; those characters. */
const RADICALS = '⺟⺠⺩⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⻑'
const CHARACTERS = '母民王虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟長'

/** PDF files often say that a character is the radical of the same shape (⼯ for 工): as people type it. */
export function unified(text: string): string {
	return text.replace(/[\u2e80-\u2fdf\uf900-\ufaff]/g, (c) => {
		const at = RADICALS.indexOf(c)
		return at < 0 ? c.normalize('NFKC') : CHARACTERS[at]!
	})
}
