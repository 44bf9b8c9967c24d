import type { Instant } from '../instant'
import type { Reading } from './reading'
import type { Told } from './category'
import type { Time } from './time'
import { timesIn } from './time'

/** Of answering, reporting, arriving, ending: not when it happened. */
const RESPONSE_AFTER =
	/^[^,。;]{0,14}?(?:接报|接警|接到|收到|来电|致电|到场|到达|抵达|赶到|赶往|赶赴|扑灭|熄灭|控制住|结束|恢复|出数|报告|上报|续报|通报|出海|出发|出门|开往|起航|上岗|下井|入住|开工|聚餐|用餐|就餐|吃饭|吃了|吃的|核实|召开|救出|升井|确认|更正|通车|送到|出动|处置完|撤离|截止|打捞出|调度|死亡\d)/
const RESPONSE_BEFORE =
	/(?:截至|截止|到|至|预计|计划|下次|时间为|时限|于|等|等到|晚于|报告时间|续报时间为?|填报)[^,。;]{0,2}$/
const AT = /(?:于|自|从)$/
const ONSET = /^(?:起|开始|以来|突然|突发|许?发生|前后|左右)?(?:起|开始|陆续|突然|突发|许?发生)/
const FROM = /(?:自|从)$/
const FOUND = /^[^,。;]{0,8}发现/
/** It is going on, or has just begun. */
const NOW =
	/刚才|刚刚|正在(?:燃烧|冒烟|着火|打|闹)|快来|快点|赶紧|救命|救火|着火了|起火了|塌了|撞了|炸了|爆炸了|落水了|倒了|还在(?:烧|冒|漏|打|涨)|正在发生|现在正|突然/
const PART_OF_DAY = /今天|昨天|今晚|昨晚|昨夜|今早|今晨|傍晚|凌晨|上午|下午|早上|晚上|中午|夜里|日/

export interface Occurred {
	instant: Instant
	from: number
	to: number
	about: boolean
}

/** When it happened: the time that stands by the event, not those of what was done about it. */
export function occurredAt(
	reading: Reading,
	told: readonly Told[],
	receivedAt: Instant,
	incident: boolean
): Occurred | null {
	const { text, segments } = reading
	const times = timesIn(text, receivedAt)
	let best: Time | null = null
	let most = -Infinity
	let n = 0
	for (let i = 0; i < times.length; i++) {
		const time = times[i]!
		if (time.instant === null || time.instant > receivedAt + 15 * 60_000) continue
		const s = segments.findIndex((segment) => time.from >= segment.from && time.from < segment.to)
		if (s < 0 || segments[s]!.hearsay) continue
		const until = times[i + 1]?.from ?? text.length
		const score = scoreOf(text, time, told, until, sentenceEnd(reading, s)) - n * 0.3
		n++
		if (score > most) {
			most = score
			best = time
		}
	}
	if (best && most > -3) return { instant: best.instant!, from: best.from, to: best.to, about: best.about }
	const now = incident ? NOW.exec(text) : null
	if (!now || times.some((time) => time.instant === null) || PART_OF_DAY.test(text.slice(0, now.index)))
		return null
	return { instant: receivedAt, from: now.index, to: now.index + now[0].length, about: true }
}

function sentenceEnd({ segments, text }: Reading, s: number): number {
	let end = s
	while (end + 1 < segments.length && segments[end + 1]!.sentence === segments[s]!.sentence) end++
	return segments[end]?.to ?? text.length
}

function scoreOf(text: string, time: Time, told: readonly Told[], until: number, end: number): number {
	const before = text.slice(Math.max(0, time.from - 8), time.from)
	const after = text.slice(time.to, time.to + 24)
	let score = 0
	if (told.some((hit) => hit.from >= time.to && hit.from < Math.min(until, end))) score += 3
	if (told.some((hit) => hit.from >= time.from - 24 && hit.to <= time.from)) score += 0.6
	if (ONSET.test(after)) score += 2
	if (FROM.test(before)) score += 1
	if (FOUND.test(after)) score += 1
	if (RESPONSE_BEFORE.test(before) && !AT.test(before)) score -= 4
	if (RESPONSE_AFTER.test(after)) score -= 4
	return score
}
