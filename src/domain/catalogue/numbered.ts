import type { CatalogueReading, Layout, Line, ReadSection } from './reading'
import type { Heading } from './headings'
import { Gathered, placed } from './gather'
import { headingOf, headingsOf } from './headings'
import { itemsIn, sentences, withoutLead } from './items'
import { tidy } from './lines'
import { markerOf } from './marker'
import { officeIn } from './office'
import { nameOf } from './sectionName'

const FINISHED = /[。；;！!]$/

/**
 * Sections as numbered headings, each followed by its duties: 一、办公室, then numbered duties or a paragraph; or all
 * on one line, 1.办公室：负责甲；负责乙。 A document whose columns were flattened into such lines is not one of these.
 */
export const numbered: Layout = (lines) => {
	if (lines.some(({ text }) => namesColumns(text))) return null
	const headings = headingsOf(lines)
	return headings.length >= 2 ? read(lines, headings) : null
}

/** A line of column heads: what stands below it belongs to several columns at once. */
function namesColumns(text: string): boolean {
	const heads = text.trim().split(/[\s|]+/)
	return (
		heads.length > 1 && heads.filter((head) => /^.{0,6}(?:职责|任务|科室|处室|领域)$/.test(head)).length > 1
	)
}

function read(lines: readonly Line[], headings: readonly Heading[]): CatalogueReading {
	const reading: CatalogueReading = { office: null, sections: [], unplaced: [], warnings: [] }
	for (let i = 0; i < headings[0]!.at; i++) {
		const office = officeIn(lines[i]!.text)
		if (office !== null && reading.office === null) reading.office = office
		else reading.unplaced.push({ line: lines[i]!.no, text: lines[i]!.text.trim() })
	}
	const gathered = new Gathered()
	let last = 0
	headings.forEach((heading, i) => {
		const line = lines[heading.at]!.no
		const where = { from: line, to: line }
		const section = gathered.section(nameOf(heading.name), where)
		section.duties.push(...placed(itemsIn(heading.inline, true), where))
		readBody(section, heading, lines.slice(heading.at + 1, headings[i + 1]?.at ?? lines.length), reading)
		if (heading.number > last + 1) {
			reading.warnings.push({ line, text: `科室序号从 ${last} 到 ${heading.number}，不连续，可能有遗漏` })
		}
		if (section.duties.length === 0) {
			reading.warnings.push({ line, text: `“${section.name}”下面没有读到职责` })
		}
		last = heading.number
	})
	reading.sections = gathered.sections
	return reading
}

/**
 * A numbered line is a duty; an unfinished one goes on in the next line; a paragraph is parted at each ； and 。 After
 * a heading that is out of its order nobody knows whose the lines are.
 */
function readBody(
	section: ReadSection,
	{ kind }: Heading,
	body: readonly Line[],
	reading: CatalogueReading
): void {
	const { duties } = section
	let lost = false
	for (const line of body) {
		const text = tidy(withoutLead(line.text))
		if (text === '') continue
		const marker = markerOf(text)
		if (marker?.kind === kind && headingOf(marker, 0)) {
			lost = true
			reading.warnings.push({ line: line.no, text: '像是科室名称，但序号接不上，以下几行没有归入科室' })
		}
		const last = duties.at(-1)
		const where = { from: line.no, to: line.no }
		if (lost || /^\d+$/.test(text)) reading.unplaced.push({ line: line.no, text: line.text.trim() })
		else if (marker) duties.push(...placed(marker.number === 1 ? itemsIn(text, false) : [marker.rest], where))
		else if (last && !FINISHED.test(last.text)) {
			last.text += text
			last.to = line.no
		} else if (FINISHED.test(text)) duties.push(...placed(sentences(text), where))
		else reading.unplaced.push({ line: line.no, text: line.text.trim() })
	}
}
