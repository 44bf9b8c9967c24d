import type { LeaveKind } from '../events/leave'
import type { Id } from '../record'
import type { Instant } from '../instant'
import type { ImportFault } from './importing'
import { day, officeInstant } from '../instant'
import { datesIn, type Dates } from './importDates'
import { namesIn, type Named } from './importNames'

export interface LeaveLine {
	row: number
	person: Id
	from: Instant
	/** Not included. */
	to: Instant
	kind: LeaveKind
	note: string | null
}

export interface LeaveImport {
	lines: LeaveLine[]
	faults: ImportFault[]
}

type Field = 'name' | 'kind' | 'from' | 'to' | 'span' | 'note'
const WORDS: readonly (readonly [Field, readonly string[]])[] = [
	['name', ['姓名', '人员', '名字', '领导']],
	['kind', ['种类', '类别', '类型', '假别', '请假类型', '外出类型']],
	['from', ['开始日期', '开始时间', '开始', '起始日期', '起', '自', '离岗日期']],
	['to', ['结束日期', '结束时间', '结束', '截止日期', '止', '至', '返岗日期']],
	['span', ['起止日期', '起止时间', '起止', '日期', '时间', '休假时间', '外出时间']],
	['note', ['说明', '事由', '备注', '原因', '地点', '去向']]
]
const KINDS: readonly (readonly [LeaveKind, RegExp])[] = [
	['出差', /出差|公差|考察|调研/],
	['培训', /培训|学习|进修|党校/],
	['外出', /外出|开会|会议/],
	['休假', /休假|[年病事婚产公探陪丧]假|公休|调休|补休|请假/]
]
const MOST = 500
const ABOVE = 12

/** Reads a list of leaves and trips: who, from when to when, what for. With any fault nothing is taken in. */
export function readLeaves(
	rows: readonly (readonly string[])[],
	input: { month: string; people: readonly Named[]; as: ReadonlyMap<string, Id> }
): LeaveImport | { refused: string } {
	const found = columnsOf(rows)
	if (!found) return { refused: '没有找到表头：要有一行写着“姓名”和“起止日期”（或“开始”“结束”）' }
	const { header, at } = found
	const lines: LeaveLine[] = []
	const faults: ImportFault[] = []
	for (let r = header + 1; r < rows.length; r++) {
		const cell = (field: Field) => (at[field] === undefined ? '' : (rows[r]![at[field]] ?? '').trim())
		if (cell('name') === '' && cell('span') === '' && cell('from') === '') continue
		const before = faults.length
		const fault = (column: string, reason: string, name: string | null = null) =>
			faults.push({ row: r + 1, column, reason, name })
		const names = namesIn(cell('name'), input.people, input.as)
		if (names.length === 0) fault('姓名', '缺姓名')
		for (const one of names) if ('why' in one) fault('姓名', one.why, one.name)
		const dates = span(cell, input.month)
		if (!dates) fault('日期', '看不懂起止日期，请写成 2026-03-05，或 3月5日—3月8日')
		else if (dates.to < dates.from) fault('日期', '结束早于开始')
		const word = cell('kind') || cell('note')
		const kind = KINDS.find(([, pattern]) => pattern.test(word))?.[0] ?? null
		if (!kind && cell('kind') !== '')
			fault('种类', `不认识“${cell('kind').slice(0, 12)}”，可写休假、出差、外出、培训`)
		if (cell('note').length > 200) fault('说明', '说明不超过 200 字')
		if (faults.length > before || !dates) continue
		for (const one of names)
			if ('person' in one)
				lines.push({
					row: r + 1,
					person: one.person,
					from: officeInstant(dates.from, '00:00'),
					to: officeInstant(dates.to, '00:00') + day,
					kind: kind ?? '休假',
					note: cell('note') || null
				})
	}
	if (lines.length === 0 && faults.length === 0) return { refused: '表头下面没有内容' }
	if (lines.length > MOST) return { refused: `有 ${lines.length} 条，一次最多 ${MOST} 条` }
	return { lines, faults }
}

function columnsOf(
	rows: readonly (readonly string[])[]
): { header: number; at: Partial<Record<Field, number>> } | null {
	for (let r = 0; r < rows.length && r < ABOVE; r++) {
		const at: Partial<Record<Field, number>> = {}
		rows[r]!.forEach((cell, i) => {
			const word = cell.replace(/[（(【[][^）)】\]]*[）)】\]]|[\s\u3000*＊:：]/g, '')
			const field = WORDS.find(([, words]) => words.includes(word))?.[0]
			if (field && at[field] === undefined) at[field] = i
		})
		if (at.name !== undefined && (at.span !== undefined || at.from !== undefined)) return { header: r, at }
	}
	return null
}

function span(cell: (field: Field) => string, month: string): Dates | null {
	if (cell('span') !== '') return datesIn(cell('span'), month)
	const from = datesIn(cell('from'), month)
	if (!from) return null
	if (cell('to') === '') return from
	const to = datesIn(cell('to'), from.from.slice(0, 7))
	return to && { from: from.from, to: to.to }
}
