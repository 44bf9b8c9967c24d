import type { Merged } from '../../domain/people/readStaff'
import type { Zip } from './zip'

const PART_AT_MOST = 24 * 1024 * 1024
const MERGES_AT_MOST = 5_000

/** The cells merged downwards on the first sheet of a workbook: the reader of cells gives the uppermost one alone. */
export function mergedDown(zip: Zip): Merged[] {
	const sheet = zip.text(firstSheet(zip), PART_AT_MOST) ?? ''
	const merged: Merged[] = []
	const refs = sheet.matchAll(
		/<(?:\w{1,9}:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g
	)
	for (const [, letters, first, last] of refs) {
		if (merged.length >= MERGES_AT_MOST) break
		let column = 0
		for (let i = 0; i < letters!.length; i++) column = column * 26 + letters!.charCodeAt(i) - 64
		if (Number(last) > Number(first))
			merged.push({ column: column - 1, from: Number(first) - 1, to: Number(last) - 1 })
	}
	return merged
}

function firstSheet(zip: Zip): string {
	const book = zip.text('xl/workbook.xml', PART_AT_MOST) ?? ''
	const links = zip.text('xl/_rels/workbook.xml.rels', PART_AT_MOST) ?? ''
	const id = /<(?:\w{1,9}:)?sheet\s[^>]*?\b\w{1,9}:id="([^"]{1,80})"/.exec(book)?.[1]
	for (const [link] of links.matchAll(/<(?:\w{1,9}:)?Relationship\s[^>]*>/g))
		if (id !== undefined && link.includes(`Id="${id}"`)) {
			const target = /\bTarget="\/?(?:xl\/)?([^"]{1,200})"/.exec(link)?.[1]
			if (target !== undefined) return `xl/${target}`
		}
	return 'xl/worksheets/sheet1.xml'
}
