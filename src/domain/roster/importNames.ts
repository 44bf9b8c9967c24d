import type { Id } from '../record'
import { withoutInvisible } from '../text'

export interface Named {
	id: Id
	name: string
	title: string | null
	disabled: boolean
}

/** A name of a cell: whose it is, or why nobody's. */
export type Found = { name: string; person: Id } | { name: string; why: string }

/** What a person is called beside their name. */
const TITLE =
	/(?:党组|党委|支部|办公室|政府办|综合科|总值班室)?(?:常务副?|第一|一级|二级|三级|四级)?副?(?:秘书长|主任科员|调研员|主任|科长|股长|局长|处长|县长|区长|市长|镇长|乡长|书记|组长|队长|站长|所长|科员|司机|师傅|同志)/
const BRACKETS = /[（(【[][^）)】\]]*[）)】\]]/g
const NUMBER = /\+?\d[\d\s-]{4,}\d/g
const PARTS = /[、，,；;/|\n\r\t\v]+/
const NOBODY = /^(?:无|空|略|待定|未排|[-—/\\×x]+)$/

/** Names as a list finds them: single blanks, those inside a name of two characters (张 三) gone. */
function plain(name: string): string {
	return name.replace(/[\s\u3000]+/g, '')
}

/**
 * Whose names stand in a cell, beside titles, numbers and remarks in brackets. `as`: who is meant by a name that nobody of
 * the office has, as the person importing has said.
 */
export function namesIn(cell: string, people: readonly Named[], as: ReadonlyMap<string, Id>): Found[] {
	const text = withoutInvisible(cell.replace(/\v/g, '\n')).replace(BRACKETS, ' ').replace(NUMBER, ' ')
	const found: Found[] = []
	for (const part of text.split(PARTS)) {
		const words = part.trim().replace(/[\s\u3000]+/g, ' ')
		if (words === '' || NOBODY.test(words)) continue
		for (const one of inPart(words, people, as)) found.push(one)
	}
	return found
}

function inPart(words: string, people: readonly Named[], as: ReadonlyMap<string, Id>): Found[] {
	const whole = who(plain(words), people, as)
	if (whole) return [whole]
	const found: Found[] = []
	const left: string[] = []
	for (const word of words.split(' ')) {
		const known = who(word, people, as) ?? who(word.replace(TITLE, ''), people, as)
		if (known) found.push(known)
		else if (word.replace(TITLE, '') !== '') left.push(word)
	}
	if (left.length === 0) return found
	// 张 三 beside a title: what is left may be one name, written wide.
	const joined = left.join('').replace(TITLE, '')
	return [...found, who(joined, people, as) ?? { name: joined, why: `名单上没有“${joined}”` }]
}

function who(name: string, people: readonly Named[], as: ReadonlyMap<string, Id>): Found | null {
	if (name === '') return null
	const said = as.get(name)
	if (said !== undefined) return { name, person: said }
	const same = people.filter((p) => plain(p.name) === name && !p.disabled)
	if (same.length === 1) return { name, person: same[0]!.id }
	return same.length === 0 ? null : { name, why: `有 ${same.length} 位叫“${name}”` }
}
