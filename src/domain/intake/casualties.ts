import type { Category } from '../event'
import type { Reading } from './reading'
import type { Fate } from './fates'
import type { Head, Mention } from './people'
import { headsOf, mentionsOf } from './people'

/** Numbers of people; null: not said. `injuries` holds all injured, or cases of illness. */
export interface People {
	deaths: number | null
	injuries: number | null
	seriousInjuries: number | null
	missing: number | null
	trapped: number | null
	evacuated: number | null
}
export interface Casualties extends People {
	/** Somebody is said to have come to harm, with a figure or without. */
	harm: boolean
	spans: { field: keyof People; from: number; to: number }[]
}

/** Leads in a bare number of whom the sentence has been telling: 现在63个. */
const SO_MANY =
	/^(?:到?现在|目前|至今|截至目前|累计|一共|共计?|总共|已有|共有|已经|船上|车上|机上|艇上)(?:已经?|有|共|累计|载有?)*$|^(?:大?约|共计?约?|而?是|应为|应该是|实为)$/
const HARM: readonly Fate[] = ['dead', 'injured', 'severe', 'light', 'hurt', 'missing', 'trapped']
const ALL_OF_THEM = /(?:都|均|全|全部|皆)(?:是|为|系|属)?$/
const ALL_OUT = /(?:全部|均已|都已?|已全部|悉数|全都)(?:被)?[^,]{0,4}$/
const OTHERS_FOUND = /^(?:目击|证人|知情|家属)/
const INTO_SHELTER = /需要?|拟|准备|计划|正?准备|将|建议|待|请求|下步/

export function casualtiesOf(reading: Reading, category: Category, industrialGas: boolean): Casualties {
	const mentions = mentionsOf(reading)
	const spans: Casualties['spans'] = []
	const note = (field: keyof People, mention: Mention | undefined) => {
		if (mention) spans.push({ field, from: mention.from, to: mention.to })
	}
	lookBack(reading, mentions)
	follow(reading, mentions, category)

	const nobody = mentions.find((m) => m.value === 0 && m.fate === 'casualties') ?? safe(reading, mentions)
	const noneHurt =
		nobody ?? mentions.find((m) => m.value === 0 && (m.fate === 'injured' || infected(reading, m)))

	const dead = settle(of(mentions, 'dead'))
	const deaths = dead?.value ?? (noneHurt ? 0 : null)
	note('deaths', dead?.mention ?? noneHurt)

	const injured = injuriesOf(mentions)
	const lived = injured && injured.value - diedLater(reading, mentions, injured.mention)
	const injuries = lived !== null && lived > 0 ? lived : injured?.value === 0 || noneHurt ? 0 : null
	note('injuries', injured?.mention ?? noneHurt)

	const severe = severeOf(reading, mentions, injuries, industrialGas)
	note('seriousInjuries', severe.mention)

	const missing = remaining(reading, of(mentions, 'missing'), foundOf(mentions))
	note('missing', missing?.mention)
	const trapped = trappedOf(reading, mentions)
	note('trapped', trapped?.mention)
	const moved = latest(of(mentions, 'evacuated').filter((m) => m.value !== 0 && !planned(reading, m)))
	note('evacuated', moved)

	return {
		deaths,
		injuries,
		seriousInjuries: severe.value,
		missing: missing?.value ?? null,
		trapped: trapped?.value ?? null,
		evacuated: moved?.value ?? null,
		harm: mentions.some((m) => m.value !== 0 && HARM.includes(m.fate)),
		spans
	}
}

interface Settled {
	value: number
	mention: Mention
}

function of(mentions: readonly Mention[], fate: Fate): Mention[] {
	return mentions.filter((m) => m.fate === fate && m.value !== null)
}

/** The latest figure: what is called the whole counts before parts of it, what came beside it is added. */
function settle(found: readonly Mention[]): Settled | null {
	const final = found.filter((m) => m.final && !m.subset && m.value! > 0).at(-1)
	if (final) return { value: final.value!, mention: final }
	const whole = found.filter((m) => !m.subset)
	const used = whole.some((m) => m.value! > 0) ? whole.filter((m) => m.value! > 0) : whole
	const list =
		used.length > 0 && (used[0]!.value! > 0 || found.every((m) => m.value === 0))
			? used
			: found.filter((m) => m.value! > 0)
	const first = list[0]
	if (!first) return null
	let { value } = first
	let mention = first
	for (let i = 1; i < list.length; i++) {
		const next = list[i]!
		const same = next.from < mention.to
		if (same) continue
		value = next.added ? value! + next.value! : next.value
		mention = next
	}
	return { value: value!, mention }
}

function latest(found: readonly Mention[]): Mention | undefined {
	return found.at(-1)
}

function injuriesOf(mentions: readonly Mention[]): Settled | null {
	const total = settle(of(mentions, 'injured'))
	const ill = of(mentions, 'ill').filter((m) => m.value! > 0)
	const parts = ['severe', 'light', 'hurt'].map((fate) =>
		settle(of(mentions, fate as Fate).filter((m) => m.value! > 0))
	)
	const known = parts.filter((part) => part !== null)
	const sum = known.reduce((all, part) => all + part.value, 0)
	const partly = known.at(-1) ? { value: sum, mention: known.at(-1)!.mention } : null
	let most = ill[0]
	for (let i = 1; i < ill.length; i++) if (ill[i]!.value! > most!.value!) most = ill[i]
	const cases = most ? { value: most.value!, mention: most } : null
	if (total && total.value > 0) {
		const beside = of(mentions, 'injured').at(-1)?.added && partly
		if (beside && partly.mention.from < total.mention.from) return { ...total, value: total.value + sum }
		return partly && sum > total.value && !cases ? partly : total
	}
	if (partly && (!cases || sum >= cases.value)) return partly
	return cases ?? (total && !partly ? total : null)
}

/** Of those counted as injured: 伤者经抢救无效死亡. */
function diedLater(reading: Reading, mentions: readonly Mention[], { to }: Mention): number {
	const died = mentions.find((m) => {
		if (m.fate !== 'dead' || m.from < to) return false
		const { from, text } = reading.segments[m.segment]!
		return /伤者|伤员|重伤/.test(text.slice(0, m.to - from)) && /无效|不治/.test(text)
	})
	return died ? (died.value ?? 1) : 0
}

function severeOf(
	reading: Reading,
	mentions: readonly Mention[],
	injuries: number | null,
	industrialGas: boolean
): { value: number | null; mention: Mention | undefined } {
	const said = settle(of(mentions, 'severe').filter((m) => m.value! > 0))
	if (said) return said
	const word = mentions.find((m) => m.fate === 'severe' && m.value === null)
	if (
		word &&
		injuries !== null &&
		ALL_OF_THEM.test(reading.text.slice(Math.max(0, word.from - 5), word.from))
	)
		return { value: injuries, mention: word }
	if (injuries === 0) return { value: 0, mention: undefined }
	const none = mentions.find((m) => m.value === 0 && (m.fate === 'severe' || m.fate === 'danger'))
	if (none) return { value: 0, mention: none }
	const light = settle(of(mentions, 'light'))
	if (light && light.value === injuries) return { value: 0, mention: light.mention }
	const mild = mentions.find((m) => m.fate === 'light' && m.value === null)
	if (mild && injuries !== null) return { value: 0, mention: mild }
	if (industrialGas && injuries !== null && /中毒/.test(reading.text)) {
		const poisoned = of(mentions, 'injured').at(-1)
		return { value: injuries, mention: poisoned }
	}
	return { value: null, mention: undefined }
}

/** Still inside: of those who were, who has not got out. */
function trappedOf(reading: Reading, mentions: readonly Mention[]): Settled | null {
	const out = mentions.filter((m) => m.fate === 'rescued' || m.fate === 'found')
	return remaining(reading, of(mentions, 'trapped'), out)
}

/** Who may have been missing. Where others are trapped, those brought out are of them. */
function foundOf(mentions: readonly Mention[]): Mention[] {
	const trapped = of(mentions, 'trapped').length > 0
	return mentions.filter((m) => m.fate === 'found' || (m.fate === 'rescued' && !trapped))
}

/** The last figure, less those of whom is said after it that they were brought out. */
function remaining(reading: Reading, lost: readonly Mention[], back: readonly Mention[]): Settled | null {
	const last = lost.at(-1)
	if (!last) return null
	const out = back.filter(
		(m) => m.from > lost[0]!.from && !OTHERS_FOUND.test(reading.text.slice(m.to, m.to + 3))
	)
	const everyone = out.find((m) => ALL_OUT.test(reading.text.slice(Math.max(0, m.from - 8), m.from)))
	if (everyone && everyone.from > last.from) return { value: 0, mention: everyone }
	const after = out.filter((m) => m.from > last.from && m.value !== null)
	// 一名老人走失，已找到
	const single = last.value === 1 && out.find((m) => m.from > last.from && alone(reading, m))
	if (single) return { value: 0, mention: single }
	const whole = after.filter((m) => m.final).at(-1)
	const freed = whole ? whole.value! : after.reduce((all, m) => all + m.value!, 0)
	if (after.length > 0 && freed <= last.value!) return { value: last.value! - freed, mention: after.at(-1)! }
	return { value: last.value!, mention: last }
}

function alone({ segments, text }: Reading, { value, to, segment }: Mention): boolean {
	return value === null && /^了?$/.test(text.slice(to, segments[segment]!.to))
}

function planned(reading: Reading, mention: Mention): boolean {
	const segment = reading.segments[mention.segment]!
	return INTO_SHELTER.test(segment.text.slice(0, mention.from - segment.from))
}

function safe(reading: Reading, mentions: readonly Mention[]): Mention | undefined {
	return mentions.find(
		(m) =>
			m.fate === 'safe' &&
			/(?:人|人员|群众|乘客|师生|学生)(?:都|均|全部)?$/.test(
				reading.text.slice(Math.max(0, m.from - 6), m.from)
			)
	)
}

/** 无人员感染: nobody fell ill. Of single symptoms it says nothing. */
function infected(reading: Reading, { from, to, fate }: Mention): boolean {
	return fate === 'ill' && /感染|确诊|发病/.test(reading.text.slice(from, to))
}

/** 一名工人坠落，送医后不治身亡: a fate without a number is that of the people last counted in the sentence. */
function lookBack(reading: Reading, mentions: readonly Mention[]): void {
	for (const mention of mentions) {
		if (mention.value !== null || (mention.fate !== 'dead' && mention.fate !== 'severe')) continue
		const { sentence } = reading.segments[mention.segment]!
		const near = reading.text.slice(Math.max(0, mention.from - 6), mention.to + 3)
		if (/[鸡鸭鹅猪牛羊鱼禽畜虾]|死[了亡]?[约近]?[\d一二两三四五六七八九十百千万几数]/.test(near)) continue
		for (let s = mention.segment - 1; s >= 0 && s >= mention.segment - 3; s--) {
			const segment = reading.segments[s]!
			// 已找到3人，均已遇难: of those found it is told how they are.
			const taken = mentions.some((m) => m.segment === s && m.value !== null && m.fate !== 'found')
			if (segment.sentence !== sentence || segment.hearsay || taken) break
			const heads = headsOf(segment.text)
			if (heads.length === 0) continue
			if (heads.length === 1) mention.value = heads[0]!.value
			break
		}
	}
}

/** Bare numbers take their fate from the sentence before them: 上吐下泻，现在63个; 失去联系，船上7人; 一共15例. */
function follow(reading: Reading, mentions: Mention[], category: Category): void {
	for (let s = 0; s < reading.segments.length; s++) {
		const { text, from, sentence, hearsay } = reading.segments[s]!
		if (hearsay || mentions.some((m) => m.segment === s && m.value !== null)) continue
		const head: Head | undefined = headsOf(text)[0]
		if (!head || head.value === null) continue
		const cases = text[head.to - 1] === '例'
		const leads = SO_MANY.test(text.slice(0, head.from)) && text.length - head.to <= 4
		if (!cases && !leads) continue
		const before = mentions.filter((m) => m.value === null && m.segment < s).at(-1)
		const near = before && sentence - reading.segments[before.segment]!.sentence <= 1
		const fate = cases && category === '公共卫生事件' ? 'ill' : near ? before.fate : null
		if (fate !== 'ill' && fate !== 'missing' && fate !== 'trapped' && fate !== 'evacuated') continue
		const mention = {
			fate,
			value: head.value,
			from: head.from + from,
			to: head.to + from,
			segment: s
		} as const
		mentions.push({ ...mention, subset: false, added: false, final: false })
	}
	mentions.sort((a, b) => a.from - b.from)
}
