import type { Category } from '../event'
import type { Found, Reading } from './reading'
import { all } from './reading'
import { EVENTS } from './events'

export interface Told extends Found {
	category: Category
	weight: number
	segment: number
}

/** Only in the tail of the text, or said of what did not happen. */
const DENIED = /没有|未发生|未出现|不是|并非|排除|防止|避免|谨防|严防|预防|要不要|如果|以防/

/** 受伤人员, 重伤人数, 死伤人员: the first half of another word, and no attack. */
const HURT_BEFORE = /[受死重轻负烧烫灼炸冻摔挤压]$/
const ATTACKED_BEFORE = /[打捅刺]$/
const COUNTED_AFTER = /^[员数]/

function partOfWord(before: string, after: string): boolean {
	return HURT_BEFORE.test(before) || (COUNTED_AFTER.test(after) && !ATTACKED_BEFORE.test(before))
}

/** Every word of the report that tells of something happening, in the order of the text. */
export function toldIn(reading: Reading): Told[] {
	const told: Told[] = []
	for (let s = 0; s < reading.segments.length; s++) {
		const { text, from, hearsay } = reading.segments[s]!
		if (hearsay) continue
		for (const { category, weight, words } of EVENTS)
			for (const found of all(words, text, from)) {
				const before = text.slice(Math.max(0, found.from - from - 8), found.from - from)
				const after = text.slice(found.to - from)
				if (found.text === '伤人' && partOfWord(before, after)) continue
				if (!DENIED.test(before)) told.push({ ...found, category, weight, segment: s })
			}
	}
	return told.sort((a, b) => a.from - b.from)
}

const CATEGORIES: readonly Category[] = ['自然灾害', '事故灾难', '公共卫生事件', '社会安全事件', '其他']
/** What is said first is what the report is about; later words tell of consequences. */
const EARLY = 1.5
const EARLY_SEGMENTS = 5

/** The category and the word that speaks most plainly for it; null where nothing tells of anything. */
export function categoryOf(told: readonly Told[]): { category: Category; because: Told } | null {
	const first = told[0]?.segment ?? 0
	const scores = CATEGORIES.map(() => 0)
	const strongest: (Told | undefined)[] = CATEGORIES.map(() => undefined)
	const counted = new Set<string>()
	for (const hit of told) {
		const c = CATEGORIES.indexOf(hit.category)
		const early = hit.segment - first < EARLY_SEGMENTS ? EARLY : 1
		// A second word of the same weight says less than the first.
		const key = `${c} ${hit.weight}`
		scores[c]! += hit.weight * early * (counted.has(key) ? 0.25 : 1)
		counted.add(key)
		if (!strongest[c] || hit.weight > strongest[c].weight) strongest[c] = hit
	}
	let best = -1
	for (let c = 0; c < scores.length; c++)
		if (scores[c]! > 0 && (best < 0 || scores[c]! > scores[best]!)) best = c
	return best < 0 ? null : { category: CATEGORIES[best]!, because: strongest[best]! }
}
