import { tidy } from './lines'

/** How names of sections end. */
const ENDINGS = '科室股处办组队站所局部厅委司班'
const LONGER_ENDINGS = ['中心', '支部', '工会', '团委', '书记']
/** How duties begin; a name of a section does not. */
const VERBS =
	/^(?:负责|承担|承办|组织|指导|协调|协助|协同|配合|完成|办理|做好|管理|参与|推进|贯彻|牵头|开展|起草|拟订|研究|联系|监督|统筹)/
const ORDINAL = /^[一二三四五六七八九十\d]{1,3}$/
const OTHER_NAMES = /^(?:同时)?(?:加?挂|又称|简称|也称|亦称|原称?|对外称|对外加挂|合署)[：:]?/
const PLATE = /(?:的?牌子|合署办公)$/
const MARKS = /[“”"「」『』《》\s]/g

export interface Named {
	name: string
	aliases: string[]
}

/** A printed name, its bracket moved to the aliases: （挂甲科、乙科牌子） names two. A bracketed ordinal is part of the name. */
export function nameOf(printed: string): Named {
	let rest = tidy(printed)
		.replace(/[(﹙〔[【]/g, '（')
		.replace(/[)﹚〕\]】]/g, '）')
	const aliases: string[] = []
	for (;;) {
		const open = rest.lastIndexOf('（')
		if (open <= 0 || !rest.endsWith('）')) break
		const inside = rest.slice(open + 1, -1)
		if (ORDINAL.test(inside)) break
		aliases.unshift(...aliasesIn(inside))
		rest = rest.slice(0, open)
	}
	return { name: rest, aliases }
}

function aliasesIn(bracket: string): string[] {
	const inside = bracket.replace(OTHER_NAMES, '').replace(PLATE, '')
	const names: string[] = []
	for (const part of inside.split(/[、，,；;/]/)) {
		const name = part.replace(OTHER_NAMES, '').replace(PLATE, '')
		if (name !== '') names.push(name)
	}
	return names
}

/** Two printed names with the same key are one section: brackets, blanks and quotation marks aside. */
export function sectionKey(name: string): string {
	return nameOf(name).name.replace(MARKS, '')
}

/** Whether a heading could be the name of a section: short, no sentence, and ending as they do. */
export function looksLikeSection(printed: string): boolean {
	const { name } = nameOf(printed)
	if (name.length < 2 || name.length > 25 || /[，,。；;：:、！？!?|]/.test(name) || VERBS.test(name))
		return false
	return ENDINGS.includes(name[name.length - 1]!) || LONGER_ENDINGS.some((ending) => name.endsWith(ending))
}

/** The sections a cell names: several where every part is one. */
export function sectionsIn(cell: string): Named[] {
	const whole = nameOf(cell)
	const parts = cell.split(/[、，,；;/\n]/).filter((part) => part.trim() !== '')
	if (parts.length < 2 || !parts.every(looksLikeSection)) return [whole]
	return parts.map(nameOf)
}
