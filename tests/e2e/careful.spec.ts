// What an officer fears at night: no network, a full phone, somebody else's sign-in, a newer version, a refusal.
import { expect, test, type Page } from '@playwright/test'
import { Network } from '../support/proxy'
import { Server } from '../support/server'
import { Phone } from './phone'

let server: Server
let network: Network
let phone: Phone

test.beforeEach(async () => {
	server = await Server.demo()
	network = await Network.before(server.url)
	phone = await Phone.open(network.url, { killable: true })
})
test.afterEach(async () => {
	await phone.close()
	await network.close()
	await server.dispose()
	expect(phone.complaints).toEqual([])
})

async function away(): Promise<void> {
	network.cut()
	await phone.offline()
}
async function back(): Promise<void> {
	network.restore()
	await phone.offline(false)
	await phone.page.evaluate(() => dispatchEvent(new Event('online')))
}

/** Opens 记一条 and writes, without saving. */
async function write(text: string): Promise<void> {
	await phone.page.getByRole('link', { name: '记一条' }).click()
	await phone.page.getByLabel('情况').fill(text)
}
const save = () => phone.page.getByRole('button', { name: /^(保存|存入)/ })

/** Gives an account another password, as an administrator does: every sign-in of it ends. */
async function changePassword(username: string, password: string): Promise<void> {
	const token = await server.superuser()
	const headers = { Authorization: token, 'Content-Type': 'application/json' }
	const found = await fetch(`${server.url}/api/collections/people/records?filter=(username='${username}')`, {
		headers
	})
	const { items } = (await found.json()) as { items: { id: string }[] }
	const body = JSON.stringify({ password, passwordConfirm: password })
	const url = `${server.url}/api/collections/people/records/${items[0]!.id}`
	expect((await fetch(url, { method: 'PATCH', headers, body })).status).toBe(200)
}

async function texts(username: string): Promise<unknown[]> {
	const seen = await (await server.signIn(username)).sees()
	return (seen.get('entries') ?? []).map((e) => e?.['text'])
}

test('opens without a network after one visit, and what is being written survives', async () => {
	await phone.signIn('zhiban1')
	await phone.installed()
	await away()
	await phone.page.reload()
	await expect(phone.page.getByRole('heading', { name: '值守' })).toBeVisible()
	await expect(phone.text(/^离线$/)).toBeVisible()
	await expect(phone.text('拨打').first()).toBeVisible()
	await write('写到一半的情况，手机没电了')
	await expect(phone.text(/草稿已存/)).toBeVisible()
	await phone.kill()
	await phone.start('/new')
	await expect(phone.page.getByLabel('情况')).toHaveValue('写到一半的情况，手机没电了')
})

test('says that a text is too long before sending, and takes out what nobody can see', async () => {
	await phone.signIn('zhiban1')
	await write('很长。'.repeat(8_000))
	await expect(phone.text(/一条最多 64 KB/)).toBeVisible()
	await expect(save()).toBeDisabled()
	await phone.page.getByLabel('情况').fill('看得见\u0007\u202e的字')
	await expect(phone.text(/已去掉 2 个看不见的字符/)).toBeVisible()
	await expect(phone.page.getByLabel('情况')).toHaveValue('看得见的字')
	await phone.page.getByLabel('情况').fill('   ')
	await save().click()
	await expect(phone.text('请写明情况')).toBeVisible()
})

test('a full phone says so, keeps the text on the screen, and saves once there is room', async () => {
	await phone.signIn('zhiban1')
	await write('手机满了也不能丢的一条')
	// Chromium's own switch for a small quota does not reach IndexedDB, so its answer is given here: the write fails.
	await phone.page.evaluate(() => {
		const full = window as unknown as { full: boolean }
		full.full = true
		for (const method of ['add', 'put'] as const) {
			const original = IDBObjectStore.prototype[method]
			IDBObjectStore.prototype[method] = function (...args: Parameters<typeof original>) {
				if (full.full) throw new DOMException('no room left', 'QuotaExceededError')
				return original.apply(this, args)
			}
		}
	})
	await phone.page.getByLabel('情况').pressSequentially('。')
	await expect(phone.text('手机存储已满，草稿没有存下')).toBeVisible()
	await save().click()
	await expect(phone.text(/手机存储已满，这一条还没有存下/)).toBeVisible()
	await expect(phone.page.getByLabel('情况')).toHaveValue('手机满了也不能丢的一条。')
	await phone.page.evaluate(() => ((window as unknown as { full: boolean }).full = false))
	await save().click()
	await expect(phone.page).toHaveURL(/incidents/)
	await expect.poll(() => texts('zhiban1')).toContain('手机满了也不能丢的一条。')
})

test('an expired sign-in keeps a full outbox; after signing in again everything goes up, once', async () => {
	await phone.signIn('zhiban1')
	await phone.installed()
	await away()
	const written = ['第一条', '第二条', '第三条']
	for (const text of written) {
		await write(text)
		await phone.page.getByText('值班日志', { exact: true }).click()
		await save().click()
		await expect(phone.page.getByRole('heading', { name: '值守' })).toBeVisible()
	}
	await changePassword('zhiban1', 'a-new-password')
	await back()
	await expect(phone.sign).toContainText('登录已过期')
	await expect(phone.sign).toContainText('未上传 3 条')
	await phone.sign.click()
	await expect(phone.text(/3 条未上传已存好/)).toBeVisible()
	await phone.page.getByLabel(/的密码/).fill('wrong-password')
	await phone.page.getByRole('button', { name: '重新登录' }).click()
	await expect(phone.text('登录名或密码不对')).toBeVisible()
	await phone.page.getByLabel(/的密码/).fill('a-new-password')
	await phone.page.getByRole('button', { name: '重新登录' }).click()
	await phone.synced()
	const kept = (await texts('daiban')).filter((t) => written.includes(String(t)))
	expect(kept.sort()).toEqual([...written].sort())
})

test('what one person wrote does not go up under another’s sign-in on the same phone', async () => {
	await phone.signIn('zhiban1')
	await phone.installed()
	await away()
	await write('值班员甲写的，还没上传')
	await save().click()
	await expect(phone.sign).toContainText('未上传 1 条')
	await phone.sign.click()
	await phone.page.getByRole('button', { name: '退出登录' }).click()
	await expect(phone.text(/还有 1 条未上传，会留在这部手机上/)).toBeVisible()
	await phone.page.getByRole('button', { name: '退出', exact: true }).click()
	await expect(phone.text(/这部手机上有 1 条未上传/)).toBeVisible()

	await back()
	await phone.signIn('zhiban2')
	await phone.sign.click()
	await expect(phone.text(/还有 1 条是 值班员甲 写的/)).toBeVisible()
	await expect(phone.text('还没上传')).toHaveCount(0)
	expect(await texts('daiban')).not.toContain('值班员甲写的，还没上传')

	await phone.page.getByRole('button', { name: '退出登录' }).click()
	await phone.page.getByRole('button', { name: '退出', exact: true }).click()
	await phone.signIn('zhiban1')
	await expect.poll(() => texts('daiban')).toContain('值班员甲写的，还没上传')
	const officer = await server.signIn('zhiban1')
	const line = (await officer.sees()).get('entries')!.find((e) => e?.['text'] === '值班员甲写的，还没上传')
	expect(line!['by']).toBe(officer.person)
})

test('what the server refuses is shown with its reason, holds back only what builds on it, and can be written again', async () => {
	await phone.signIn('zhiban1')
	await phone.installed()
	const officer = await server.signIn('zhiban2')
	const id = await officer.must('incident.log', { kind: 'incident', text: '夜里断电的小区', section: null })
	await phone.page
		.getByRole('link', { name: /夜里断电的小区/ })
		.first()
		.click()
	await away()
	await phone.page.getByRole('button', { name: '补记' }).click()
	await phone.page.getByLabel('补记的内容').fill('电力公司已到场')
	await phone.page.getByRole('dialog').getByRole('button', { name: '补记' }).click()
	await expect(phone.text('电力公司已到场')).toBeVisible()
	await officer.must('incident.close', { incident: id + '1', result: '已来电' })
	await back()
	await phone.sign.click()
	await expect(phone.text('事件已办结，请先重新打开')).toBeVisible()
	await expect(phone.text('电力公司已到场')).toBeVisible()
	await phone.page.getByRole('button', { name: '知道了，删去' }).click()
	await expect(phone.text('电力公司已到场')).toHaveCount(0)
})

test('a newer version waits until the person agrees', async () => {
	await phone.signIn('zhiban1')
	await phone.installed()
	await write('更新前写的草稿')
	await expect(phone.text(/草稿已存/)).toBeVisible()
	await expect(phone.text(/有新版本/)).toHaveCount(0)
	network.newer = '\n// newer'
	const page: Page = phone.page
	await page.evaluate(() => navigator.serviceWorker.getRegistration().then((r) => r!.update().then(() => {})))
	await expect(phone.text(/有新版本/)).toBeVisible()
	const loaded = page.waitForEvent('load')
	await page.getByRole('button', { name: '现在更新' }).click()
	await loaded
	await expect(page.getByLabel('情况')).toHaveValue('更新前写的草稿')
	await expect(phone.text(/有新版本/)).toHaveCount(0)
})
