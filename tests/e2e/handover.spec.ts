// 交接班 at ten to the hour: with two phones of which one has no network, and on one desk that both use without one.
import { expect, test } from '@playwright/test'
import type { Turn } from '../../src/domain/events/turn'
import { minute } from '../../src/domain/instant'
import { onDuty } from '../../src/domain/roster/onDuty'
import { Server } from '../support/server'
import { Phone } from './phone'
import { comeIn, share, switchTo } from './sharedDesk'

let server: Server
/** By so much the clocks of server and phones were moved. */
let ahead = 0
const phones: Phone[] = []
test.beforeEach(async () => {
	server = await Server.demo()
	const turns = (await (await server.signIn('admin')).sees()).get('turns') as unknown as Turn[]
	const current = onDuty(turns, Date.now()).find((t) => t.seat === 'officer')!
	ahead = Math.max(0, current.to - 10 * minute - Date.now())
	await server.advance(ahead)
})
test.afterEach(async () => {
	for (const phone of phones.splice(0)) {
		await phone.close()
		expect(phone.complaints).toEqual([])
	}
	expect(server.verify().says).toMatch(/^ok /)
	await server.dispose()
})

async function open(look = {}): Promise<Phone> {
	const phone = await Phone.open(server.url, { ahead, ...look })
	phones.push(phone)
	return phone
}
const button = (phone: Phone, name: string) => phone.page.getByRole('button', { name })
const toSign = (phone: Phone) => phone.page.getByRole('link', { name: /^接班确认：/ })
/** The main officer, as the board of a phone has it. */
const mainOfficer = (phone: Phone) =>
	phone.page.getByRole('region', { name: '值班' }).getByRole('listitem').filter({ hasText: '主班' })

async function write(phone: Phone): Promise<void> {
	const { page } = phone
	await page.getByRole('link', { name: /^交班：值班员甲 → 值班员丙/ }).click()
	await page.getByText('接通', { exact: true }).click()
	await page.getByRole('checkbox', { name: /补报昨晚积水情况/ }).check()
	await page.getByLabel('请下一班办的事').fill('九点前给区应急局回电')
	await button(phone, '签字交班').click()
	await expect(phone.text(/已签字，等值班员丙签字接班/)).toBeVisible()
}

test('the outgoing signs without a network, and is relieved when the other has signed on their own phone', async () => {
	const outgoing = await open()
	await outgoing.signIn('zhiban1')
	await outgoing.installed()
	const reliever = await open()
	await reliever.signIn('zhiban3')
	await outgoing.offline()
	await write(outgoing)
	await expect(outgoing.sign).toContainText('未上传 1 条')
	await expect(toSign(reliever)).toHaveCount(0)

	await outgoing.offline(false)
	await outgoing.synced()
	await toSign(reliever).click()
	await expect(reliever.text('九点前给区应急局回电')).toBeVisible()
	await expect(reliever.text(/防汛物资清单/)).toBeVisible()
	await expect(reliever.text('本班已办')).toHaveCount(1)
	await outgoing.page.getByRole('link', { name: '值守' }).click()
	await expect(mainOfficer(outgoing)).toContainText('值班员甲')

	await button(reliever, '已核对，签字接班').click()
	await expect(mainOfficer(outgoing)).toContainText('值班员丙')
	await reliever.page.getByRole('link', { name: '值守' }).click()
	await expect(mainOfficer(reliever)).toContainText('本人')
	await expect(toSign(reliever)).toHaveCount(0)
})

test('both sign on the desk that they share, without a network: the sheet goes up with the reliever’s signature, the other’s follows', async () => {
	const FIRST = { username: 'zhiban1', pin: '7391' }
	const SECOND = { username: 'zhiban3', pin: '40718' }
	const desk = await open({ width: 1440, height: 900 })
	await share(desk, [FIRST, SECOND])
	await switchTo(desk, '值班员甲', FIRST.pin)
	await desk.installed()
	await desk.offline()
	await write(desk)
	await button(desk, '接班人在本机签字').click()
	await comeIn(desk, '值班员丙', SECOND.pin)
	await toSign(desk).click()
	await expect(desk.text('九点前给区应急局回电')).toBeVisible()
	await button(desk, '已当面核对，签字接班').click()
	await expect(button(desk, '已当面核对，签字接班')).toHaveCount(0)

	await desk.offline(false)
	const admin = await server.signIn('admin')
	const signed = async () => {
		const all = (await admin.sees()).get('handovers') ?? []
		const one = all.find((h) => h?.['to'] === reliever.person)
		return one ? [one['state'], one['signedAt'] !== null] : null
	}
	const reliever = await server.signIn(SECOND.username)
	await expect.poll(signed).toEqual(['taken', false])
	await switchTo(desk, '值班员甲', FIRST.pin)
	await expect.poll(signed).toEqual(['taken', true])
	await expect(mainOfficer(desk)).toContainText('值班员丙')
})

test('what is being written stands while the clock moves on and the sheet is asked for anew', async () => {
	const phone = await Phone.open(server.url)
	phones.push(phone)
	const { page } = phone
	await page.clock.install({ time: Date.now() + ahead })
	await page.reload()
	await phone.signIn('zhiban1')
	await page.getByRole('link', { name: /^交班：值班员甲 → 值班员丙/ }).click()
	const task = page.getByLabel('请下一班办的事')
	await task.fill('九点前给区应急局')
	await page.clock.fastForward('05:00')
	await expect(task).toBeFocused()
	await expect(task).toHaveValue('九点前给区应急局')
	await page.clock.fastForward('05:00')
	await expect(task).toBeFocused()
})
