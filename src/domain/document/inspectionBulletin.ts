import type { CallOutcome } from '../event'
import type { Inspected, Inspection } from '../events/inspection'
import { officeDate, officeTime, type Instant } from '../instant'

/** 通报 of an inspection: what is printed and sent round. */
export interface InspectionBulletin {
	title: string
	paragraphs: string[]
	columns: string[]
	rows: string[][]
	/** Office and date, at the right. */
	signed: string[]
}

const OUTCOMES: readonly CallOutcome[] = ['接通', '未接', '占线', '空号', '关机']

function day(t: Instant): string {
	const [year, month, of] = officeDate(t).split('-').map(Number)
	return `${year} 年 ${month} 月 ${of} 日`
}

const last = ({ calls }: Inspected) => calls[calls.length - 1] ?? null
/** What became of a room: the last call's outcome; 未查 where nobody was called. */
export const resultOf = (room: Inspected): CallOutcome | '未查' => last(room)?.outcome ?? '未查'

export function inspectionBulletin(inspection: Inspection, office: string): InspectionBulletin {
	const { way, pool, rooms, beganAt, endedAt, note } = inspection
	const called = rooms.filter((room) => room.calls.length > 0)
	const times = called.flatMap((room) => room.calls.map((call) => call.at)).sort((a, b) => a - b)
	const [first, end] = [times[0] ?? beganAt, times[times.length - 1] ?? endedAt ?? beganAt]
	const span =
		officeDate(first) === officeDate(end)
			? `${day(first)} ${officeTime(first)} 至 ${officeTime(end)}`
			: `${day(first)} ${officeTime(first)} 至 ${day(end)} ${officeTime(end)}`
	const how =
		way === 'draw'
			? `从 ${pool} 个值班室中随机抽取 ${rooms.length} 个，进行了电话抽查`
			: `对 ${rooms.length} 个值班室进行了电话点名`
	const of = (outcome: CallOutcome) => called.filter((room) => resultOf(room) === outcome)
	const counts = OUTCOMES.map((outcome) => [outcome, of(outcome).length] as const).filter(([, n]) => n > 0)
	const through = of('接通').length
	const paragraphs = [
		`${span}，${office}${how}，实际拨打 ${called.length} 个。`,
		`结果：${counts.map(([outcome, n]) => `${outcome} ${n} 个`).join('，') || '没有拨打'}${called.length > 0 ? `，接通率 ${Math.round((through * 100) / called.length)}%` : ''}。`
	]
	for (const outcome of OUTCOMES) {
		const names = of(outcome).map((room) => room.name)
		if (outcome !== '接通' && names.length > 0) paragraphs.push(`${outcome}的：${names.join('、')}。`)
	}
	const again = called.filter((room) => resultOf(room) === '接通' && room.calls.length > 1)
	if (again.length > 0)
		paragraphs.push(`拨打不止一次才接通的：${again.map((room) => room.name).join('、')}。`)
	if (note) paragraphs.push(note)
	return {
		title: `关于值班${way === 'draw' ? '抽查' : '点名'}情况的通报`,
		paragraphs,
		columns: ['序号', '值班室', '时间', '结果', '接听人', '应在岗', '备注'],
		rows: rooms.map((room, i) => {
			const call = last(room)
			return [
				String(i + 1),
				room.name,
				call ? officeTime(call.at) : '',
				resultOf(room) + (room.calls.length > 1 ? `（第 ${room.calls.length} 次）` : ''),
				call?.who ?? '',
				room.expected ?? '',
				call?.remark ?? ''
			]
		}),
		signed: [office, day(endedAt ?? end)]
	}
}
