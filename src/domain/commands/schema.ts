import * as v from 'valibot'
import type { Id } from '../record'
import type { Category, Level } from '../event'
import { hasInvisible, TEXT_LIMIT, utf8Length } from '../text'

/** Prefixes that tell `check` which code a schema's message belongs to; a message without one is of `shape`. */
export const CODES = { tooLong: 'tooLong|', control: 'control|' } as const

const INVISIBLE = CODES.control + '含有看不见的控制字符，请删去后再存'
const TOO_LONG = CODES.tooLong + '超过 64 KB，请分成几条记'

/** Why a text cannot be taken; null where it can. One check instead of three, for this runs at every command. */
function problemOf(text: string, missing: string): string | null {
	// A character has three bytes at the most, so short texts need no counting.
	if (text.length * 3 > TEXT_LIMIT && utf8Length(text) > TEXT_LIMIT) return TOO_LONG
	if (hasInvisible(text)) return INVISIBLE
	return text.trim() === '' ? missing : null
}

/** A text that a person wrote: kept as typed, not blank, at most 64 KB, nothing invisible in it. */
export const words = (missing: string) =>
	v.pipe(
		v.string(missing),
		v.rawCheck<string>(({ dataset, addIssue }) => {
			const problem = dataset.typed ? problemOf(dataset.value, missing) : null
			if (problem !== null) addIssue({ message: problem })
		})
	)

/** One line of at most `most` characters. */
export const line = (what: string, most: number) =>
	v.pipe(words(`请写明${what}`), v.maxLength(most, `${CODES.tooLong}${what}不超过 ${most} 字`))

export function isId(value: unknown): value is Id {
	return typeof value === 'string' && /^[a-z0-9]{1,24}$/.test(value)
}

export const id = (what: string) => v.custom<Id>(isId, `缺少${what}，或编码不对`)

/** An instant of 2000–2100, in milliseconds. */
export const instant = (what: string) =>
	v.pipe(
		v.number(`${what}应是毫秒数`),
		v.integer(`${what}应是整数毫秒`),
		v.minValue(946_656_000_000, `${what}太早`),
		v.maxValue(4_102_416_000_000, `${what}太晚`)
	)

const CATEGORIES: Category[] = ['自然灾害', '事故灾难', '公共卫生事件', '社会安全事件', '其他']
export const category = v.picklist(CATEGORIES, '类别只有自然灾害、事故灾难、公共卫生事件、社会安全事件、其他')

const LEVELS: Record<string, Level | null> = { 特别重大: 1, 重大: 2, 较大: 3, 一般: 4, 未定: null }
/** 1–4, or its word; 未定 is null. */
export const level = v.union(
	[
		v.picklist([1, 2, 3, 4] as Level[]),
		v.pipe(
			v.picklist(Object.keys(LEVELS)),
			v.transform((word) => LEVELS[word] as Level | null)
		)
	],
	'级别只有特别重大、重大、较大、一般、未定'
)

export const kind = v.picklist(['incident', 'matter'], '请选突发事件或一般事项')

/** Absent and null both mean "not said". */
export const maybe = <S extends v.GenericSchema>(schema: S) => v.nullish(schema, null)
