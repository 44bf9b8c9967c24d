import type { RoomDuty } from '../events/room'
import { dateOf, dayNumber } from '../roster/dates'
import { datesIn } from '../roster/importDates'
import { withoutInvisible } from '../text'

/** A line that is not understood, as pasted lines count from 1. */
export interface LineFault {
	line: number
	reason: string
}

export interface RoomLine {
	name: string
	group: string | null
	phones: string[]
}

/** A blank stands between two numbers, and inside one only behind the area's. */
const PHONE = /\+?(?:0\d{2,3} )?\d[\d-]{4,}\d/g
const GROUP = /^(?:【([^】]+)】|([^\d：:]{1,20})[：:])$/
const MARKS = /[\s\u3000,，;；:：、|/]+/g

function lines(text: string): string[] {
	return withoutInvisible(text)
		.replace(/[\u3000\t]/g, ' ')
		.split('\n')
		.map((line) => line.trim())
}

/** Rooms as a list names them, one a line: name and numbers. 【乡镇】 or 乡镇： alone on a line heads those that follow. */
export function readRooms(text: string): { rooms: RoomLine[]; faults: LineFault[] } {
	const rooms: RoomLine[] = []
	const faults: LineFault[] = []
	let group: string | null = null
	lines(text).forEach((line, i) => {
		if (line === '') return
		const headed = GROUP.exec(line)
		if (headed) {
			group = (headed[1] ?? headed[2]!).trim()
			return
		}
		const phones = (line.match(PHONE) ?? []).map((phone) => phone.trim())
		const name = line.replace(PHONE, ' ').replace(MARKS, ' ').trim()
		const no = (reason: string) => faults.push({ line: i + 1, reason })
		if (name === '') no('没有名称')
		else if (name.length > 40) no('名称不超过 40 字')
		else if (phones.length > 4) no('一个值班室至多 4 个号码')
		else if (rooms.some((room) => room.name === name)) no(`“${name}”写了两遍`)
		else rooms.push({ name, group, phones })
	})
	return { rooms, faults }
}

/** A roster as a room sends it in, a line a day or a span of days: date, who, number. */
export function readRoomDuty(text: string, month: string): { days: RoomDuty[]; faults: LineFault[] } {
	const days: RoomDuty[] = []
	const faults: LineFault[] = []
	lines(text).forEach((line, i) => {
		if (line === '') return
		const words = line
			.replace(/(?:星期|周)[一二三四五六日天]/g, ' ')
			.replace(MARKS, ' ')
			.trim()
			.split(' ')
		const dates = datesIn(words[0]!, month)
		if (!dates) {
			faults.push({ line: i + 1, reason: '看不懂日期，请写成 3月5日 值班员甲 0000-8800001' })
			return
		}
		const rest = words.slice(1).join(' ')
		const who = rest.replace(PHONE, ' ').replace(MARKS, ' ').trim()
		if (who === '' || who.length > 60) {
			faults.push({ line: i + 1, reason: who === '' ? '没有写谁值班' : '值班人不超过 60 字' })
			return
		}
		const phone = rest.match(PHONE)?.[0].trim() ?? null
		for (let n = dayNumber(dates.from), last = dayNumber(dates.to); n <= last; n++)
			days.push({ date: dateOf(n), who, phone })
	})
	return { days, faults }
}
