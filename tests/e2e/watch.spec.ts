// 值守模式: what is new or unanswered sounds until somebody acts; a server that is gone is said, with telephone and SMS ready.
import { expect, test } from '@playwright/test'
import { minute } from '../../src/domain/instant'
import { Server } from '../support/server'
import { Phone } from './phone'

const TEXT = '石岭乡值班室来电：后山滑坡，冲毁民房三间，两名村民失联。'

let server: Server
const phones: Phone[] = []
test.beforeEach(async () => {
	server = await Server.demo()
})
test.afterEach(async () => {
	for (const phone of phones.splice(0)) {
		await phone.close()
		expect(phone.complaints).toEqual([])
	}
	await server.dispose()
})

interface Heard {
	notes: number
	shakes: number
	asked: string
	badge: number
}

/** Somebody on watch; what the device was told to do is counted, and done all the same. */
async function onWatch(username = 'zhiban1', ahead = 0): Promise<Phone> {
	const phone = await Phone.open(server.url, { ahead })
	phones.push(phone)
	await phone.page.addInitScript(() => {
		const heard: Heard = { notes: 0, shakes: 0, asked: '', badge: 0 }
		Object.assign(globalThis, { heard })
		const { start } = OscillatorNode.prototype
		OscillatorNode.prototype.start = function (when) {
			heard.notes++
			start.call(this, when)
		}
		const vibrate = Navigator.prototype.vibrate as (pattern: unknown) => boolean
		Navigator.prototype.vibrate = function (pattern: unknown) {
			if (pattern !== 0) heard.shakes++
			return vibrate.call(this, pattern)
		}
		const { request } = WakeLock.prototype
		WakeLock.prototype.request = async function (type) {
			heard.asked = 'asked'
			try {
				const lock = await request.call(this, type)
				heard.asked = 'on'
				return lock
			} catch (error) {
				heard.asked = 'refused'
				throw error
			}
		}
		navigator.setAppBadge = (count = 0) => {
			heard.badge = count
			return Promise.resolve()
		}
	})
	await phone.page.reload()
	await phone.signIn(username)
	await phone.page.getByRole('link', { name: '值守模式' }).click()
	await expect(phone.page.getByRole('heading', { level: 1 })).toContainText('值守模式')
	return phone
}
const heard = (phone: Phone) =>
	phone.page.evaluate(() => ({ ...(globalThis as unknown as { heard: Heard }).heard }))
/** The phone's clock goes on from so much later. */
const later = (phone: Phone, ms: number) =>
	phone.page.evaluate((ms) => {
		const [from, began] = [Date.now() + ms, performance.now()]
		Date.now = () => Math.round(from + performance.now() - began)
	}, ms)
const row = (phone: Phone, name: RegExp) => phone.page.getByRole('article', { name })
const ringing = (phone: Phone) => phone.page.getByTestId('ringing')
const handle = (phone: Phone) => phone.page.getByRole('button', { name: /^我来处理/ })

/** Whatever the demo office's night left unanswered is taken up, so that it is quiet. */
async function quiet(phone: Phone): Promise<void> {
	await expect(phone.page.getByRole('list', { name: '这台设备' })).toContainText('服务器正常')
	for (let left = await handle(phone).count(); left > 0; left = await handle(phone).count())
		await handle(phone).first().click()
	await expect(ringing(phone)).toHaveText('没有在响的。')
}

test('what comes in from somebody else sounds until it is opened, and is on the badge', async () => {
	const phone = await onWatch()
	// Nobody has tapped yet: it says that it cannot sound.
	await expect(phone.text('声音没有打开').first()).toBeVisible()
	await phone.page.getByRole('button', { name: '打开声音' }).click()
	await expect(phone.text('声音已打开')).toBeVisible()
	await quiet(phone)
	const before = await heard(phone)
	expect(before.notes).toBeGreaterThan(0) // the tap itself is heard

	const other = await server.signIn('zhiban2')
	const section = (await other.sees()).get('sections')![4]!['id'] as string
	await other.must('incident.log', { kind: 'incident', text: TEXT, section })
	await expect(row(phone, /^新到：.*滑坡/)).toBeVisible()
	await expect(ringing(phone)).toHaveText(/^正在响：1 条/)
	await expect.poll(async () => (await heard(phone)).notes).toBeGreaterThan(before.notes + 4) // more than one round
	await expect.poll(async () => (await heard(phone)).shakes).toBeGreaterThan(before.shakes)
	const { badge } = await heard(phone)
	expect(badge).toBeGreaterThan(0)

	await row(phone, /^新到：/)
		.getByRole('link')
		.first()
		.click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	const opened = (await heard(phone)).notes
	// The watch goes on beside the incident, and leads back.
	const bar = phone.page.getByRole('complementary', { name: '值守模式' })
	await expect(bar).toContainText('值守中')
	await expect(bar).not.toContainText('正在响')
	await bar.getByRole('link').click()
	await expect(ringing(phone)).toHaveText('没有在响的。')
	await expect(row(phone, /^新到：/)).toHaveCount(0)
	await expect(row(phone, /^待签收：.*滑坡/)).toBeVisible() // its section still has time: shown, and silent
	expect((await heard(phone)).notes).toBe(opened)
})

test('what nobody signs sounds, is quiet for five minutes by 我来处理, sounds again, and falls silent when it is signed', async () => {
	const own = await server.signIn('zhiban1')
	const section = (await own.sees()).get('sections')![4]!['id'] as string
	const incident = await own.must('incident.log', { kind: 'incident', text: TEXT, section })
	await server.advance(11 * minute)
	const phone = await onWatch('zhiban1', 11 * minute)
	await phone.page.getByRole('button', { name: '打开声音' }).click()
	const late = row(phone, /^(超时未签收|请电话催办|无人应答)：.*后山滑坡，冲毁/)
	await expect(late).toHaveAttribute('data-ringing', 'true')
	await expect(late.getByRole('link', { name: /^拨打/ }).first()).toHaveAttribute('href', /^tel:\d/)
	await quiet(phone)
	await expect(late).toContainText(/已静音到 \d\d:\d\d，到时还没有人应答会再响/)

	// A page that is loaded anew has forgotten nothing; five minutes later it sounds again.
	await phone.page.reload()
	await expect(late).toHaveAttribute('data-ringing', 'false')
	await later(phone, 5 * minute)
	await expect(late).toHaveAttribute('data-ringing', 'true')

	const head = await server.signIn('ke05')
	const assignments = (await head.sees()).get('assignments')!
	const assignment = assignments.find((a) => a!['incident'] === incident + '1')!['id'] as string
	await head.must('assignment.acknowledge', { assignment })
	await expect(late).toHaveCount(0)
})

test('a server that is gone is said with telephone and SMS, which carry no content; it comes back by itself', async () => {
	const own = await server.signIn('zhiban1')
	const section = (await own.sees()).get('sections')![4]!['id'] as string
	await own.must('incident.log', { kind: 'incident', text: TEXT, section })
	const phone = await onWatch()
	await phone.page.getByRole('button', { name: '打开声音' }).click()
	await quiet(phone)
	await expect(row(phone, /滑坡/).getByRole('link', { name: /发短信$/ })).toHaveCount(0)

	await server.kill()
	await expect(phone.page.getByRole('alert')).toContainText('服务器失联 不到 1 分钟，请用电话', {
		timeout: 20_000
	})
	const sms = row(phone, /滑坡/)
		.getByRole('link', { name: /发短信$/ })
		.first()
	const href = decodeURIComponent((await sms.getAttribute('href'))!)
	expect(href).toMatch(/^sms:\d[\d-]*\?body=有 1 条待签收（编号 \S+ · 时限 \d\d-\d\d \d\d:\d\d）$/)
	expect(href).not.toMatch(/滑坡|石岭/)
	// Three minutes later it sounds by itself, until somebody takes to the telephone.
	await later(phone, 3 * minute)
	await expect(phone.page.getByRole('alert')).toContainText('服务器失联 3 分钟，请用电话')
	await phone.page.getByRole('button', { name: /^改用电话/ }).click()
	await expect(phone.page.getByRole('button', { name: /^改用电话/ })).toHaveCount(0)

	await server.start()
	await expect(phone.text('服务器正常')).toBeVisible({ timeout: 20_000 })
	await expect(phone.page.getByRole('alert')).toHaveCount(0)
})

test('the screen is kept on where the system lets it, and else it says so', async () => {
	const phone = await onWatch()
	await expect.poll(async () => (await heard(phone)).asked).toMatch(/on|refused/)
	const { asked } = await heard(phone)
	console.info('the wake lock was', asked)
	await expect(phone.text(asked === 'on' ? /^\s*屏幕常亮/ : /屏幕会自己变暗/)).toBeVisible()
	// Left on purpose: nothing stays.
	await phone.page.getByRole('button', { name: '退出值守' }).click()
	await expect(phone.page.getByRole('link', { name: '值守模式' })).toBeVisible()
	await expect(phone.page.getByRole('complementary')).toHaveCount(0)
})

test('everybody is called: whoever opens the test has answered, the others are on the list', async () => {
	const phone = await Phone.open(server.url)
	phones.push(phone)
	await phone.signIn('admin')
	await phone.page.goto(server.url + '/roll-call')
	await phone.page.getByRole('button', { name: '现在点名' }).click()
	const list = phone.page.getByTestId('rolled')
	const person = (name: string) => list.getByRole('listitem').filter({ hasText: name })
	await expect(person('值班员甲')).toContainText('没有应答')
	await expect(phone.text(/收到了：您 \d\d:\d\d 应答/)).toBeVisible() // the administrator looks at it
	const head = await Phone.open(server.url)
	phones.push(head)
	await head.signIn('ke05')
	await head.page.getByRole('link', { name: '通道测试，请点开确认' }).click()
	await expect(head.text(/收到了：您 \d\d:\d\d 应答/)).toBeVisible()
	await expect(head.page.getByTestId('rolled')).toHaveCount(0)
	const officer = await Phone.open(server.url)
	phones.push(officer)
	await officer.signIn('zhiban1')
	await officer.page.getByRole('link', { name: '通道测试，请点开确认' }).click()
	await expect(person('值班员甲')).toContainText(/\d\d:\d\d 应答/)
	expect(server.verify().says).toMatch(/^ok /)
})

test('an administrator sees that all is well, and sets where the sign of life goes', async () => {
	const phone = await Phone.open(server.url)
	phones.push(phone)
	await phone.signIn('admin')
	await phone.page.goto(server.url + '/health')
	await expect(phone.text('一切正常。')).toBeVisible()
	await phone.page.getByLabel('监视服务的网址').fill('example')
	await phone.page.getByRole('button', { name: '存下' }).click()
	await expect(phone.text('请写完整的网址，以 http:// 或 https:// 开头')).toBeVisible()
	await phone.page.getByLabel('监视服务的网址').fill(server.url + '/nobody')
	await phone.page.getByRole('button', { name: '存下' }).click()
	await expect(phone.text(/上一次没有报成：对方回答 4\d\d/)).toBeVisible({ timeout: 20_000 })
})
