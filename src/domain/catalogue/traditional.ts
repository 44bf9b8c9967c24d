/** Characters of duty documents that only Traditional print has. */
const TRADITIONAL = '辦責務處領導會議實組織調環關發單應負門縣區廳級'
/** A quotation or a name may hold some. */
const AT_LEAST = 10

/** Whether a document is printed in Traditional characters. */
export function isTraditional(text: string): boolean {
	let found = 0
	for (let i = 0; i < text.length && found < AT_LEAST; i++) if (TRADITIONAL.includes(text[i]!)) found++
	return found >= AT_LEAST
}
