import type { Category, Level } from '../event'
import type { People } from './casualties'
import type { Thresholds } from './thresholds'

const STATED =
	/(特别重大|重大|较大|一般)(?:级别?)?(?:突发)?(?:公共卫生|社会安全|群体性|动物疫情|疫情|食品安全|环境)(?:突发)?(?:事件|事故|疫情)?|(?:Ⅰ|Ⅱ|Ⅲ|Ⅳ|一|二|三|四)级(?:突发)?(?:公共卫生|社会安全|群体性)?事件/
const WORDS: readonly string[] = ['', '特别重大', '重大', '较大', '一般']
const GRADES = ['ⅠⅡⅢⅣ', '一二三四']

/** A suggestion from what the report says, not a finding; null is 未定. */
export function levelOf(
	text: string,
	category: Category,
	pollution: boolean,
	people: People,
	lossYuan: number | null,
	{ steps, missingCount, applies }: Thresholds
): Level | null {
	if (!applies.includes(category)) return stated(text)
	const { deaths, injuries, seriousInjuries, missing, trapped } = people
	const together = missingCount.includes(category)
	if (category === '事故灾难' && pollution) return null // outside the order, Art. 2
	if (together && deaths === null && missing === null) return null
	const dead = (deaths ?? 0) + (together ? (missing ?? 0) : 0)
	for (let i = 0; i < steps.length; i++) {
		const step = steps[i]!
		if (
			dead >= step.deaths ||
			(seriousInjuries ?? 0) >= step.seriousInjuries ||
			(lossYuan ?? 0) >= step.lossYuan
		)
			return step.level
	}
	if (together) return 4
	if ((missing ?? 0) > 0 || (trapped ?? 0) > 0) return null
	return deaths === null && injuries === null && lossYuan === null ? null : 4
}

function stated(text: string): Level | null {
	const match = STATED.exec(text)
	if (!match) return null
	const word = match[1] === undefined ? -1 : WORDS.indexOf(match[1])
	if (word > 0) return word as Level
	for (let g = 0; g < GRADES.length; g++) {
		const grade = GRADES[g]!.indexOf(match[0][0]!)
		if (grade >= 0) return (grade + 1) as Level
	}
	return null
}
