import { FATES } from './fates'

/** What may stand between a fate and the colon. */
const WHOM = /(?:人数|人员|群众|病例|情况|者)?(?:\([人名例]\))?:$/
/** No label is longer. */
const REACH = 16
const FIGURE = /^(?:[由从约共]?[\d一二两三四五六七八九十百千几数]|(?:暂?无|没有|零|未发现)(?:[,;。、)\n]|$))/
const NO_ONE = /^(?:人数|人员|群众|病例|情况|者)?(?:\([人名例]\))?:(?:暂?无|没有|零|未发现)$/

/** 死亡人数：3: the colon at `i` joins a figure to what it counts, and parts nothing. */
export function joins(text: string, i: number): boolean {
	return FIGURE.test(text.slice(i + 1, i + 6)) && isLabel(text.slice(Math.max(0, i - REACH), i + 1))
}

/** 死亡（人）：2: the bracket is part of the label. */
export function unitAt(text: string, i: number): boolean {
	return /^\([人名例]\):/.test(text.slice(i, i + 4))
}

/** 死亡：3 受伤：5: on a form the label says what is counted, and nobody writes a measure. */
export function bareFigure(text: string, from: number, to: number): boolean {
	if (text[from - 1] !== ':' || !isLabel(text.slice(Math.max(0, from - REACH), from))) return false
	return (
		to === text.length || '、)'.includes(text[to]!) || fateIn(text.slice(to, to + REACH), (at) => at === 0)
	)
}

/** What stands behind a fate on a form says that there are none: 被困人数：无. */
export function saidNone(after: string): boolean {
	return NO_ONE.test(after)
}

function isLabel(text: string): boolean {
	const whom = WHOM.exec(text)
	if (!whom) return false
	// 患者 and 病例 end with what otherwise follows a fate.
	return fateIn(text, (_, to) => to === whom.index || to === text.length - 1)
}

function fateIn(text: string, fits: (from: number, to: number) => boolean): boolean {
	for (const { words } of FATES) {
		words.lastIndex = 0
		for (let match = words.exec(text); match; match = words.exec(text))
			if (fits(match.index, match.index + match[0].length)) return true
	}
	return false
}
