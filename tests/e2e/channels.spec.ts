// 通道: an administrator opens a channel, puts it first, tries it; what is wrong stands beside its field.
import { expect, test } from '@playwright/test'
import { Provider, WEBHOOK_SECRET } from '../support/provider'
import { Server } from '../support/server'
import { Phone } from './phone'

let server: Server
let webhook: Provider
let admin: Phone

test.beforeEach(async () => {
	server = await Server.demo()
	webhook = await Provider.webhook()
	admin = await Phone.open(server.url)
	await admin.signIn('admin')
	await admin.page.goto(server.url + '/channels')
})
test.afterEach(async () => {
	await admin.close()
	await server.dispose()
	await webhook.close()
	expect(admin.complaints).toEqual([])
	expect(webhook.wrong).toEqual([])
})

const button = (name: string | RegExp) => admin.page.getByRole('button', { name, exact: true })
const field = (label: string) => admin.page.getByLabel(label, { exact: true })
const row = (name: string) => admin.page.getByTestId(`channel-${name}`)

test('a channel is set up, tried, put first, and carries what is handed over; its key is not shown again', async () => {
	await expect(admin.text(/全部关着也能完整使用/)).toBeVisible()
	await row('webhook').getByRole('button').first().click()
	await admin.page.getByText('开通', { exact: true }).click()
	await field('接口的地址').fill('zhiban.example.cn/hook')
	await field('签名密钥').fill('short')
	await button('保存').click()
	await expect(admin.text('请写完整的接口的地址，以 https:// 开头')).toBeVisible()
	await expect(admin.text('签名密钥至少 16 个字符，双方一样')).toBeVisible()
	await expect(button('发给自己')).toBeDisabled()
	await field('接口的地址').fill(webhook.url)
	await field('签名密钥').fill(WEBHOOK_SECRET)
	await button('保存').click()
	await expect(admin.text('已保存')).toBeVisible()

	await button('发给自己').click()
	await expect(admin.text(/外部接口已收下/)).toBeVisible()
	// The demo office has notices of its own.
	expect(webhook.deliveries.filter((d) => d.text === '通道测试，请点开确认\n')).toHaveLength(1)
	webhook.reply = () => ({ status: 401 })
	await button('发给自己').click()
	await expect(admin.text('没有发出：接口不接受（401）')).toBeVisible()
	webhook.reply = () => ({ status: 200 })
	await button('关闭').click()
	await expect(row('webhook').getByText('已开')).toBeVisible()

	for (let place = 8; place > 1; place--) {
		if (await row('webhook').getByText('1. 外部接口').isVisible()) break
		await button('上移外部接口').click()
		await expect(button('下移外部接口')).toBeEnabled()
	}
	await expect(row('webhook')).toContainText('1. 外部接口')

	const officer = await server.signIn('zhiban1')
	const section = (await officer.sees()).get('sections')!.find((s) => s?.['a'])!['id'] as string
	await officer.must('incident.log', { kind: 'incident', text: '后山滑坡', section })
	await expect
		.poll(() => webhook.deliveries.filter((d) => d.text.startsWith('有 1 条待签收')).length)
		.toBeGreaterThan(0)
	await admin.page.reload()
	await expect(row('webhook')).toContainText(/送出 \d+ 条/)
	await row('webhook').getByRole('button').first().click()
	await expect(field('签名密钥')).toHaveValue(/^••••/)
	await button('保存').click()
	await expect(admin.text('已保存')).toBeVisible()
	await button('发给自己').click()
	await expect(admin.text(/外部接口已收下/)).toBeVisible() // what was hidden is still the key
})

test('is for administrators, and says so where the server cannot be reached', async () => {
	await expect(admin.page.getByLabel('本系统的地址')).toBeVisible()
	await admin.installed()
	await admin.offline()
	await admin.page.getByLabel('本系统的地址').fill('https://zhiban.example.cn')
	await button('存下地址').click()
	await expect(admin.text('连不上服务器，这一步要有网络')).toBeVisible()
	await expect(admin.page.getByLabel('本系统的地址')).toHaveValue('https://zhiban.example.cn')
	await admin.offline(false)
	await button('存下地址').click()
	await expect(admin.text('地址已存')).toBeVisible()

	const officer = await Phone.open(server.url)
	try {
		await officer.signIn('zhiban1')
		await officer.page.goto(server.url + '/channels')
		await expect(officer.text('没有权限：通道由管理员设置')).toBeVisible()
	} finally {
		await officer.close()
	}
})
