// The loop: a report logged on one phone, offline, reaches the right section's phone, once.
import { expect, test } from '@playwright/test'
import { Network } from '../support/proxy'
import { Server } from '../support/server'
import { Phone } from './phone'

const REPORT =
	'石岭乡值班室来电：今天下午三点左右石岭村后山突发山体滑坡，冲毁民房三间，两名村民失联，乡里已组织搜救，正在转移坡下群众。'

test('a landslide logged offline, through a killed phone and a network that sends everything twice', async () => {
	const server = await Server.demo()
	const network = await Network.before(server.url)
	const officer = await Phone.open(network.url, { killable: true })
	const head = await Phone.open(network.url)
	const other = await Phone.open(network.url)
	try {
		await officer.signIn('zhiban1')
		await officer.installed()
		await head.signIn('ke05')
		await other.signIn('ke06')

		// The officer has no network, logs, and the phone dies.
		await officer.offline()
		network.cut()
		await officer.page.getByRole('link', { name: '记一条' }).click()
		await officer.page.getByLabel('情况').fill(REPORT)
		await expect(officer.page.getByTestId('goes-to')).toHaveText(/^\s*交 秘书二室\s*$/)
		await expect(officer.text(/“负责办理应急管理、/)).toBeVisible()
		await officer.page.getByRole('button', { name: '保存并交办' }).click()
		await expect(officer.text('上传后编号')).toBeVisible()
		await expect(officer.sign).toContainText('未上传 1 条')
		await officer.kill()

		// Opened again, still without a network: the app is there, and so is what was written.
		await officer.start()
		await officer.offline()
		await expect(officer.sign).toContainText('未上传 1 条')
		await expect(officer.text('石岭村后山').first()).toBeVisible()
		await expect(head.text('石岭村后山')).toHaveCount(0)

		// The network comes back.
		network.restore()
		await officer.offline(false)
		await officer.page.evaluate(() => dispatchEvent(new Event('online')))
		await expect.poll(() => network.answeredAt.length, { timeout: 20_000 }).toBeGreaterThan(0)
		await expect(head.text('石岭村后山').first()).toBeVisible({ timeout: 5_000 })
		const seenAfter = Date.now() - network.answeredAt[0]!
		test.info().annotations.push({ type: 'seen after upload', description: `${seenAfter} ms` })
		expect(seenAfter).toBeLessThan(2_000)
		await officer.synced()

		// The head sees why, and signs.
		await head.page.getByRole('link', { name: '我科', exact: true }).click()
		await expect(head.page.getByRole('heading', { name: '我科事项' })).toBeVisible()
		await head.page.getByRole('link', { name: /石岭村后山/ }).click()
		await expect(head.page.locator('blockquote')).toContainText('负责办理应急管理')
		await head.page.getByRole('button', { name: '签收' }).click()
		await expect(head.text('秘书二室 已签收')).toBeVisible()
		await officer.page
			.getByRole('link', { name: /石岭村后山/ })
			.first()
			.click()
		await expect(officer.text('秘书二室 已签收')).toBeVisible()
		await expect(officer.text(/^2026-\d{4}-\d\d$|^20\d\d-\d{4}-\d\d$/)).toBeVisible()

		// Every posting went up twice; there is one incident.
		expect(network.posted).toBeGreaterThanOrEqual(2)
		const phone = await server.signIn('zhiban1')
		const incidents = (await phone.sees()).get('incidents')!.filter((i) => i?.['text'] === REPORT)
		expect(incidents).toHaveLength(1)

		// Passed on: the next section sees it whole, the one that gave it up no longer does.
		await head.page.getByRole('button', { name: '补记' }).click()
		await head.page.getByLabel('补记的内容').fill('已与乡里通话，增援队伍出发。')
		await head.page.getByRole('dialog').getByRole('button', { name: '补记' }).click()
		await expect(head.text('增援队伍出发')).toBeVisible()
		await head.page.getByRole('button', { name: '转办' }).click()
		await head.page.getByRole('dialog').getByText('秘书三室').click()
		await head.page.getByLabel('转办的理由').fill('失联者为学生，请你科牵头。')
		await head.page.getByRole('dialog').getByRole('button', { name: '转办' }).click()
		await expect(other.text('石岭村后山').first()).toBeVisible()
		await other.page
			.getByRole('link', { name: /石岭村后山/ })
			.first()
			.click()
		await expect(other.text(REPORT)).toBeVisible()
		await expect(other.text('增援队伍出发')).toBeVisible()
		await expect(other.text('失联者为学生')).toBeVisible()
		await expect(head.text('已转办秘书三室，内容不再显示')).toBeVisible()
		await head.page.getByRole('link', { name: '返回' }).click()
		await expect(head.text('石岭村后山')).toHaveCount(0)
		await head.page.getByRole('link', { name: '我科', exact: true }).click()
		await expect(head.text('已转办，内容不再显示')).toBeVisible()

		expect(server.verify().code).toBe(0)
		for (const phone of [officer, head, other]) expect(phone.complaints).toEqual([])
	} finally {
		for (const phone of [officer, head, other]) await phone.close()
		await network.close()
		await server.dispose()
	}
})
