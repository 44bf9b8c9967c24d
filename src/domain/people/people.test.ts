import { describe, expect, it } from 'vitest'
import type { StaffLine, StaffOffice } from './staffList'
import { checkStaff } from './checkStaff'
import { fieldOf } from './columns'
import { parseCsv, writeCsv } from './csv'
import { proposePair } from './pair'
import { readStaff } from './readStaff'
import { blankLine } from './staffList'
import { usernameFrom } from './username'

const office: StaffOffice = {
	sections: [
		{ id: 's1', name: '秘书一室', aliases: [] },
		{ id: 's2', name: '文秘股', aliases: ['保密办'] },
		{ id: 's3', name: '区政府总值班室', aliases: ['区长热线电话办公室'] }
	],
	taken: ['admin']
}

function linesOf(rows: string[][]): StaffLine[] {
	const reading = readStaff(rows)
	if ('refused' in reading) throw new Error(reading.refused)
	return reading.lines
}

describe('the headings of a staff list', () => {
	it.each([
		['姓 名', 'name'],
		['*姓名', 'name'],
		['登录账号', 'username'],
		['所在科室（股室）', 'section'],
		['科室电话', 'phone'],
		['手机号码', 'phone'],
		['值班角色', 'role'],
		['职务', 'title'],
		['初始密码（可空）', 'password']
	])('%s is %s', (heading, field) => expect(fieldOf(heading)?.field).toBe(field))

	it('of other columns there is no account', () => {
		expect(fieldOf('性别')).toBeNull()
		expect(fieldOf('备注')).toBeNull()
		for (const heading of ['身份证号码', '证件号码', '银行卡号码', '编号', '微信账号', '工作证号码'])
			expect(fieldOf(heading)).toBeNull()
		expect(fieldOf('号码')?.field).toBe('phone')
		expect(fieldOf('手机/微信')?.field).toBe('phone')
		expect(fieldOf('请各科室于周五前把本科室人员的联系电话填好')).toBeNull()
	})

	it('are found below a title, in any order, and rows keep the number the sheet shows', () => {
		const reading = readStaff([
			['某区政府办公室人员名册', '', ''],
			['', '', ''],
			['手机', '所在科室', '姓名'],
			['0000-8800001', '秘书一室', '秘书一室负责人'],
			['', '', ''],
			['0000-8800002', '保密办', '文秘股经办人']
		])
		expect(reading).toMatchObject({
			columns: { header: 2, at: { phone: 0, section: 1, name: 2 } },
			lines: [
				{ row: 4, name: '秘书一室负责人', section: '秘书一室', phone: '0000-8800001' },
				{ row: 6, name: '文秘股经办人', section: '保密办', phone: '0000-8800002' }
			]
		})
	})

	it('a mobile number goes before the office one', () => {
		const [line] = linesOf([
			['姓名', '办公电话', '手机'],
			['甲', '0000-1', '0000-2']
		])
		expect(line!.phone).toBe('0000-2')
	})

	it('a section merged over several rows is that of each; other merged cells and cells left empty are not', () => {
		const rows = [
			['姓名', '科室', '角色', '电话'],
			['张 三', '秘书一室', '', '0000-1'],
			['李四', '', '值班员', ''],
			['王五', '', '带班领导', ''],
			['赵 丽 丽', '文秘股', '', '']
		]
		const reading = readStaff(rows, [
			{ column: 1, from: 1, to: 2 },
			{ column: 3, from: 1, to: 2 }
		])
		expect('lines' in reading && reading.lines.map((l) => [l.name, l.section, l.phone])).toEqual([
			['张三', '秘书一室', '0000-1'],
			['李四', '秘书一室', ''],
			['王五', '', ''],
			['赵丽丽', '文秘股', '']
		])
	})

	it('a sheet without them, without people or without anything is refused in words', () => {
		expect(readStaff([])).toEqual({ refused: '表格是空的' })
		expect(readStaff([['一'], ['二']])).toMatchObject({
			refused: expect.stringContaining('没有找到表头') as string
		})
		expect(readStaff([['姓名', '科室']])).toEqual({ refused: '表头下面没有人员' })
	})

	it('full-width digits, line breaks and invisible marks in a cell do no harm', () => {
		const [line] = linesOf([
			['姓名', '电话'],
			['秘书\n一室\u200b负责人', '００００－８８００００１']
		])
		expect(line).toMatchObject({ name: '秘书一室负责人', phone: '0000-8800001' })
	})
})

describe('the lines of a staff list', () => {
	const line = (over: Partial<StaffLine>): StaffLine => ({
		...blankLine(2),
		name: '甲',
		section: '秘书一室',
		...over
	})
	const faultsOf = (over: Partial<StaffLine>) =>
		checkStaff([line(over)], office).faults.map((f) => `${f.row} ${f.field} ${f.reason}`)

	it('sections are known by name, alias, and with the bracket as printed; several may stand in one cell', () => {
		const sectionsOf = (section: string) => checkStaff([line({ section })], office).people[0]?.sections
		expect(sectionsOf('秘书一室')).toEqual(['s1'])
		expect(sectionsOf('文秘股(保密办)')).toEqual(['s2'])
		expect(sectionsOf('保密办')).toEqual(['s2'])
		expect(sectionsOf('秘书一室、区长热线电话办公室')).toEqual(['s1', 's3'])
	})

	it('roles give rights; a place in the section becomes the title where there is none', () => {
		const [person] = checkStaff([line({ role: '值班员、管理员' })], office).people
		expect(person).toMatchObject({ roles: ['officer', 'admin'], title: null })
		const places = checkStaff([line({ role: '负责人' }), line({ role: 'a角', title: '主任' })], office).people
		expect(places.map((p) => [p.roles, p.title])).toEqual([
			[[], '负责人'],
			[[], '主任']
		])
	})

	it.each([
		[{ name: '' }, '2 name 缺姓名'],
		[{ section: '锅炉科' }, '2 section 没有这个科室：锅炉科'],
		[{ section: '' }, '2 section 科室和角色至少写一项，否则看不到任何事项'],
		[{ phone: '转 8012' }, '2 phone 电话格式不对：转 8012；只能有数字、空格和短横'],
		[{ phone: '140100000000000000' }, '2 phone 电话格式不对：140100000000000000；最多 13 位数字'],
		[{ username: 'admin' }, '2 username 登录名重复：admin 已有人用'],
		[{ password: '1234567' }, '2 password 初始密码至少 8 位，或留空自动生成']
	])('%o is refused', (over, said) => expect(faultsOf(over)).toEqual([said]))

	it.each([
		['(0351)6620011', '0351-6620011'],
		['0351—6620011', '0351-6620011'],
		['0351-6620011-8012', '0351-6620011-8012'],
		['+86 139 0000 0000', '+86 139 0000 0000']
	])('%s is kept as %s', (written, phone) =>
		expect(checkStaff([line({ phone: written })], office).people[0]?.phone).toBe(phone)
	)

	it('an unknown role says which ones there are', () => {
		expect(faultsOf({ role: '吉祥物' })).toEqual([
			'2 role 角色不认识：吉祥物；可写 管理员、值班员、带班领导、负责人、经办人，或留空'
		])
	})

	it('every fault of a line is told, and the good lines do not wait', () => {
		const { people, faults } = checkStaff(
			[
				line({ username: 'ke1' }),
				{ ...line({ username: 'KE1', phone: 'x' }), row: 3 },
				{ ...line({ name: '乙' }), row: 4 }
			],
			office
		)
		expect(people.map((p) => p.row)).toEqual([2, 4])
		expect(faults.map((f) => [f.row, f.field])).toEqual([
			[3, 'username'],
			[3, 'phone']
		])
		expect(faults[0]!.reason).toBe('登录名重复：第 2 行已用 ke1')
	})
})

describe('what is made for a person', () => {
	it('a username from the syllables, shortened where the name is long, unlike those taken', () => {
		const none = new Set<string>()
		expect(usernameFrom(['ou', 'yang', 'mou'], none)).toBe('ouyangmou')
		expect(usernameFrom(['mi', 'shu', 'yi', 'shi', 'jing', 'ban', 'ren', '3'], none)).toBe('msysjbr3')
		expect(usernameFrom(['ke', '1'], new Set(['ke1', 'ke1-2']))).toBe('ke1-3')
		expect(usernameFrom(['甲'], none)).toBe('user')
		expect(usernameFrom(['wang'], new Set(['wang']))).toBe('wang2')
	})

	it('A and B of a section by what they are called, else the first two', () => {
		const person = (id: string, title: string | null) => ({ id, name: id, title })
		expect(proposePair([person('x', '经办人'), person('y', '负责人'), person('z', null)])).toEqual({
			a: 'y',
			b: 'x'
		})
		expect(proposePair([person('x', '副主任'), person('y', '主任')])).toEqual({ a: 'y', b: 'x' })
		expect(proposePair([person('n', null), person('m', null)])).toEqual({ a: 'm', b: 'n' })
		expect(proposePair([])).toEqual({ a: null, b: null })
	})
})

describe('a list as CSV', () => {
	it('is read as it was written, quotes, line ends and separators inside cells too', () => {
		const rows = [
			['姓名', '科室'],
			['甲"乙', '一,二'],
			['两\n行', '']
		]
		expect(parseCsv(writeCsv(rows).slice(1))).toEqual(rows)
		expect(parseCsv('姓名\t科室\r\n甲\t一')).toEqual([
			['姓名', '科室'],
			['甲', '一']
		])
	})

	it('never gives a spreadsheet a formula to run', () => {
		expect(writeCsv([['=1+1', '-a', '好']])).toBe("\ufeff'=1+1,'-a,好\r\n")
	})
})
