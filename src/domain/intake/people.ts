import type { Reading, Segment } from './reading'
import { all } from './reading'
import { numerals } from './number'
import { bareFigure, saidNone } from './labels'
import { FATES, measureOf, ONE_PERSON, type Fate } from './fates'

/** So many people of whom the report says this. */
export interface Mention {
	fate: Fate
	/** Null: said without a figure. 0: said to be none. */
	value: number | null
	from: number
	to: number
	segment: number
	/** 其中: part of what was counted before. */
	subset: boolean
	/** 另有、又、还有: beside what was counted before. */
	added: boolean
	/** 累计、更正为、增至: the whole as it now stands. */
	final: boolean
}

/** A number of people. */
export interface Head {
	value: number | null
	from: number
	to: number
}

interface Key {
	fate: Fate
	from: number
	to: number
	none: boolean
}

const SUPERSEDED = /原报|此前|先前|之前报|初报|误报|上次报|前报|原先|原通报|最初报/
const AS_IT_STANDS = /更正|现为|现已|实为|增至|升至|上升到|上升为|增加到|变更为|累计|合计|总计|最新/
const SUBSET = /其中|包括|里面有/
const ADDED = /另|又有|还有|再有|新增|新发现|新找到|此外|再发现|又发现|后又/
const OTHERS = /家属|亲属|每名|每位|赔偿|抚恤/
/** Words of a "none": 无人员, 未造成, 没有接到 … */
const NONE =
	/(?:暂无|暂未|尚无|尚未|并未|并无|均未|均无|没有|没|无|未|零)(?:造成|发生|出现|发现|接到|接报|收到|听说|人员|群众|游客|学生|师生|工人|居民|村民|住户|旅客|乘客|住院|任何|其他|其它|新增|有|人|到|的|再|说)*/g
/** 无失联 says that nobody is missing; 没压住 says nothing of people. */
const DENIABLE = /伤|亡|死|症|病|危|毒|感染|确诊|例|者|昏|不适|发热|发烧|被|受困|失联|失踪|下落|滞留|难|患/
const LIST =
	/^(?:[、和或及与]|冲突|财产损失|房屋倒塌|房屋损坏|重大|以及|也|无|没有|没|未|人员|的|病例|人|者|情况)*$/
const TOGETHER = /^(?:[^,]{0,6})[、和及与][^,]{0,2}$/
/** 堵死, 锁死, 急死了: nobody has died. */
const NOT_DYING = /[堵锁焊卡关封累吓气急热冷困烦憋]/
/** How far a number may stand from the word that it goes with. */
const BEFORE = 18
const AFTER = 9

export function mentionsOf(reading: Reading): Mention[] {
	const mentions: Mention[] = []
	let subset = false
	for (let s = 0; s < reading.segments.length; s++) {
		const segment = reading.segments[s]!
		if (s === 0 || reading.segments[s - 1]!.sentence !== segment.sentence) subset = false
		if (SUBSET.test(segment.text)) subset = true
		if (segment.hearsay) continue
		for (const mention of inSegment(segment, s)) {
			const before = segment.text.slice(0, mention.from - segment.from)
			if (superseded(before)) continue
			if (/不是(?:什么|有)?$/.test(before)) mention.value = null
			mention.subset = subset && mention.value !== 0 && !AS_IT_STANDS.test(before)
			mention.added = ADDED.test(before)
			mention.final = AS_IT_STANDS.test(segment.text.slice(0, mention.to - segment.from))
			mentions.push(mention)
		}
	}
	return mentions
}

function superseded(before: string): boolean {
	const old = before.search(SUPERSEDED)
	return old >= 0 && before.slice(old + 2).search(AS_IT_STANDS) < 0
}

function inSegment({ text, from: shift }: Segment, segment: number): Mention[] {
	const keys = keysOf(text)
	if (keys.length === 0) return []
	const heads = headsOf(text)
	const first = heads[0]
	const numberFirst =
		first !== undefined && first.from < keys[0]!.from && !SUPERSEDED.test(text.slice(0, first.from))
	const mentions: Mention[] = []
	for (let k = 0; k < keys.length; k++) {
		const key = keys[k]!
		const mention = { fate: key.fate, segment, subset: false, added: false, final: false }
		if (key.none) {
			mentions.push({ ...mention, value: 0, from: key.from + shift, to: key.to + shift })
			continue
		}
		const head =
			straightAfter(heads, keys, k) ??
			(numberFirst ? headBefore(text, heads, keys, k) : headAfter(text, heads, keys, k)) ??
			(numberFirst ? headAfter(text, heads, keys, k) : headBefore(text, heads, keys, k))
		const from = Math.min(key.from, head?.from ?? key.from)
		const to = Math.max(key.to, head?.to ?? key.to)
		const alone = key.fate !== 'ill' && ONE_PERSON.test(text.slice(0, key.from))
		const value = head ? head.value : alone ? 1 : null
		mentions.push({ ...mention, value, from: from + shift, to: to + shift })
	}
	return mentions
}

/** The number before a key; numbers joined by 、和 stand for their sum. */
function headBefore(text: string, heads: readonly Head[], keys: readonly Key[], k: number): Head | null {
	const key = keys[k]!
	let h = heads.length - 1
	while (h >= 0 && heads[h]!.to > key.from) h--
	if (h < 0 || key.from - heads[h]!.to > BEFORE) return null
	const between = text.slice(heads[h]!.to, key.from)
	if (keys.some((other) => other.none && other.from >= heads[h]!.to && other.to <= key.from)) return null
	// "6人受伤送医": several words for the same people, as long as nothing else begins between them.
	if (
		/[、]/.test(between) &&
		keys.some((o) => o.from >= heads[h]!.to && o.to <= key.from && o.fate !== key.fate)
	)
		return null
	let { value, from } = heads[h]!
	const { to } = heads[h]!
	for (let p = h - 1; p >= 0; p--) {
		const joint = text.slice(heads[p]!.to, from)
		if (!TOGETHER.test(joint) || keys.some((o) => o.from >= heads[p]!.to && o.to <= from)) break
		value = value === null || heads[p]!.value === null ? null : value + heads[p]!.value!
		from = heads[p]!.from
	}
	return { value, from, to }
}

/** 砍伤3名旅客: the number that stands at once behind a key, and is not another's. */
function straightAfter(heads: readonly Head[], keys: readonly Key[], k: number): Head | null {
	const key = keys[k]!
	const head = heads.find((h) => h.from >= key.to && h.from - key.to <= 1)
	const next = keys[k + 1]
	return !head || (next && next.from - head.to <= 12) ? null : head
}

/** The number after a key; of 由2人增至5人 the last. */
function headAfter(text: string, heads: readonly Head[], keys: readonly Key[], k: number): Head | null {
	const key = keys[k]!
	const next = keys[k + 1]
	let h = heads.findIndex((head) => head.from >= key.to)
	if (h < 0 || heads[h]!.from - key.to > AFTER) return null
	if (next && next.from < heads[h]!.from && !/各/.test(text.slice(next.to, heads[h]!.from))) return null
	while (
		h + 1 < heads.length &&
		(!next || heads[h + 1]!.to <= next.from) &&
		/增|升|更正|变|改|至|为/.test(text.slice(heads[h]!.to, heads[h + 1]!.from))
	)
		h++
	return heads[h]!
}

function keysOf(text: string): Key[] {
	const found: Key[] = []
	for (const { fate, words } of FATES)
		for (const { from, to } of all(words, text)) found.push({ fate, from, to, none: false })
	// The longest of those that overlap: 重伤 is not also 伤.
	found.sort((a, b) => a.from - b.from || b.to - a.to)
	const keys: Key[] = []
	for (let i = 0; i < found.length; i++) {
		const key = found[i]!
		if (keys.length > 0 && key.from < keys.at(-1)!.to) continue
		if (key.to - key.from === 1 && !beside(text, key)) continue
		if (text[key.from] === '死' && NOT_DYING.test(text.charAt(key.from - 1))) continue
		if (!OTHERS.test(text.slice(Math.max(0, key.from - 4), key.to + 4)))
			keys.push({ ...key, none: saidNone(text.slice(key.to)) })
	}
	for (const none of all(NONE, text)) {
		let to = none.to
		for (let i = 0; i < keys.length; i++) {
			const key = keys[i]!
			// 没上来, 无生命体征: the denial is part of the word.
			if (key.from <= none.from || (key.from < none.to && /[无没未]/.test(text[key.from]!))) {
				if (key.to > none.from) to = -1
				continue
			}
			if (to < 0) break
			if (key.from > to && !LIST.test(text.slice(to, key.from))) break
			key.none = true
			to = Math.max(to, key.to)
		}
	}
	return keys.filter((key) => !key.none || DENIABLE.test(text.slice(key.from, key.to)))
}

/** 死 and 伤 alone are said of people only beside their number: 两死三伤. */
function beside(text: string, { from, to }: Key): boolean {
	return (
		/[\d一二两三四五六七八九十百人名个位]/.test(text.charAt(from - 1)) ||
		/[\d一二两三四五六七八九十]/.test(text.charAt(to))
	)
}

/** The numbers of people in a text: with a measure of people, or straight before 死 and 伤. */
export function headsOf(text: string): Head[] {
	const heads: Head[] = []
	for (const { from, to, value } of numerals(text)) {
		if (from > 0 && /[第\d.\-#KG]$|\d:$/.test(text.slice(Math.max(0, from - 2), from))) continue
		const measure = measureOf(text.slice(to, to + 4))
		const written = text[to - 1]
		if (measure >= 0) heads.push({ value, from, to: to + measure })
		else if (written === '俩' || written === '仨' || bareFigure(text, from, to))
			heads.push({ value, from, to })
	}
	return heads
}
