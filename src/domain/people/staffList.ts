import type { Refusal } from '../refusal'
import type { Id } from '../record'
import type { Role } from '../event'

/** What a staff list can say of a person. */
export type StaffField = 'name' | 'username' | 'title' | 'section' | 'role' | 'phone' | 'password'

export const staffFields: readonly StaffField[] = [
	'name',
	'username',
	'title',
	'section',
	'role',
	'phone',
	'password'
]

/** How the fields are called to the person; the first words of a template too. */
export const staffWord: Record<StaffField, string> = {
	name: '姓名',
	username: '登录名',
	title: '职务',
	section: '科室',
	role: '角色',
	phone: '电话',
	password: '初始密码'
}

/** A line of a staff list as it was written, tidied but not judged. `row` counts from 1 as the sheet shows it; 0: typed. */
export type StaffLine = Record<StaffField, string> & { row: number }

export const blankLine = (row = 0): StaffLine => ({
	row,
	name: '',
	username: '',
	title: '',
	section: '',
	role: '',
	phone: '',
	password: ''
})

/** A line that can be taken; `index` is its place among the lines checked. `username` and `password` null: to be made. */
export interface StaffPerson {
	index: number
	row: number
	name: string
	username: string | null
	title: string | null
	roles: Role[]
	sections: Id[]
	phone: string | null
	password: string | null
}

/** Why a line cannot be taken, beside the field where it can be put right. */
export interface StaffFault extends Refusal {
	index: number
	row: number
	field: StaffField
}

/** What a staff list is checked against. */
export interface StaffOffice {
	sections: readonly { id: Id; name: string; aliases: readonly string[] }[]
	/** Usernames that accounts have already. */
	taken: readonly string[]
}
