// An office from nothing: the one-time link, the catalogue, sixty people from a sheet, the first incident.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { readCatalogue } from '../../src/domain/catalogue/read'
import { Network } from '../support/proxy'
import { Server } from '../support/server'
import { xlsx } from '../support/xlsx'
import { Phone } from './phone'

const catalogue = fileURLToPath(new URL('../../seeds/catalogues/002_f243def5ae5b4e7b.txt', import.meta.url))
const sections = readCatalogue(readFileSync(catalogue, 'utf8')).sections.map((s) => s.name)
const PASSWORD = 'guanli-2026'
const REPORT = '石岭乡值班室来电：石岭村后山突发山体滑坡，冲毁民房三间，两名村民失联，乡里已组织搜救。'

let server: Server
const phones: Phone[] = []
const open = async (path: string, look = {}, url = server.url) => {
	const phone = await Phone.open(url, look)
	phone.context.setDefaultTimeout(20_000)
	phones.push(phone)
	if (path !== '/') await phone.page.goto(url + path)
	return phone
}
test.beforeEach(async () => {
	server = await Server.empty()
})
test.afterEach(async () => {
	for (const phone of phones.splice(0)) {
		expect(phone.complaints).toEqual([])
		await phone.close()
	}
	await server.dispose()
})

/** Sixty lines below a title: in every section a head and four clerks at the most, two officers, a leader; five are wrong. */
function sheet(): { rows: (string | number | null)[][]; faults: { row: number; reason: RegExp }[] } {
	const people: (string | number | null)[][] = []
	const add = (name: string, section: string | null, role: string | null, title: string | null = null) =>
		people.push([`0000-88${String(people.length + 1).padStart(5, '0')}`, section, name, title, role, '略'])
	add('带班领导甲', null, '带班领导', '副主任')
	add('值班员甲', null, '值班员')
	add('值班员乙', null, '值班员')
	for (const section of sections) add(`${section}负责人`, section, '负责人')
	for (let n = 1; people.length < 60; n++)
		for (const section of sections) if (people.length < 60) add(`${section}经办人${n}`, section, '经办人')
	const row = (i: number) => i + 4 // a title, a blank line and the headings stand above
	people[22]![2] = null
	people[31]![1] = '锅炉管理科'
	people[40]![0] = '转 8012'
	people[47]![4] = '吉祥物'
	people[30]![6] = 'zhangsan'
	people[55]![6] = 'zhangsan'
	return {
		rows: [
			['某区人民政府办公室人员名册', null, null, null, null, null, null],
			[null, null, null, null, null, null, null],
			['手机号码', '所在科室', '姓 名', '职务', '角色', '备注', '登录名'],
			...people
		],
		faults: [
			{ row: row(22), reason: /缺姓名/ },
			{ row: row(31), reason: /没有这个科室：锅炉管理科/ },
			{ row: row(40), reason: /电话格式不对：转 8012/ },
			{ row: row(47), reason: /角色不认识：吉祥物/ },
			{ row: row(55), reason: new RegExp(`登录名重复：第 ${row(30)} 行已用 zhangsan`) }
		]
	}
}

const xlsxFile = async (rows: (string | number | null)[][], name = '人员名册.xlsx') => ({
	name,
	mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	buffer: await xlsx(rows)
})

/** The first administrator, by the printed link. */
async function found(phone: Phone): Promise<void> {
	await phone.page.getByLabel('姓名').fill('系统管理员')
	await phone.page.getByLabel('登录名').fill('guanli')
	await phone.page.getByLabel('密码').fill(PASSWORD)
	await phone.page.getByRole('button', { name: '开始设置' }).click()
	await expect(phone.page.getByRole('heading', { name: '单位', level: 1, exact: true })).toBeVisible()
}
async function adopt(phone: Phone): Promise<void> {
	await phone.page.getByLabel('选择文件').setInputFiles(catalogue)
	await phone.page.getByRole('button', { name: `采用 ${sections.length} 个科室` }).click()
	await expect(phone.page.getByRole('heading', { name: '人员', level: 1, exact: true })).toBeVisible()
}
async function accounts(): Promise<{ person: string; username: string }[]> {
	const admin = await server.signIn('guanli', PASSWORD)
	return (await (await admin.ask('/api/duty/accounts')).json()) as { person: string; username: string }[]
}
const button = (phone: Phone, name: string | RegExp) => phone.page.getByRole('button', { name })

test('an office from nothing to the first incident, with sixty people of whom five are written wrong', async () => {
	test.setTimeout(240_000)
	const early = await open('/')
	await expect(early.text('这里还没有设置单位，请用启动时打印的链接打开')).toBeVisible()

	const admin = await open(`/setup#${server.setupKey}`)
	await admin.page.getByLabel('密码').fill('short')
	await button(admin, '开始设置').click()
	await expect(admin.text('请写您的姓名')).toBeVisible()
	await expect(admin.text('密码至少 8 位')).toBeVisible()
	await found(admin)

	await admin.page.getByLabel('单位名称').fill('某区人民政府办公室')
	await admin.page.getByLabel('突发事件（分钟）').fill('十')
	await button(admin, '保存，下一步').click()
	await expect(admin.text('应是分钟数')).toBeVisible()
	await admin.page.getByLabel('突发事件（分钟）').fill('15')
	await button(admin, '保存，下一步').click()
	await expect(admin.page.getByRole('heading', { name: '职责目录', level: 1, exact: true })).toBeVisible()

	// What is no catalogue is refused in words; what is one stands beside its source before it is adopted.
	const pick = admin.page.getByLabel('选择文件')
	const upload = (name: string, buffer: Buffer) => pick.setInputFiles({ name, mimeType: '', buffer })
	await upload('空.txt', Buffer.alloc(0))
	await expect(admin.text('文件是空的')).toBeVisible()
	await upload('职责.pdf', Buffer.from('%PDF-1.7\n\u0000'))
	await expect(admin.text(/^职责.pdf：文件打不开/)).toBeVisible()
	await upload('通知.txt', Buffer.from('今天下午三点开会，请准时参加。'))
	await expect(admin.text(/没有读出科室/)).toBeVisible()
	await pick.setInputFiles(catalogue)
	await expect(admin.text('读出的科室')).toBeVisible()
	await button(admin, '原文').click()
	await expect(admin.text('主要职责').first()).toBeVisible()
	await button(admin, `采用 ${sections.length} 个科室`).click()

	// Sixty people: the five faults with the sheet's own row numbers.
	await expect(admin.page.getByRole('heading', { name: '人员', level: 1, exact: true })).toBeVisible()
	await admin.synced()
	const { rows, faults } = sheet()
	await admin.page.getByLabel('选择名单').setInputFiles(await xlsxFile(rows))
	const wrong = admin.page.getByRole('listitem').filter({ hasText: '要改' })
	await expect(wrong).toHaveCount(5)
	for (const { row, reason } of faults)
		await expect(wrong.filter({ hasText: `第 ${row} 行` })).toContainText(reason)
	await expect(admin.text('没有用到的列：备注')).toBeVisible()

	// One is put right in place, the rest can wait.
	await admin.page.getByLabel(`第 ${faults[2]!.row} 行电话`).fill('0000-8812345')
	await expect(admin.text('已改好')).toBeVisible()
	await button(admin, '录入 56 人').click()
	await expect(admin.text('已录入 56 人')).toBeVisible({ timeout: 90_000 })
	await expect(admin.page.getByRole('listitem').filter({ hasText: '要改' })).toHaveCount(4)
	expect(await accounts()).toHaveLength(57) // and the administrator
	const given = admin.page.getByTestId('first-passwords').getByRole('listitem')
	await admin.page.getByText('登录名和初始密码，56 人').click()
	await expect(given).toHaveCount(56)
	const [download] = await Promise.all([
		admin.page.waitForEvent('download'),
		button(admin, '下载 .csv').click()
	])
	const handed = readFileSync(await download.path(), 'utf8').split('\r\n')
	expect(handed[0]).toBe('\ufeff姓名,登录名,初始密码')
	const [, username, password] = handed.find((line) => line.startsWith('秘书二室负责人,'))!.split(',')
	await admin.page.getByRole('link', { name: '下一步', exact: true }).click()

	// A and B are proposed as they are called.
	await admin.synced()
	await expect(admin.page.getByLabel('A 角').first()).toHaveValue(/.{15}/)
	await button(admin, `保存 ${sections.length} 个科室`).click()
	await expect(admin.page.getByRole('heading', { name: '今晚值班', level: 1, exact: true })).toBeVisible()
	await admin.page.getByLabel('带班领导').selectOption({ label: '带班领导甲（副主任）' })
	await admin.page.getByLabel('主班').selectOption({ label: '值班员甲' })
	await admin.page.getByLabel('副班').selectOption({ label: '值班员乙' })
	await button(admin, '保存，下一步').click()
	await expect(admin.page.getByRole('heading', { name: '设置完成' })).toBeVisible()
	await admin.synced()
	await expect(admin.text('某区人民政府办公室 可以值班了')).toBeVisible()

	// The first incident goes where the office's own catalogue says, and its A person sees why.
	await admin.page.getByRole('link', { name: '记一条' }).filter({ visible: true }).click()
	await admin.page.getByLabel('情况').fill(REPORT)
	await expect(admin.page.getByTestId('goes-to')).toHaveText(/^\s*交 秘书二室\s*$/)
	await button(admin, '保存并交办').click()
	await expect(admin.page).toHaveURL(/\/incidents\//)

	const head = await open('/')
	await head.page.getByLabel('登录名').fill(username!)
	await head.page.getByLabel('密码').fill(password!)
	await button(head, '登录').click()
	await head.synced()
	await head.page.getByRole('link', { name: '我科', exact: true }).click()
	await expect(head.page.getByRole('heading', { name: '我科事项' })).toBeVisible()
	await head.page.getByRole('link', { name: /石岭村后山/ }).click()
	await expect(head.page.locator('blockquote')).toContainText('负责办理应急管理')
	await expect(button(head, '签收')).toBeVisible()

	// The link was for once.
	await early.page.goto(`${server.url}/setup#${server.setupKey}`)
	await expect(early.text(/这个链接已经用过了/)).toBeVisible()
	expect(server.verify().says).toMatch(/^ok /)
})

test('a link that is wrong or cut short says so and lets nobody in', async () => {
	const phone = await open('/setup')
	await expect(phone.text(/链接不对或不完整/)).toBeVisible()
	await phone.page.goto('about:blank')
	await phone.page.goto(`${server.url}/setup#${'x'.repeat(32)}`)
	await phone.page.getByLabel('姓名').fill('系统管理员')
	await phone.page.getByLabel('登录名').fill('guanli')
	await phone.page.getByLabel('密码').fill(PASSWORD)
	await button(phone, '开始设置').click()
	await expect(phone.text(/链接不对或不完整/)).toBeVisible()
	await expect(server.signIn('guanli', PASSWORD)).rejects.toThrow()
})

test('cut off in the middle of sixty people: nobody is taken in twice and nobody is forgotten', async () => {
	test.setTimeout(240_000)
	const network = await Network.before(server.url)
	const admin = await open(
		`/setup#${server.setupKey}`,
		{ width: 1440, height: 900, killable: true },
		network.url
	)
	await found(admin)
	await admin.page.goto(network.url + '/setup/catalogue')
	await adopt(admin)
	await admin.synced()
	const { rows } = sheet()
	await admin.page.getByLabel('选择名单').setInputFiles(await xlsxFile(rows))
	await button(admin, '录入 55 人').click()
	await expect(admin.text(/正在录入，[1-9]\d* \/ 55 人/)).toBeVisible({ timeout: 60_000 })
	network.cut()
	await expect(admin.text(/连不上服务器.*不会重复录入/)).toBeVisible({ timeout: 60_000 })
	const before = await accounts()
	expect(before.length).toBeGreaterThan(1)
	expect(before.length).toBeLessThan(56)

	// The app is closed; where it is opened again it knows how far it had come.
	await admin.kill()
	network.restore()
	await admin.start('/setup/people')
	await admin.synced()
	await button(admin, /^接着录入 \d+ 人$/).click()
	await expect(admin.text('已录入 55 人')).toBeVisible({ timeout: 90_000 })
	await admin.synced()
	const after = await accounts()
	expect(after).toHaveLength(56)
	for (const account of before)
		expect(after).toContainEqual(expect.objectContaining({ person: account.person }))
	const people = (await (await server.signIn('guanli', PASSWORD)).sees()).get('people')!
	expect(people).toHaveLength(56)
	expect(new Set(people.map((p) => p?.['name'])).size).toBe(56)
	await network.close()
})

test('A and B set without a network stand as they were set when one comes back for the other', async () => {
	const demo = await Server.demo()
	try {
		const admin = await open('/', { installs: true }, demo.url)
		const { page } = admin
		await admin.signIn('admin')
		await admin.installed()
		await page.goto(demo.url + '/setup/sections')
		const section = page.getByRole('listitem').filter({ hasText: '秘书二室' })
		await expect(section.getByLabel('B 角')).toHaveValue(/.{15}/)
		await admin.offline()
		await section.getByLabel('B 角').selectOption('（先不定）')
		await button(admin, '保存 1 个科室').click()
		await expect(page.getByRole('heading', { name: '今晚值班', level: 1, exact: true })).toBeVisible()
		await page.goBack()
		await expect(section.getByLabel('A 角')).toHaveValue(/.{15}/)
		await expect(section.getByLabel('B 角')).toHaveValue('')
		await expect(button(admin, /^保存 .* 个科室/)).toHaveCount(0)
	} finally {
		await demo.dispose()
	}
})
