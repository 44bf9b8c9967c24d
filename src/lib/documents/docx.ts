import { htmlText } from './html'
import { Numbering } from './numbering'
import { Unreadable } from './unreadable'
import { zipped, type Zip } from './zip'

/** Bytes of a part's XML. The library makes a tree of it, some thirty times as large. */
const PART_AT_MOST = 16 * 1024 * 1024
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** The text of a Word document (.docx, .docm, .dotx): body, tables, text boxes, with the numbers Word makes itself. */
export async function docxText(zip: Zip): Promise<{ text: string; notes: string[] }> {
	const main = mainPart(zip)
	const folder = main.slice(0, main.lastIndexOf('/') + 1)
	const xml = zip.text(main, PART_AT_MOST)
	if (xml === null)
		throw new Unreadable('这个 Word 文件里没有正文，可能已损坏。请在 Word 里打开它，另存一份再选')
	const part = (name: string) => zip.text(folder + name, PART_AT_MOST) ?? ''
	const styles = part('styles.xml')
	const notes: string[] = []
	if (/<w:(?:footnote|endnote)Reference[\s/]/.test(xml)) notes.push('脚注和尾注没有读进来')
	const { convertToHtml } = await import('mammoth')
	// Only what the text needs: no pictures, no notes, and no numbering, for its numbers are in the text now.
	const bytes = zipped({
		'_rels/.rels': `<Relationships xmlns="${RELS}"/>`,
		'word/document.xml': numbered(
			xml.replace(/<w:(?:footnote|endnote|comment)Reference\b[^>]*>/g, ''),
			new Numbering(part('numbering.xml'), styles)
		),
		...(styles === '' ? {} : { 'word/styles.xml': styles })
	})
	// In Node the library looks for `buffer`, in a browser for `arrayBuffer`.
	const input = { arrayBuffer: bytes, buffer: bytes } as unknown as { arrayBuffer: ArrayBuffer }
	const { value } = await convertToHtml(input, {
		ignoreEmptyParagraphs: true,
		includeEmbeddedStyleMap: false
	})
	return { text: htmlText(value, { tabs: true }), notes }
}

function mainPart(zip: Zip): string {
	const rels = zip.text('_rels/.rels', PART_AT_MOST) ?? ''
	for (const [relation] of rels.matchAll(/<Relationship\s[^>]*>/g)) {
		if (!/Type="[^"]*\/officeDocument"/.test(relation)) continue
		const target = /Target="\/?([^"]+)"/.exec(relation)?.[1]
		if (target !== undefined && zip.has(target)) return target
	}
	return 'word/document.xml'
}

interface Paragraph {
	style: string | null
	num: string | null
	level: string | null
	deleted: boolean
}

/** The document with the number of each paragraph written before its words. */
function numbered(xml: string, numbering: Numbering): string {
	const tag = /<(\/?)(w:p|w:pPr|w:pPrChange|w:pStyle|w:numId|w:ilvl|w:del|mc:Choice)(?=[\s/>])([^>]*)>/g
	const open: Paragraph[] = []
	let out = ''
	let copied = 0
	let skipped = 0 // depth of what is not counted: earlier properties, and the first of two writings of a text box
	for (let found = tag.exec(xml); found; found = tag.exec(xml)) {
		const [, close, name, rest] = found as unknown as [string, string, string, string]
		const empty = rest.endsWith('/')
		if (name === 'w:pPrChange' || name === 'mc:Choice') {
			if (!empty) skipped += close ? -1 : 1
			continue
		}
		if (skipped > 0) continue
		const paragraph = open.at(-1)
		if (name === 'w:p') {
			if (close) open.pop()
			else if (!empty) open.push({ style: null, num: null, level: null, deleted: false })
		} else if (!paragraph) continue
		else if (name === 'w:pPr') {
			if (!close || paragraph.deleted) continue
			const number = numbering.next(paragraph.style, paragraph.num, paragraph.level)
			if (number === '') continue
			out +=
				xml.slice(copied, tag.lastIndex) + `<w:r><w:t xml:space="preserve">${escaped(number)}</w:t></w:r>`
			copied = tag.lastIndex
		} else if (name === 'w:del') paragraph.deleted ||= empty
		else {
			const value = /w:val="([^"]*)"/.exec(rest)?.[1] ?? null
			if (name === 'w:pStyle') paragraph.style = value
			else if (name === 'w:numId') paragraph.num = value
			else paragraph.level = value
		}
	}
	return out + xml.slice(copied)
}

function escaped(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
