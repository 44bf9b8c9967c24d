// Who may come in: an administrator takes somebody on, opens an account, stops and restores them, gives a new password.
import { expect, test } from '@playwright/test'
import { Network } from '../support/proxy'
import { Server } from '../support/server'
import { Phone } from './phone'

let server: Server
let network: Network
let admin: Phone
let officer: Phone

test.beforeEach(async () => {
	server = await Server.demo()
	network = await Network.before(server.url)
	admin = await Phone.open(server.url)
	officer = await Phone.open(network.url)
	await admin.signIn('admin')
	await admin.page.goto(server.url + '/people')
})
test.afterEach(async () => {
	await admin.close()
	await officer.close()
	await network.close()
	await server.dispose()
	expect([...admin.complaints, ...officer.complaints]).toEqual([])
})

/** What a phone says whose person was stopped. */
const out = /^这个账号已停用，请找管理员/

const button = (phone: Phone, name: string | RegExp) => phone.page.getByRole('button', { name, exact: true })
const field = (phone: Phone, label: string) => phone.page.getByLabel(label, { exact: true })

/** Writes the form of a new person and sends it off. */
async function create(name: string, username: string): Promise<void> {
	await admin.page.getByRole('link', { name: '新增人员' }).click()
	await field(admin, '姓名').fill(name)
	await field(admin, '电话').fill('0000-8800999')
	await admin.page.getByText('值班员', { exact: true }).click()
	await field(admin, '登录名').fill(username)
	await button(admin, '新增并开通账号').click()
}

async function signIn(username: string, password: string): Promise<void> {
	await officer.page.getByLabel('登录名').fill(username)
	await officer.page.getByLabel('密码').fill(password)
	await button(officer, '登录').click()
}

test('somebody is taken on, stopped with unsent entries on the phone, restored, and given a new password', async () => {
	await create('值班员戊', 'xin3')
	const secret = admin.page.getByTestId('password')
	await expect(secret).toHaveText(/^[a-z]{8}[2-9]{2}$/)
	const first = (await secret.textContent())!
	await button(admin, '复制').click()
	await expect(admin.text('已复制')).toBeVisible()
	expect(await admin.page.evaluate(() => navigator.clipboard.readText())).toContain(first)
	await expect(admin.text('从未登录')).toBeVisible()

	await signIn('xin3', first)
	await officer.synced()
	await officer.installed()

	// The officer writes without a network; meanwhile an administrator stops the account.
	network.cut()
	await officer.offline()
	await officer.page.getByRole('link', { name: '记一条' }).click()
	await officer.page.getByLabel('情况').fill('停用前写的一条')
	await officer.page.getByText('值班日志', { exact: true }).click()
	await button(officer, /^(保存|存入)/).click()
	await expect(officer.sign).toContainText('未上传 1 条')
	await button(admin, /^停用这个人/).click()
	await expect(admin.text(/没上传的留着/)).toBeVisible()
	await button(admin, '停用').click()
	await expect(button(admin, '恢复')).toBeVisible()
	await admin.synced()
	network.restore()
	await officer.offline(false)
	await officer.page.evaluate(() => dispatchEvent(new Event('online')))
	await expect(officer.text(out)).toBeVisible()
	await expect(officer.text(/这部手机上有 1 条未上传，已存好/)).toBeVisible()
	// Nothing of the office's is left on the phone.
	const records = () =>
		officer.page.evaluate(async () =>
			(await indexedDB.databases()).map((d) => d.name!).filter((n) => n.startsWith('zhiban-records'))
		)
	await expect.poll(records).toEqual([])
	const lines = async () =>
		((await (await server.signIn('daiban')).sees()).get('entries') ?? []).map((e) => e?.['text'])
	expect(await lines()).not.toContain('停用前写的一条')

	// Let in no more, and as soon as restored, in again: what was written goes up.
	await signIn('xin3', first)
	await expect(
		officer.page.getByRole('alert').filter({ hasText: '这个账号已停用，请找管理员' })
	).toBeVisible()
	await button(admin, '恢复').click()
	await expect(button(admin, /^停用这个人/)).toBeVisible()
	await admin.synced()
	await button(officer, '登录').click()
	await officer.synced()
	await expect.poll(lines).toContain('停用前写的一条')

	// Stopped while looking on: out at once, without a touch.
	await button(admin, /^停用这个人/).click()
	await button(admin, '停用').click()
	await expect(officer.text(out)).toBeVisible({ timeout: 5_000 })
	await button(admin, '恢复').click()
	await expect(button(admin, /^停用这个人/)).toBeVisible()
	await admin.synced()
	await signIn('xin3', first)
	await officer.synced()

	// A new password ends the sign-in on the phone at once; the old one is of no use.
	await button(admin, '重设密码').click()
	await button(admin, '换成新密码').click()
	await expect(secret).not.toHaveText(first)
	const second = (await secret.textContent())!
	await expect(officer.sign).toContainText('登录已过期')
	await officer.sign.click()
	await officer.page.getByLabel(/的密码/).fill(first)
	await button(officer, '重新登录').click()
	await expect(officer.text('登录名或密码不对')).toBeVisible()
	await officer.page.getByLabel(/的密码/).fill(second)
	await button(officer, '重新登录').click()
	await officer.synced()
	expect(server.verify().code).toBe(0)
})

test('what is wrong is said beside what was typed; cut off before the account, the page goes on from there', async () => {
	await create('', 'ZHIBAN 1')
	await expect(admin.text(/^登录名用 2 至 40 个小写字母/)).toBeVisible()
	await field(admin, '登录名').fill('zhiban1')
	await button(admin, '新增并开通账号').click()
	await expect(admin.text('这个登录名已经有人用了')).toBeVisible()
	await expect(field(admin, '电话')).toHaveValue('0000-8800999')
	await field(admin, '登录名').fill('xin9')
	await button(admin, '新增并开通账号').click()
	await expect(admin.text('请写明姓名')).toBeVisible()
	await field(admin, '姓名').fill('值班员丁')

	// The account step finds no network: the person is kept and goes up later, the account is opened then.
	await admin.offline()
	await button(admin, '新增并开通账号').click()
	await expect(admin.page.getByRole('heading', { name: '值班员丁' })).toBeVisible()
	await expect(admin.text('还没有登录账号 · 现在开通')).toBeVisible()
	await expect(admin.text('连不上服务器，这一步要有网络')).toBeVisible()
	await expect(field(admin, '登录名')).toHaveValue('xin9')
	await admin.offline(false)
	await admin.page.evaluate(() => dispatchEvent(new Event('online')))
	await admin.synced()
	await button(admin, '开通账号').click()
	const password = (await admin.page.getByTestId('password').textContent())!
	await signIn('xin9', password)
	await officer.synced()

	// Found by the username, and changed.
	await admin.page.getByRole('link', { name: '人员' }).click()
	await expect(admin.page.getByTestId('password')).toHaveCount(0)
	await admin.page.getByRole('searchbox', { name: /^查找/ }).fill('xin9')
	await admin.page.getByRole('link', { name: /值班员丁/ }).click()
	await expect(admin.page.getByTestId('password')).toHaveCount(0)
	await button(admin, '修改').click()
	await field(admin, '职务').fill('科员')
	await field(admin, '电话').fill('')
	await button(admin, '保存').click()
	await expect(admin.text('科员')).toBeVisible()
	await expect(admin.page.getByRole('link', { name: '拨打值班员丁' })).toHaveCount(0)
	await button(admin, '改登录名').click()
	await field(admin, '登录名').fill('xin10')
	await button(admin, '改登录名').click()
	await expect(admin.text('xin10')).toBeVisible()
	await officer.page.reload()
	await officer.synced() // a new username leaves the sign-in alone
})

test('is for administrators', async () => {
	await officer.signIn('zhiban1')
	await officer.page.goto(network.url + '/people')
	await expect(officer.text('没有权限：人员由管理员管理')).toBeVisible()
	await expect(officer.page.getByRole('link', { name: '新增人员' })).toHaveCount(0)
})
