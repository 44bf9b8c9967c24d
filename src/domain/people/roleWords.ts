import type { Role } from '../event'

/** What a word in 角色 stands for: rights of its own, or a place in the section which becomes the title. */
export interface RoleMeaning {
	roles: Role[]
	/** Said of the person where the list gives no 职务. */
	title: string | null
}

const RIGHTS: readonly (readonly [Role, readonly string[]])[] = [
	['admin', ['管理员', '系统管理员', '管理']],
	['officer', ['值班员', '值班人员', '主班', '副班', '值班']],
	['leader', ['带班领导', '领导', '带班', '分管领导', '主要领导']]
]
const PLACES: readonly string[] = [
	'负责人',
	'科室负责人',
	'A角',
	'经办人',
	'B角',
	'科员',
	'工作人员',
	'干部',
	'科长',
	'副科长',
	'股长',
	'副股长',
	'主任',
	'副主任',
	'普通',
	'普通人员'
]

/** Every word of a cell, or the first one that says nothing we know. */
export function readRoles(cell: string): RoleMeaning | { unknown: string } {
	const roles: Role[] = []
	let title: string | null = null
	for (const part of cell.split(/[、，,；;/+\s]/)) {
		const word = part.toUpperCase()
		if (word === '' || word === '无') continue
		const right = RIGHTS.find(([, words]) => words.includes(word))
		if (right) {
			if (!roles.includes(right[0])) roles.push(right[0])
		} else if (PLACES.includes(word)) title ??= word
		else return { unknown: part }
	}
	return { roles, title }
}

/** What a person is told to write instead. */
export const knownRoles = '管理员、值班员、带班领导、负责人、经办人'
