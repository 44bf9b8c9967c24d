// 排班: who stands now, when I am next, and the weeks around.
import { expect, test } from '@playwright/test'
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
	await phone.page.getByRole('button', { name: '下周' }).click()
	await phone.page.getByRole('button', { name: '下周' }).click()
	await expect(phone.text('这一周还没有排班')).toBeVisible()
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
