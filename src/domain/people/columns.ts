import type { StaffField } from './staffList'

/** How offices head the columns of their lists. */
const WORDS: readonly (readonly [StaffField, readonly string[]])[] = [
	['name', ['姓名', '名字', '人员']],
	['username', ['登录名', '登录账号', '账号', '帐号', '账户', '用户名', '用户']],
	['title', ['职务', '职位', '岗位', '职级']],
	['section', ['科室', '股室', '处室', '部门', '单位']],
	['role', ['角色', '身份', '权限', '分工']],
	['phone', ['手机号码', '手机号', '手机', '联系电话', '联系方式', '电话号码', '电话']],
	['password', ['初始密码', '密码', '口令']]
]

/** The columns of a list: where each field stands, and the headings nobody asked for. */
export interface Columns {
	/** Index of the row with the headings, from 0. */
	header: number
	at: Partial<Record<StaffField, number>>
	/** As printed, in order. */
	printed: { heading: string; field: StaffField | null }[]
}

/** Numbers that are kept of people and ring nowhere. */
const OF_OTHERS = /身份证|证件|证号|银行|卡号|工号|编号|微信|QQ|邮箱|车牌/i
const EMBELLISHED = /[\s*＊:：]|[（(【[][^）)】\]]*[）)】\]]/g

/**
 * What a heading names. A heading ends with what it is (科室电话 is a number), so the word that ends last counts, and of
 * two that end together the longer.
 */
export function fieldOf(heading: string): { field: StaffField; exact: boolean } | null {
	const plain = heading.replace(EMBELLISHED, '')
	if (plain === '' || plain.length > 12 || (OF_OTHERS.test(plain) && !/电话|手机/.test(plain))) return null
	if (plain === '号码') return { field: 'phone', exact: true }
	let best: { field: StaffField; exact: boolean } | null = null
	let end = -1
	let length = 0
	for (const [field, words] of WORDS)
		for (const word of words) {
			const at = plain.lastIndexOf(word)
			if (at < 0) continue
			if (at + word.length > end || (at + word.length === end && word.length > length)) {
				best = { field, exact: plain === word }
				end = at + word.length
				length = word.length
			}
		}
	return best
}

/** How many rows a title or a note may take above the headings. */
const ABOVE = 12

/** Finds the headings, in any order, below whatever title stands above them; null: there are none. */
export function findColumns(rows: readonly (readonly string[])[]): Columns | null {
	for (let r = 0; r < rows.length && r < ABOVE; r++) {
		const columns = columnsIn(rows[r]!, r)
		if (columns.at.name !== undefined && (Object.keys(columns.at).length > 1 || rows[r]!.length === 1))
			return columns
	}
	return null
}

function columnsIn(row: readonly string[], header: number): Columns {
	const at: Columns['at'] = {}
	const exactAt: Partial<Record<StaffField, boolean>> = {}
	row.forEach((heading, i) => {
		const found = fieldOf(heading)
		// Of 办公电话 and 手机 the one that is just that counts; else the first.
		if (!found || (at[found.field] !== undefined && (exactAt[found.field] || !found.exact))) return
		at[found.field] = i
		exactAt[found.field] = found.exact
	})
	const printed = row.map((heading, i) => ({
		heading,
		field: (Object.keys(at) as StaffField[]).find((field) => at[field] === i) ?? null
	}))
	return { header, at, printed: printed.filter((p) => p.heading.trim() !== '') }
}
