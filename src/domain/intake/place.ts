import type { Found, Reading, Segment } from './reading'
import type { Told } from './category'
import type { Source } from './source'
import type { Time } from './time'
import { all, said } from './reading'
import { headsOf } from './people'
import { ELSEWHERE, INNER, LEAD, NO_PLACE, OFF, PLACE_END, SENT, UNCLEAR, VERB_HEAD } from './places'

export interface Place {
	name: string
	/** The text says that nobody knows where just. */
	unclear: boolean
	found: Found
}

interface Candidate {
	from: number
	to: number
	score: number
}

/** How many characters a name may have between two endings: 远大陶瓷 + 公司. */
const GAP = 8
const LONGEST = 40
const ADMIN =
	/^(?:[\u4e00-\u9fff]{1,8}?(?:省|市|自治州|州|县|区|旗))*?[\u4e00-\u9fff]{1,8}?(?:化工园区|工业园区|园区|开发区|高新区|新区|镇|乡|街道|县|区|市)/
const GENERIC = /^(?:门口|楼下|院内|院子|现场|店里|大门口?|里面|旁边|边上|附近|对面|路边|山上|村里)$/
const OWN_PLACE =
	/煤矿|矿山|矿|大厦|花园|公寓|社区|村|小区|学校|小学|中学|幼儿园|医院|公司|厂|景区|市场|商场|酒店|门口|养老院|林场|水库|车站|工地/

/** Where it happened: the place that stands by the event; the source's own where only that is told. */
export function placeOf(
	reading: Reading,
	told: readonly Told[],
	times: readonly Time[],
	source: Source | null,
	people: readonly { from: number }[]
): Place | null {
	const { text, segments } = reading
	const events = [...told.map((hit) => hit.from), ...people.map((p) => p.from)]
	const first = told[0]?.segment ?? 0
	const spoken = source ? { from: source.found.from, to: source.found.to } : { from: -1, to: -1 }
	// 北坡起火 names a place and an event in one: it must not cut the name in two.
	const apart = told.filter((hit) => !/^[山坡岭林].*火/.test(hit.text))
	const blocks = [...apart, ...times, spoken].sort((a, b) => a.from - b.from)
	const all: Candidate[] = []
	let b = 0
	for (let s = 0; s < segments.length; s++) {
		const segment = segments[s]!
		while (b < blocks.length && blocks[b]!.to <= segment.from) b++
		const inside: { from: number; to: number }[] = []
		for (let k = b; k < blocks.length && blocks[k]!.from < segment.to; k++)
			inside.push({ from: blocks[k]!.from - segment.from, to: blocks[k]!.to - segment.from })
		for (const candidate of candidatesIn(segment, inside)) {
			candidate.score += standing(text, segment, s, candidate, events, first)
			all.push(candidate)
		}
	}
	let best = all[0]
	for (const candidate of all) if (candidate.score > best!.score) best = candidate
	for (const candidate of all) if (best && fuller(text, candidate, best)) best = candidate
	const unclear = UNCLEAR.test(text)
	const own = ownPlace(source, told)
	if (!best || best.score < 1 || (own && GENERIC.test(text.slice(best.from, best.to))))
		return own && { ...own, unclear }
	const found = { from: best.from, to: best.to, text: text.slice(best.from, best.to) }
	const name = said(reading, best.from, best.to)
	return { name: larger(reading, all, best, name, source) + name, unclear, found }
}

/** 云台研学基地 where the title has 研学基地 alone. */
function fuller(text: string, a: Candidate, b: Candidate): boolean {
	return (
		a.to - a.from > b.to - b.from &&
		a.score >= 1 &&
		text.slice(a.from, a.to).endsWith(text.slice(b.from, b.to))
	)
}

/** 大安煤矿 before 井下二采区, 海湾镇 before 镇北旧粮库, where the text tells the larger place elsewhere. */
function larger(
	reading: Reading,
	all: readonly Candidate[],
	best: Candidate,
	name: string,
	source: Source | null
): string {
	const admin = above(name, source)
	const inner = INNER.test(name)
	const own = inner && source ? OWN_PLACE.exec(source.body) : null
	if (own) return source!.body.slice(0, own.index + own[0].length)
	if (!inner && /[镇乡县区路村]|街道|[GSX]\d/.test(name)) return admin
	for (const { from, to, score } of all) {
		if (to > best.from || score < 0) continue
		const other = said(reading, from, to)
		const holds = inner
			? !INNER.test(other) && OWN_PLACE.test(other)
			: /(?:镇|乡|街道|县|区|村|社区)$/.test(other)
		if (holds && !name.includes(other)) return other
	}
	return admin
}

function candidatesIn(segment: Segment, inside: { from: number; to: number }[]): Candidate[] {
	const found: Candidate[] = []
	const { text } = segment
	const ends = all(PLACE_END, text)
	if (ends.length === 0) return found
	const blocked = [...all(NO_PLACE, text), ...headsOf(text), ...inside].sort((a, b) => a.from - b.from)
	let begin = 0
	for (let c = 0; c <= blocked.length; c++) {
		const to = Math.min(blocked[c]?.from ?? text.length, text.length)
		const candidate = to - begin < 2 ? null : nameIn(text, ends, Math.max(0, begin), to)
		if (candidate) {
			const { from, end, parts } = candidate
			const score = Math.min(parts, 4) * 0.8 + Math.min(end - from, 12) * 0.08
			found.push({ from: from + segment.from, to: end + segment.from, score })
		}
		begin = Math.max(begin, blocked[c]?.to ?? text.length)
	}
	return found
}

/** The longest chain of endings from the beginning of a stretch that holds no other words. */
function nameIn(
	text: string,
	ends: readonly Found[],
	begin: number,
	to: number
): { from: number; end: number; parts: number } | null {
	let from = begin
	// 就 and 在 are cut away as they stand before the name.
	for (let lead = LEAD.exec(text.slice(from, to)); lead; lead = LEAD.exec(text.slice(from, to)))
		from += lead[0].length
	const rest = text.slice(from, to)
	from += VERB_HEAD.exec(rest)?.[0].length ?? (SENT.test(rest) ? 1 : 0)
	// 供电公司外包队在河口镇…: who, then where. 在建 is neither.
	const at = all(/在建|在|于|从/g, text.slice(from, to))
		.filter((word) => word.text !== '在建')
		.at(-1)
	if (at && ends.some((e) => e.from >= from + at.to && e.to <= to)) from += at.to
	let end = from
	let parts = 0
	for (const e of ends) {
		if (e.to <= end || e.to > to || e.from < from) continue
		if (e.from - end > GAP || e.to - from > LONGEST) break
		end = e.to
		parts++
	}
	if (parts === 0 || end - from < 2) return null
	// 锦绣纺织 ends a name, and so does 厂 behind it.
	if (end < to && /[厂店站场院馆库区]/.test(text.charAt(end))) end++
	const off = OFF.exec(text.slice(end))
	return { from, end: end + (off?.[0].length ?? 0), parts }
}

function standing(
	text: string,
	segment: Segment,
	s: number,
	{ from, to }: Candidate,
	events: readonly number[],
	first: number
): number {
	let score = 0
	if (segment.hearsay) score -= 6
	const before = text.slice(Math.max(segment.from, from - 12), from)
	const after = text.slice(to, to + 12)
	if (ELSEWHERE.test(before)) score -= 4
	if (/[去到]$/.test(before) && /院|诊所|卫生室/.test(text.slice(from, to))) score -= 4
	if (/是$/.test(before) && /^的/.test(after)) score -= 3
	if (/^[^,。;]{0,6}(?:到场|赶到|支援|赶赴|已到|牵头|指挥|派人|派出|派|救治|抢救|负责|正在处置)/.test(after))
		score -= 3
	if (/(?:位于|发生在|发生于|在|行至|行驶至|地点|位置在)$/.test(before)) score += 1.5
	if (labelled(text.slice(Math.max(0, from - 12), from))) score += LABELLED
	if (events.some((e) => e >= to && e <= Math.min(segment.to, to + 24))) score += 3
	else if (events.some((e) => e >= to && e <= to + 30)) score += 1.5
	else if (events.some((e) => e >= segment.from && e < segment.to)) score += 1
	score -= Math.min(Math.abs(s - first), 8) * 0.4
	return score
}

/** 地点：…: the form asks where, and a segment has ended at the colon. Of 安置地点 and 单位地址 it does not ask that. */
const LABELLED = 5
function labelled(before: string): boolean {
	return (
		/(?:地点|地址|位置):$/.test(before) &&
		!/(?:安置|转移|集合|集结|救治|送医|就医|会议|家庭|户籍|住址|联系|单位|公司|现在)(?:地点|地址|位置):$/.test(
			before
		)
	)
}

/** 白石镇 before 板山村, where the source tells it and the place does not. */
function above(name: string, source: Source | null): string {
	const admin = source ? ADMIN.exec(source.body)?.[0] : undefined
	if (!admin || /[镇乡县]|街道|开发区|园区|新区|[GSX]\d/.test(name) || /^(?:市|县|区|省)/.test(admin))
		return ''
	return name.startsWith(admin) || admin.length > 12 ? '' : admin
}

/** 大桥社区网格员：…走丢了: it happened where the source is. */
function ownPlace(source: Source | null, told: readonly Told[]): Omit<Place, 'unclear'> | null {
	const own = source && OWN_PLACE.exec(source.body)
	const admin = source ? ADMIN.exec(source.body)?.[0] : undefined
	const name = own ? source.body.slice(0, own.index + own[0].length) : admin
	if (!source || !name || (!own && /^(?:市|县|区|省)/.test(name))) return null
	const thing =
		told.map((hit) => /索道|缆车|电梯/.exec(hit.text)?.[0]).find((word) => word !== undefined) ?? ''
	const { from } = source.found
	return { name: name + thing, found: { from, to: from + name.length, text: name } }
}
