import { Converter } from 'opencc-js/t2cn'
import type { CatalogueReading, Span } from './reading'
import { isBlank } from './lines'

/** Characters of duty documents that only Traditional print has. */
const TRADITIONAL = '辦責務處領導會議實組織調環關發單應負門縣區廳級'
/** A quotation or a name may hold some. */
const AT_LEAST = 10

let converter: ((text: string) => string) | null = null

/** Whether a document is printed in Traditional characters. */
export function isTraditional(text: string): boolean {
	let found = 0
	for (let i = 0; i < text.length && found < AT_LEAST; i++) if (TRADITIONAL.includes(text[i]!)) found++
	return found >= AT_LEAST
}

/** Characters of the mainland; words stay as they are (檔案 is 档案, whatever is meant). */
export function simplified(text: string): string {
	converter ??= Converter({ from: 'tw', to: 'cn' })
	return converter(text)
}

/** The reading of a simplified text, with the names and duties as its original prints them. */
export function printedForms(reading: CatalogueReading, original: string): CatalogueReading {
	const lines = original.split(/\r\n|[\n\r]/)
	const printed = (text: string, span: Span) =>
		printedForm(text, lines.slice(span.from - 1, span.to).join(''))
	return {
		...reading,
		sections: reading.sections.map((section) => ({
			...section,
			printed: printed(section.name, section),
			duties: section.duties.map((duty) => ({ ...duty, printed: printed(duty.text, duty) })),
			tasks: section.tasks.map((task) => ({ ...task, printed: printed(task.text, task) }))
		})),
		unplaced: reading.unplaced.map(({ line, text }) => ({
			line,
			text: printedForm(text, lines[line - 1]!) ?? text
		}))
	}
}

/** A text as the source prints it; null where the source has it the same. */
function printedForm(text: string, source: string): string | null {
	let printed = ''
	for (let i = 0; i < source.length; i++) if (!isBlank(source.charCodeAt(i))) printed += source[i]!
	const plain = simplified(printed)
	if (plain.length !== printed.length) return null
	const wanted = text.replace(/ /g, '')
	const at = plain.indexOf(wanted)
	const found = at >= 0 ? printed.slice(at, at + wanted.length) : followed(wanted, plain, printed)
	return found === null || found === wanted ? null : found
}

/** A text whose parts stand apart in the source: each character's next occurrence. */
function followed(wanted: string, plain: string, printed: string): string | null {
	let found = ''
	let from = 0
	for (const c of wanted) {
		const at = plain.indexOf(c, from)
		if (at < 0) return null
		found += printed[at]!
		from = at + 1
	}
	return found
}
