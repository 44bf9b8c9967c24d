// 排班: who stands now, when I am next, and the weeks around.
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { day, hour, officeDate, officeInstant, officeTime } from '../../src/domain/instant'
import { monday } from '../../src/lib/records/roster'
import { demoOffice, type Phone } from './phone'

const { signedIn } = demoOffice()

async function phoneOf(username: string, look = {}): Promise<Phone> {
	const phone = await signedIn(username, look)
	await phone.page.getByRole('link', { name: '排班' }).click()
	await expect(phone.page.getByRole('heading', { name: '现在值班' })).toBeVisible()
	return phone
}
const tonight = (phone: Phone) => phone.page.getByRole('region', { name: '现在值班' })
const week = (phone: Phone) => phone.page.getByRole('region', { name: /值班表/ })

test('shows who stands now, until when, who comes next, and dials them', async () => {
	const phone = await phoneOf('zhiban2')
	for (const [seat, name] of [
		['带班领导', '带班领导甲'],
		['主班', '值班员甲'],
		['副班', '值班员丁'],
		['司机', '司机甲']
	] as const) {
		const item = tonight(phone).getByRole('listitem').filter({ hasText: name })
		await expect(item).toContainText(seat)
		await expect(item).toContainText('在岗')
		await expect(item).toContainText(/08:30 —\s*明日 08:30|08:30 —\s*今日 08:30/)
		await expect(item.getByRole('link', { name: `拨打${name}` })).toBeVisible()
	}
	await expect(tonight(phone)).toContainText(/下一班 .日 08:30：带班领导 带班领导乙，主班 值班员丙/)
})

test('says when my own turn is, and marks it in the week', async () => {
	const phone = await phoneOf('zhiban2')
	// zhiban2 is deputy tomorrow, counted from the day of duty, which begins at 08:30.
	const own = phone.page.getByTestId('own-turn')
	const before = officeTime(Date.now()) < '08:30'
	await expect(own).toContainText(before ? '我 · 今天值副班' : '我 · 明天值副班')
	await expect(week(phone).getByText('值班员乙（我）').filter({ visible: true }).first()).toBeVisible()
	const officer = await phoneOf('zhiban1')
	await expect(officer.page.getByTestId('own-turn')).toContainText('我 · 正在值主班')
	await expect(tonight(officer).getByText('我在岗')).toBeVisible()
})

test('leads to the week before and the week after, says what is not planned, and comes back', async () => {
	const phone = await phoneOf('ke05')
	const now = Date.now()
	await expect(week(phone).locator('[aria-current="date"]').filter({ visible: true })).toContainText(
		officeDate(now).slice(5)
	)
	await phone.page.getByRole('button', { name: '下周' }).click()
	const sunday = officeDate(officeInstant(monday(now, 1), '12:00') + 6 * day).slice(5)
	await expect(week(phone).getByRole('heading', { level: 2 })).toContainText(`至 ${sunday}（下周）`)
	const last = week(phone).getByRole('listitem').last()
	await expect(last).toContainText(`${sunday} 周日`)
	await expect(last).toContainText('周末')
	// A demo made before 08:30 on a Monday belongs to the day before, a week earlier.
	if (officeDate(now - 8.5 * hour) === officeDate(now)) await expect(last).toContainText('未排')
	// Whole months are published: the first week that nobody has planned is up to six weeks away.
	await expect(async () => {
		await phone.page.getByRole('button', { name: '下周' }).click()
		await expect(phone.text('这一周还没有排班')).toBeVisible({ timeout: 700 })
	}).toPass()
	await phone.page.getByRole('button', { name: '本周' }).click()
	await expect(week(phone).getByRole('heading', { level: 2 })).toContainText('（本周）')
	await phone.page.getByRole('button', { name: '上周' }).click()
	await expect(week(phone).getByRole('listitem').first()).toContainText('值班员')
})

test('is a grid on the desk, seats by days, and works without a network', async () => {
	const phone = await phoneOf('daiban', { width: 1440, height: 900 })
	await phone.installed()
	await phone.offline()
	await phone.page.reload()
	const grid = phone.page.getByRole('table', { name: '一周值班表' })
	await expect(grid.getByRole('columnheader')).toHaveCount(8)
	await expect(grid.getByRole('rowheader')).toHaveText(['带班领导', '主班', '副班', '司机'])
	await expect(grid.getByText('带班领导甲（我）').first()).toBeVisible()
	await phone.page.getByRole('button', { name: '下周' }).focus()
	await phone.page.keyboard.press('Enter')
	await expect(week(phone).getByRole('heading', { level: 2 })).toContainText('（下周）')
})

test('the month goes out as Excel and on paper, with leaders’ numbers only where they are asked for', async () => {
	const phone = await phoneOf('zhiban1')
	await phone.page.goto(new URL('/roster/month', phone.page.url()).href)
	const words = async () => {
		const waiting = phone.page.waitForEvent('download')
		await phone.page.getByRole('button', { name: '下载 Excel' }).click()
		const file = await waiting
		expect(file.suggestedFilename()).toMatch(/^某区人民政府办公室 \d{4} 年 \d+ 月值班安排表\.xlsx$/)
		return strFromU8(unzipSync(readFileSync(await file.path()))['xl/sharedStrings.xml']!)
	}
	expect(await words()).not.toMatch(/带班领导甲[^<]*0000/)
	await phone.page.getByLabel('写上带班领导的电话').check()
	await expect(phone.page.getByTestId('paper')).toContainText(/带班领导甲（[^）]*0000-/)
	expect(await words()).toMatch(/带班领导甲（[^<]*0000-/)
	await phone.page.emulateMedia({ media: 'print' })
	await expect(phone.page.getByTestId('paper')).toBeVisible()
	await expect(phone.page.getByRole('navigation', { name: '主导航' })).toBeHidden()
	await phone.page.pdf({ path: 'tests/results/paper.pdf', preferCSSPageSize: true })
})

test('an administrator says who is not on duty together, what somebody wishes, and a season’s times; what is wrong stays as typed', async () => {
	const { page } = await signedIn('admin')
	await page.goto(new URL('/roster/rules', page.url()).href)
	const sheet = page.getByRole('dialog')
	const save = sheet.getByRole('button', { name: '存下' })

	await page.getByRole('button', { name: '加一对' }).click()
	await sheet.getByLabel('谁', { exact: true }).selectOption('值班员甲')
	await sheet.getByLabel('和谁不同一天值班').selectOption('值班员甲')
	await save.click()
	await expect(sheet.getByText('请选另一个人')).toBeVisible()
	await sheet.getByLabel('和谁不同一天值班').selectOption('值班员乙')
	await save.click()
	await expect(page.getByRole('button', { name: /值班员甲、值班员乙/ })).toBeVisible()

	await page.getByRole('button', { name: '写一条' }).click()
	await sheet.getByLabel('谁', { exact: true }).selectOption('值班员丙')
	await sheet.getByLabel('从哪天').fill('2027-02-06')
	await sheet.getByLabel('到哪天（含）').fill('2027-02-01')
	await save.click()
	await expect(sheet.getByText('止早于起')).toBeVisible()
	await sheet.getByLabel('到哪天（含）').fill('2027-02-08')
	await save.click()
	const wish = page.getByRole('button', { name: /值班员丙.*2027-02-06 至 2027-02-08.*不想值/ })
	await expect(wish).toBeVisible()

	await page.getByRole('button', { name: /^司机/ }).click()
	await sheet.getByText('自己写时间').click()
	await sheet.getByLabel('起止时间').fill('08:30-08:30；6月31日至9月30日 08:00-08:00')
	await save.click()
	await expect(sheet.getByText(/不认得这个班制/)).toBeVisible()
	await sheet.getByLabel('起止时间').fill('08:30-08:30；6月1日至9月30日 08:00-08:00')
	await save.click()
	await expect(page.getByText(/6月1日至9月30日 08:00-08:00/)).toBeVisible()

	await wish.click()
	await sheet.getByRole('button', { name: '删去' }).click()
	await expect(wish).toHaveCount(0)
})

test('two rules written one after the other without a network are both kept, and so is what stands below the sheet', async () => {
	const phone = await signedIn('admin', { installs: true })
	const { page } = phone
	await phone.installed()
	await page.goto(new URL('/roster/rules', page.url()).href)
	const sheet = page.getByRole('dialog')
	const save = sheet.getByRole('button', { name: '存下' })
	const listed = (name: RegExp) => page.getByRole('button', { name })
	await expect(page.getByRole('button', { name: '写一条' })).toBeVisible()
	await phone.offline()

	for (const who of ['司机甲', '司机乙']) {
		await page.getByRole('button', { name: '写一条' }).click()
		await sheet.getByLabel('谁', { exact: true }).selectOption(who)
		await sheet.getByLabel('从哪天').fill('2027-04-05')
		await save.click()
		await expect(listed(new RegExp(`${who}.*2027-04-05`))).toBeVisible()
	}
	await page.getByRole('link', { name: '← 排班' }).click()
	await page.getByRole('link', { name: '月历' }).click()
	await page.getByText('表下面的值班电话、传真、要求').click()
	await page.getByLabel('传真').fill('0000-8810099')
	await page.getByRole('button', { name: '存下' }).click()
	await expect(phone.sign).toContainText('未上传 3 条')

	await phone.offline(false)
	await phone.synced()
	await page.reload()
	await page.getByText('表下面的值班电话、传真、要求').click()
	await expect(page.getByLabel('传真')).toHaveValue('0000-8810099')
	await page.goto(new URL('/roster/rules', page.url()).href)
	for (const who of ['司机甲', '司机乙']) await expect(listed(new RegExp(`${who}.*2027-04-05`))).toBeVisible()
})

test('what is told of a call stays while something else comes in', async () => {
	const { page } = await signedIn('zhiban2')
	await page.goto(new URL('/roster/rooms', page.url()).href)
	await page.getByRole('button', { name: '录入值班室' }).click()
	await page.getByLabel('一行一个：名称和值班电话').fill('北山镇 0000-8810001\n石岭乡 0000-8810003')
	await page.getByRole('button', { name: '录入 2 个' }).click()
	await page.getByRole('button', { name: '抽查、点名' }).click()
	await page.getByText('逐一点名').click()
	await page.getByRole('button', { name: '开始点名' }).click()
	await page.getByRole('button', { name: '记结果：北山镇' }).click()
	const sheet = page.getByRole('dialog')
	await sheet.getByText('接通', { exact: true }).click()
	await sheet.getByLabel('谁接的').fill('张三')

	// The other call is told of from a second phone; when it shows, this phone has read it.
	const other = await signedIn('zhiban3')
	await other.page.goto(page.url())
	await other.page.getByRole('button', { name: '记结果：石岭乡' }).click()
	await other.page.getByText('未接', { exact: true }).click()
	await other.page.getByRole('button', { name: '记下' }).click()
	await expect(page.getByText('共 2 个，还有 1 个没打')).toBeAttached()
	await expect(sheet.getByLabel('谁接的')).toHaveValue('张三')
	await sheet.getByRole('button', { name: '记下' }).click()
	await expect(page.getByText('共 2 个，都打过了')).toBeVisible()

	// Another room's sheet begins empty.
	await page.getByRole('button', { name: '记结果：石岭乡' }).click()
	await expect(sheet.getByRole('button', { name: '记下' })).toBeDisabled()
})

test('an administrator writes a special period, days off, a quota and an exemption, and takes one away again', async () => {
	const { page } = await signedIn('admin')
	await page.goto(new URL('/roster/rules', page.url()).href)
	const sheet = page.getByRole('dialog')
	const save = sheet.getByRole('button', { name: '存下' })
	const listed = (name: RegExp) => page.getByRole('button', { name })

	await page.getByRole('button', { name: '加一个时段' }).click()
	await sheet.getByLabel('名称').fill('防汛关键期')
	await sheet.getByLabel('从哪天').fill('2027-06-01')
	await sheet.getByLabel('到哪天（含）').fill('2027-05-01')
	await save.click()
	await expect(sheet.getByText('止早于起')).toBeVisible()
	await sheet.getByLabel('到哪天（含）').fill('2027-09-15')
	await save.click()
	await expect(listed(/防汛关键期.*2027-06-01 至 2027-09-15.*2 倍/)).toBeVisible()

	await page.getByRole('button', { name: '写几天' }).click()
	await sheet.getByLabel('从哪天').fill('2027-03-12')
	await save.click()
	await expect(listed(/2027-03-12.*节假日/)).toBeVisible()

	await page.getByRole('button', { name: '写一个科室' }).click()
	await expect(save).toBeDisabled()
	await sheet.getByLabel('科室', { exact: true }).selectOption('秘书二室')
	await sheet.getByLabel('按几个人分摊').fill('三个')
	await save.click()
	await expect(sheet.getByText('名额应是数字')).toBeVisible()
	await sheet.getByLabel('按几个人分摊').fill('3')
	await save.click()
	await expect(listed(/秘书二室.*按 3 人分摊/)).toBeVisible()

	await page.getByRole('button', { name: '加一个人' }).click()
	await sheet.getByLabel('谁', { exact: true }).selectOption('司机乙')
	await save.click()
	await expect(listed(/司机乙.*不值夜班/)).toBeVisible()

	await listed(/2027-03-12.*节假日/).click()
	await sheet.getByRole('button', { name: '删去，照放假通知' }).click()
	await expect(listed(/2027-03-12/)).toHaveCount(0)
})
