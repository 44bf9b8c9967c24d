// 我的 and the shared desk: several officers on one computer, each under their own name; devices, theme, storage.
import { expect, test } from '@playwright/test'
import { Network } from '../support/proxy'
import { PASSWORD, Server } from '../support/server'
import { Phone } from './phone'
import { press, setPin, share as shareDesk, switchTo as switchPlaces } from './sharedDesk'

const FIRST = '7391'
const SECOND = '40718'

let server: Server
let network: Network
let desk: Phone

test.beforeEach(async () => {
	server = await Server.demo()
	network = await Network.before(server.url)
	desk = await Phone.open(network.url, { width: 1440, height: 900 })
})
test.afterEach(async () => {
	await desk.close()
	await network.close()
	await server.dispose()
	expect(desk.complaints).toEqual([])
})

async function away(phone: Phone): Promise<void> {
	network.cut()
	await phone.offline()
}
async function back(phone: Phone): Promise<void> {
	network.restore()
	await phone.offline(false)
	await phone.page.evaluate(() => dispatchEvent(new Event('online')))
}

const button = (phone: Phone, name: string | RegExp) => phone.page.getByRole('button', { name })

/** The desktop becomes a shared one of 值班员甲 and 值班员乙, who sits there then. */
const share = () =>
	shareDesk(desk, [
		{ username: 'zhiban1', pin: FIRST },
		{ username: 'zhiban2', pin: SECOND }
	])
const switchTo = (name: string, pin: string) => switchPlaces(desk, name, pin)

async function write(phone: Phone, text: string): Promise<void> {
	await phone.page.getByRole('link', { name: '记一条' }).click()
	await phone.page.getByLabel('情况').fill(text)
	await phone.page.getByText('值班日志', { exact: true }).click()
	await phone.page.getByRole('button', { name: /^(保存|存入)/ }).click()
	await expect(phone.page.getByRole('heading', { name: '值守' })).toBeVisible()
}

/** Who wrote it, by the server's log; null where it is not there. */
async function author(text: string): Promise<unknown> {
	const seen = await (await server.signIn('daiban')).sees()
	return (seen.get('entries') ?? []).find((e) => e?.['text'] === text)?.['by'] ?? null
}

test('two officers change places by PIN, and each one’s entries carry their own name', async () => {
	await share()
	const first = await server.signIn('zhiban1')
	const second = await server.signIn('zhiban2')
	await write(desk, '值班员乙记的')
	await switchTo('值班员甲', FIRST)
	await write(desk, '值班员甲记的')
	await desk.synced()
	await expect.poll(() => author('值班员甲记的')).toBe(first.person)
	await expect.poll(() => author('值班员乙记的')).toBe(second.person)
	const began = Date.now()
	await switchTo('值班员乙', SECOND)
	test.info().annotations.push({ type: 'changed places in', description: `${Date.now() - began} ms` })
	await desk.page.goto(network.url + '/me')
	await expect(desk.text('值班员乙').first()).toBeVisible()
})

test('an officer changes places without a network; what the other wrote waits for its author', async () => {
	await share()
	await desk.installed()
	await away(desk)
	await write(desk, '断网时值班员乙记的')
	await expect(desk.sign).toContainText('未上传 1 条')
	await switchTo('值班员甲', FIRST)
	await expect(desk.sign).not.toContainText('未上传')
	await write(desk, '断网时值班员甲记的')
	await back(desk)
	const first = await server.signIn('zhiban1')
	await expect.poll(() => author('断网时值班员甲记的')).toBe(first.person)
	await desk.synced()
	expect(await author('断网时值班员乙记的')).toBeNull()
	await switchTo('值班员乙', SECOND)
	const second = await server.signIn('zhiban2')
	await expect.poll(() => author('断网时值班员乙记的')).toBe(second.person)
})

test('an easy PIN is refused gently; five wrong ones and the password is needed', async () => {
	await share()
	await desk.page.getByRole('link', { name: '我的' }).click()
	await button(desk, /值班员甲/).click()
	for (const left of [4, 3, 2, 1]) {
		await press(desk, '9999')
		await expect(desk.text(`PIN 不对，还可以试 ${left} 次`)).toBeVisible()
		// Closing the page gives nobody another try.
		if (left !== 2) continue
		await desk.page.reload()
		await desk.synced()
		await desk.page.getByRole('link', { name: '我的' }).click()
		await button(desk, /值班员甲/).click()
	}
	await press(desk, '9999')
	await expect(desk.text(/PIN 连续输错 5 次/)).toBeVisible()
	await desk.page.getByLabel('zhiban1 的密码').fill(PASSWORD)
	await desk.page.getByRole('button', { name: '登录', exact: true }).click()
	await expect(button(desk, '下一步')).toBeVisible()
	for (const [pin, why] of [
		['1234', /太好猜/],
		['0000', /太好猜/],
		['1985', /像出生年月/]
	] as const) {
		await desk.page.keyboard.type(pin)
		await desk.page.keyboard.press('Enter')
		await expect(desk.text(why)).toBeVisible()
	}
	await setPin(desk, FIRST)
	await desk.page.getByRole('link', { name: '我的' }).click()
	await expect(desk.page.getByRole('dialog').getByText(/现在是/)).toContainText('值班员甲')
})

test('a shared desk nobody touches locks itself: no content, a running clock, and what waits still goes up', async () => {
	await desk.page.clock.install()
	await desk.page.reload()
	await share()
	const officer = await server.signIn('zhiban1')
	await officer.must('incident.log', { kind: 'incident', text: '锁屏前看得见的火情', section: null })
	await expect(desk.text('锁屏前看得见的火情').first()).toBeVisible()
	await desk.page.clock.fastForward('09:50')
	await expect(desk.text('锁屏前看得见的火情').first()).toBeVisible()
	await desk.page.clock.fastForward('00:20')
	await expect(desk.page.getByRole('heading', { name: /锁屏/ })).toBeVisible()
	await expect(desk.page.getByText('锁屏前看得见的火情')).toHaveCount(0)
	await expect(desk.page.getByText(/拨打/)).toHaveCount(0)
	const open = () => desk.page.getByTestId('counts').getByText('在办').locator('..').locator('dd').innerText()
	await expect.poll(async () => Number(await open())).toBeGreaterThan(0)
	const before = Number(await open())
	await officer.must('incident.log', { kind: 'incident', text: '锁屏后新来的火情', section: null })
	await expect.poll(async () => Number(await open())).toBe(before + 1)
	await expect(desk.page.getByText('锁屏后新来的火情')).toHaveCount(0)

	// The page opened anew stays locked; the other officer comes in.
	await desk.page.reload()
	await expect(desk.page.getByRole('heading', { name: /锁屏/ })).toBeVisible()
	await button(desk, /值班员甲/).click()
	await press(desk, FIRST)
	await expect(desk.text('锁屏后新来的火情').first()).toBeVisible()
	await desk.synced()
})

/** A screen whose clock the test moves, and what each of its pulls says: whether somebody looks at it. */
async function looking(phone: Phone) {
	await phone.page.clock.install()
	await phone.page.reload()
	const pulls: boolean[] = []
	phone.page.on('request', (r) => {
		const { pathname, searchParams } = new URL(r.url())
		if (pathname === '/api/duty/changes') pulls.push(searchParams.has('seen'))
	})
	return async (passes: string) => {
		const before = pulls.length
		await phone.page.clock.fastForward(passes)
		await expect.poll(() => pulls.length).toBeGreaterThan(before)
		return pulls.at(-1)
	}
}

test('a screen counts as looked at while it is in front and in use', async () => {
	const { page } = desk
	const after = await looking(desk)
	await desk.signIn('ke01')
	expect(await after('01:01')).toBe(true)
	await page.clock.fastForward('10:00')
	expect(await after('01:01')).toBe(false)
	await page.mouse.click(2, 2)
	expect(await after('01:01')).toBe(true)
	await page.evaluate(() =>
		Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
	)
	const officer = await server.signIn('zhiban1')
	const head = (await server.signIn('ke01')).person
	const section = (await officer.sees()).get('sections')!.find((s) => s?.['a'] === head)!['id']
	await officer.must('incident.log', { kind: 'incident', text: '后山滑坡', section })
	expect(await after('00:01')).toBe(false)
})

test('a duty desk is always looked at, and so is whoever has 值守模式 on', async () => {
	const after = await looking(desk)
	await desk.signIn('zhiban1')
	await desk.page.clock.fastForward('10:00')
	expect(await after('01:01')).toBe(true)
	const leader = await Phone.open(network.url)
	try {
		const afterwards = await looking(leader)
		await leader.signIn('daiban')
		await leader.page.clock.fastForward('10:00')
		expect(await afterwards('01:01')).toBe(false)
		await leader.page.goto(network.url + '/watch')
		await expect(leader.page.getByRole('heading', { name: '值守模式' })).toBeVisible()
		await leader.page.clock.fastForward('10:00')
		expect(await afterwards('01:01')).toBe(true)
	} finally {
		await leader.close()
	}
})

test('a phone signed out from another device is out at once, shows nothing more, and keeps what it had not sent', async () => {
	const phone = await Phone.open(network.url)
	try {
		await desk.signIn('zhiban1')
		await phone.signIn('zhiban1')
		await phone.installed()
		await away(phone)
		await write(phone, '丢了的手机上没有传完的')
		await expect(phone.sign).toContainText('未上传 1 条')
		network.restore()
		await desk.page.getByRole('link', { name: '我的' }).click()
		await desk.page.getByText('我的设备').click()
		await desk.page.getByRole('button', { name: '改名' }).click()
		await desk.page.getByLabel('设备名称').fill('值班室台式机')
		await button(desk, '存下').click()
		await expect(desk.text('值班室台式机')).toBeVisible()
		const others = desk.page.getByRole('button', { name: /^退出(?!登录|所有|那台).+/ })
		await expect(others).toHaveCount(1)
		await others.click()
		await button(desk, '退出那台设备').click()
		await expect(button(desk, '退出那台设备')).toHaveCount(0)
		await expect(others).toHaveCount(0)

		await back(phone)
		await expect(phone.text(/已在另一台设备上退出/)).toBeVisible()
		await expect(phone.text(/这部手机上有 1 条未上传/)).toBeVisible()
		expect(await author('丢了的手机上没有传完的')).toBeNull()
		const kept = await phone.page.evaluate(async () =>
			(await indexedDB.databases()).map((d) => d.name ?? '').filter((n) => n.startsWith('zhiban-records'))
		)
		expect(kept).toEqual([])
		await desk.synced()
		await phone.signIn('zhiban1')
		const officer = await server.signIn('zhiban1')
		await expect.poll(() => author('丢了的手机上没有传完的')).toBe(officer.person)
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.close()
	}
})

test('all other devices are signed out while they listen, and this one goes on', async () => {
	const phone = await Phone.open(network.url)
	try {
		await desk.signIn('zhiban1')
		await phone.signIn('zhiban1')
		await desk.page.getByRole('link', { name: '我的' }).click()
		await desk.page.getByText('我的设备').click()
		await button(desk, '退出所有其他设备').click()
		await button(desk, '全部退出').click()
		await expect(phone.text(/已在另一台设备上退出/)).toBeVisible()
		await desk.synced()
		const officer = await server.signIn('zhiban2')
		await officer.must('incident.log', { kind: 'incident', text: '退出别的设备后新来的', section: null })
		await desk.page.getByRole('link', { name: '值守' }).click()
		await expect(desk.text('退出别的设备后新来的').first()).toBeVisible()
	} finally {
		await phone.close()
	}
})

test('theme and text size stay as chosen', async () => {
	await desk.signIn('ke05')
	await desk.page.getByRole('link', { name: '我的' }).click()
	const look = () =>
		desk.page.evaluate(() => [
			document.documentElement.dataset['theme'],
			getComputedStyle(document.documentElement).fontSize
		])
	for (const [theme, chosen] of [
		['夜间', 'night'],
		['白天', 'day']
	] as const) {
		await desk.page.getByText(theme, { exact: true }).click()
		await expect.poll(async () => (await look())[0]).toBe(chosen)
	}
	await desk.page.getByText('特大', { exact: true }).click()
	expect(await look()).toEqual(['day', '20.8px'])
	await desk.page.reload()
	await expect(desk.page.getByRole('heading', { name: '我的' })).toBeVisible()
	expect(await look()).toEqual(['day', '20.8px'])
	await expect(desk.page.getByRole('radio', { name: '特大' })).toBeChecked()
})

test('when the network stays away, what waits can go as a text message to who is on duty', async () => {
	await desk.page.clock.install()
	await desk.page.reload()
	await desk.signIn('zhiban1')
	await desk.installed()
	await away(desk)
	await write(desk, '石岭村后山滑坡，两人失联')
	await desk.page.getByRole('link', { name: '我的' }).click()
	await button(desk, '复制全部未上传文字').click()
	await expect(desk.text('已复制')).toBeVisible()
	expect(await desk.page.evaluate(() => navigator.clipboard.readText())).toContain('石岭村后山滑坡')
	await expect(desk.text(/网络一直不通/)).toHaveCount(0)
	await desk.page.clock.fastForward('02:10')
	await expect(desk.text(/网络一直不通/)).toBeVisible()
	await desk.page.getByLabel('短信内容').fill('改过的：石岭滑坡 & 两人失联')
	const sms = await desk.page.getByRole('link', { name: '发短信' }).getAttribute('href')
	expect(sms).toMatch(/^sms:0000[0-9-]*\?&body=/)
	expect(decodeURIComponent(sms!)).toContain('改过的：石岭滑坡 & 两人失联')
	await expect(desk.page.getByRole('link', { name: '打电话' })).toHaveAttribute('href', /^tel:0000/)
	await back(desk)
	await desk.synced()
	await expect(desk.text(/网络一直不通/)).toHaveCount(0)
})

test('the phone’s cache is cleared after a question; what waits and what is being written stays', async () => {
	await desk.signIn('zhiban1')
	await desk.installed()
	await away(desk)
	await write(desk, '清除缓存时还在等的')
	await desk.page.getByRole('link', { name: '我的' }).click()
	await desk.page.getByText('存储', { exact: true }).click()
	await button(desk, '清除本机缓存（不含未上传）').click()
	await button(desk, '清除').first().click()
	await expect(desk.page.getByText('存储', { exact: true })).toBeVisible()
	await desk.page.getByText('存储', { exact: true }).click()
	await expect(desk.text(/事件 0 条/)).toBeVisible()
	await expect(desk.text('清除缓存时还在等的')).toBeVisible()
	await back(desk)
	await desk.synced()
	await expect(desk.text(/事件 [1-9]\d* 条/)).toBeVisible()
	const officer = await server.signIn('zhiban1')
	await expect.poll(() => author('清除缓存时还在等的')).toBe(officer.person)
})
