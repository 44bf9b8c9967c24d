// 换班 between two phones with a leader's consent; a month planned and published.
import { expect, test } from '@playwright/test'
import { monthOf } from '../../src/domain/roster/month'
import { Server } from '../support/server'
import { Phone } from './phone'

let server: Server
const phones: Phone[] = []
test.beforeAll(async () => {
	server = await Server.demo()
})
test.afterEach(async () => {
	for (const phone of phones.splice(0)) {
		await phone.close()
		expect(phone.complaints).toEqual([])
	}
})
test.afterAll(() => server.dispose())

async function phoneOf(username: string): Promise<Phone> {
	const phone = await Phone.open(server.url)
	phones.push(phone)
	await phone.signIn(username)
	return phone
}

test('a swap is asked for, agreed to on another phone, consented by the leader, and everybody’s roster shows it', async () => {
	const asker = await phoneOf('zhiban2')
	await asker.page.getByRole('link', { name: '排班' }).click()
	// Their first turn as officer that is still to come: that night zhiban3 is deputy, and they change seats.
	const own = asker.page
		.locator('div')
		.filter({ hasText: /主班/ })
		.getByRole('button', { name: /^换班：/ })
	await own.first().click()
	const sheet = asker.page.getByRole('dialog')
	const when = (
		await sheet
			.getByText(/主班|副班/)
			.first()
			.innerText()
	).slice(0, 5)
	await sheet.getByLabel('请谁来值').selectOption({ label: '值班员丙（值班员）' })
	const back = sheet.getByLabel('我替他值哪一班')
	await expect(back.locator('option', { hasText: when })).toHaveCount(1)
	await back.selectOption({ label: (await back.locator('option', { hasText: when }).innerText()).trim() })
	await sheet.getByText('家中有事').click()
	await sheet.getByRole('button', { name: '发出' }).click()
	await expect(asker.text('已提出换班')).toBeVisible()
	await asker.synced()

	const other = await phoneOf('zhiban3')
	await other.page.getByRole('link', { name: /换班等您答复/ }).click()
	await other.page.getByRole('button', { name: '同意换班' }).click()
	await expect(other.text('等带班领导同意')).toBeVisible()
	await other.synced()

	const lead = await phoneOf('daiban')
	await lead.page.getByRole('link', { name: /换班等您答复/ }).click()
	const card = lead.page.getByRole('article', { name: '值班员乙的换班' })
	await card.getByRole('button', { name: '同意', exact: true }).click()
	await expect(card).toContainText('已换好')
	await expect(asker.text('原为值班员丙').first()).toBeVisible()

	// Before it begins the leader may take it back, with a reason.
	await card.getByRole('button', { name: '撤销换班' }).click()
	await card.getByLabel('撤销的理由').fill('当晚有会议，人手要留足')
	await card.getByRole('button', { name: /^撤销/ }).click()
	await expect(card).toHaveCount(0)
	await expect(asker.text('原为值班员丙')).toHaveCount(0)
	expect(server.verify().code).toBe(0)
})

test('an administrator plans a month, changes a cell, publishes it, and it is everybody’s', async () => {
	const admin = await phoneOf('admin')
	await admin.page.goto(server.url + '/roster/plan')
	await expect(admin.page.getByRole('heading', { level: 1, name: /编排/ })).toBeVisible()
	for (let i = 0; i < 3; i++) await admin.page.getByRole('button', { name: '下月' }).click()
	await expect(admin.text('这个月还没有草稿')).toBeVisible()
	await admin.page.getByRole('button', { name: '自动编排' }).click()
	await expect(admin.text(/公平度/)).toBeVisible()
	await admin.page.getByRole('button', { name: /-01 司机：/ }).click()
	await admin.page.getByLabel('由谁值').selectOption({ label: '司机乙' })
	await admin.page.getByRole('button', { name: '改好' }).click()
	await admin.page.getByRole('button', { name: '存为草稿' }).click()
	await expect(admin.text('草稿').first()).toBeVisible()
	await admin.page.getByRole('button', { name: '公布' }).click()
	await expect(admin.text('已公布').first()).toBeVisible()
	const officer = await phoneOf('zhiban1')
	await officer.page.goto(server.url + '/roster/month')
	for (let i = 0; i < 4; i++) await officer.page.getByRole('button', { name: '下月' }).click()
	await expect(officer.page.getByRole('table').getByText('司机乙').first()).toBeVisible()

	// One of those on it goes away. Planned again, that turn alone changes; the others have no day to spare for it.
	const office = await server.signIn('admin')
	const standing = async () => ((await office.sees()).get('turns') ?? []) as unknown as Turn[]
	const all = (await standing()).sort((a, b) => a.from - b.from)
	const month = all.filter((t) => monthOf(t.from) === monthOf(all.at(-1)!.from))
	const away = month.filter((t) => t.seat === 'officer')[9]!
	await office.must('leave.set', {
		leave: null,
		person: away.person,
		...within(away),
		kind: '休假',
		note: null
	})
	const { page } = admin
	await page.reload()
	for (let i = 0; i < 3; i++) await page.getByRole('button', { name: '下月' }).click()
	await expect(admin.text(/已有公布的班/)).toBeVisible()
	await expect(async () => {
		// Until the leave has come to this phone.
		await page.getByRole('button', { name: '重新自动编排' }).click()
		await expect(page.getByRole('heading', { name: '公布后换人的班1' })).toBeVisible({ timeout: 500 })
	}).toPass()
	await expect(admin.text(/（休假） → 空着/)).toBeVisible()
	await expect(page.getByRole('heading', { name: '没有排上的1' })).toBeVisible()
	await expect(admin.text(/能值主班的 4 人都排不上：.*1 人休假或外出/)).toBeVisible()
	await page.getByRole('button', { name: '存为草稿' }).click()
	await page.getByRole('button', { name: '公布' }).click()
	const moved = async () => {
		const after = new Map((await standing()).map((t) => [t.id, t.person]))
		return month.filter((t) => after.get(t.id) !== t.person).map((t) => t.id)
	}
	await expect.poll(moved).toEqual([away.id])
})

interface Turn {
	id: string
	seat: string
	person: string
	from: number
	to: number
}
const within = ({ from, to }: Turn) => ({ from: from + 3_600_000, to: to - 3_600_000 })
