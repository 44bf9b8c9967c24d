import type { Id } from '../record'
import type { RefusalCode } from '../refusal'
import type { StaffFault, StaffField, StaffLine, StaffOffice, StaffPerson } from './staffList'
import { sectionKey } from '../catalogue/sectionName'
import { knownRoles, readRoles } from './roleWords'

/** As the server takes them: what can be typed on any phone. */
const USERNAME = /^[a-z0-9_.-]{2,40}$/
const PHONE = /^\+?[0-9][0-9 -]{2,23}$/
/** With the area's digits; an identity or bank number has more. */
const DIGITS_MOST = 13
const EXTENSION = /^0\d{2,3}[- ]?\d{7,8}-\d{1,6}$/
const PASSWORD_LEAST = 8

/**
 * Judges the lines of a staff list: who can be taken, and every fault of the others with its row, field and reason.
 * A line with a fault is in no way a person; the others do not wait for it.
 */
export function checkStaff(
	lines: readonly StaffLine[],
	office: StaffOffice
): { people: StaffPerson[]; faults: StaffFault[] } {
	const sections = sectionsByKey(office)
	const usedAt = new Map<string, number>()
	const people: StaffPerson[] = []
	const faults: StaffFault[] = []
	for (const [index, line] of lines.entries()) {
		const before = faults.length
		const no = (field: StaffField, reason: string, code: RefusalCode = 'shape') =>
			faults.push({ index, row: line.row, field, code, reason })

		if (line.name === '') no('name', '缺姓名')
		else if (line.name.length > 40) no('name', '姓名不超过 40 字', 'tooLong')
		if (line.title.length > 40) no('title', '职务不超过 40 字', 'tooLong')

		const username = line.username.toLowerCase()
		if (username !== '') {
			const first = usedAt.get(username)
			if (!USERNAME.test(username)) no('username', '登录名用 2 至 40 个小写字母、数字、点、横线或下划线')
			else if (first !== undefined)
				no('username', first > 0 ? `登录名重复：第 ${first} 行已用 ${username}` : '登录名重复', 'conflict')
			else if (office.taken.includes(username)) no('username', `登录名重复：${username} 已有人用`, 'conflict')
			if (first === undefined) usedAt.set(username, line.row)
		}

		const named = sectionsNamed(line.section, sections)
		for (const name of named.unknown) no('section', `没有这个科室：${name}`, 'notFound')
		const meant = readRoles(line.role)
		if ('unknown' in meant) no('role', `角色不认识：${meant.unknown}；可写 ${knownRoles}，或留空`, 'notFound')
		else if (line.section === '' && meant.roles.length === 0)
			no('section', '科室和角色至少写一项，否则看不到任何事项')
		const phone = plainPhone(line.phone)
		if (phone !== '' && !PHONE.test(phone)) no('phone', `电话格式不对：${line.phone}；只能有数字、空格和短横`)
		else if (phone.replace(/\D/g, '').length > DIGITS_MOST && !EXTENSION.test(phone))
			no('phone', `电话格式不对：${line.phone}；最多 ${DIGITS_MOST} 位数字`)
		if (line.password !== '' && line.password.length < PASSWORD_LEAST)
			no('password', `初始密码至少 ${PASSWORD_LEAST} 位，或留空自动生成`)

		if (faults.length > before || 'unknown' in meant) continue
		people.push({
			index,
			row: line.row,
			name: line.name,
			username: username || null,
			title: line.title || meant.title,
			roles: meant.roles,
			sections: named.ids,
			phone: phone || null,
			password: line.password || null
		})
	}
	return { people, faults }
}

/** (0351)6620011 and 0351—6620011 as the server takes them. */
function plainPhone(written: string): string {
	return written
		.replace(/^[(（](0\d{2,3})[)）][\s-]?/, '$1-')
		.replace(/\s?[—–－―‐]+\s?/g, '-')
		.trim()
}

function sectionsByKey(office: StaffOffice): Map<string, Id> {
	const byKey = new Map<string, Id>()
	// A section's own name goes before another one's alias.
	for (const { id, aliases } of office.sections)
		for (const alias of aliases) if (!byKey.has(sectionKey(alias))) byKey.set(sectionKey(alias), id)
	for (const { id, name } of office.sections) byKey.set(sectionKey(name), id)
	return byKey
}

/** The sections of a cell: one, or several between marks. */
function sectionsNamed(cell: string, byKey: Map<string, Id>): { ids: Id[]; unknown: string[] } {
	if (cell === '') return { ids: [], unknown: [] }
	const whole = byKey.get(sectionKey(cell))
	if (whole !== undefined) return { ids: [whole], unknown: [] }
	const ids: Id[] = []
	const unknown: string[] = []
	for (const part of cell.split(/[、，,；;/]/)) {
		if (part.trim() === '') continue
		const id = byKey.get(sectionKey(part))
		if (id === undefined) unknown.push(part.trim())
		else if (!ids.includes(id)) ids.push(id)
	}
	return { ids, unknown }
}
