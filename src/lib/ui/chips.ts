import type { Level } from '../../domain/event'
import type { Intake, Recognised } from '../../domain/intake/intake'
import { officeDate, officeTime, day, type Instant } from '../../domain/instant'
import { levelWord, moment } from '../../domain/incident/words'

/** What was recognised, as a short label and value. */
export interface Chip {
	field: Recognised | 'level'
	label: string
	value: string
	/** 死亡、失联 … stand out. */
	grave: boolean
	/** The officer has confirmed or set it. */
	own: boolean
	/** The level is proposed until one tap accepts it. */
	proposal: Level | null
}

/** What the chips are made of beside the reading: the particulars as they now stand. */
interface Standing {
	place: string
	category: string | null
	level: Level | null
	occurredAt: Instant | null
	own: readonly string[]
	dismissed: readonly string[]
}

const PEOPLE: readonly [keyof Intake & Recognised, string][] = [
	['deaths', '死亡'],
	['missing', '失联'],
	['trapped', '被困'],
	['injuries', '伤病'],
	['seriousInjuries', '重伤'],
	['evacuated', '转移']
]

export function chipsOf(intake: Intake, now: Instant, content: Standing): Chip[] {
	const chips: Chip[] = []
	const { dismissed, own } = content
	const add = (field: Chip['field'], label: string, value: string, grave = false) => {
		if (value === '' || dismissed.includes(field)) return
		chips.push({ field, label, value, grave, own: own.includes(field), proposal: null })
	}
	const about = !own.includes('occurredAt') && intake.about ? ' 左右' : ''
	add('occurredAt', '时间', content.occurredAt === null ? '' : nearMoment(content.occurredAt, now) + about)
	add('place', '地点', content.place)
	add('category', '', content.category ?? '')
	if (content.level !== null) add('level', '级别', levelWord[content.level])
	else if (intake.level !== null && !own.includes('level'))
		chips.push({
			field: 'level',
			label: '建议',
			value: levelWord[intake.level],
			grave: false,
			own: false,
			proposal: intake.level
		})
	if (intake.deaths === 0 && intake.injuries === 0) add('deaths', '', '无伤亡')
	for (const [field, label] of PEOPLE) {
		const count = intake[field]
		if (typeof count === 'number' && count > 0) add(field, label, String(count), field !== 'evacuated')
	}
	if (intake.lossYuan !== null) add('lossYuan', '损失', money(intake.lossYuan))
	add('source', '来源', intake.source ?? '')
	return chips
}

function nearMoment(t: Instant, now: Instant): string {
	if (officeDate(t) === officeDate(now)) return officeTime(t)
	return officeDate(t) === officeDate(now - day) ? `昨日 ${officeTime(t)}` : moment(t)
}

function money(yuan: number): string {
	if (yuan >= 100_000_000) return `${yuan / 100_000_000} 亿元`
	return yuan >= 10_000 ? `${yuan / 10_000} 万元` : `${yuan} 元`
}

/** What the text does not say, beside casualties, which have a chip of their own. */
export function unsaid(intake: Intake): string[] {
	return intake.missingElements.filter((element) => element !== '伤亡')
}
