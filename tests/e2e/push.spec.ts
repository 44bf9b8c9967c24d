// Real push, without the Internet: a notice leaves the server encrypted, goes through a strict push service that stands in
// the place of Firefox's own, is decrypted by the browser and shown by our service worker.
import { once } from 'node:events'
import { expect, test } from '@playwright/test'
import { PushService } from '../support/pushService'
import { until } from '../support/server'
import { FirefoxPhone } from './firefox'
import { PushOffice, SECRET } from './pushOffice'

const office = PushOffice.forEachTest()

test.describe('Firefox', () => {
	let service: PushService
	let phone: FirefoxPhone
	test.setTimeout(240_000) // a browser of its own, which takes its time on a busy machine
	test.beforeEach(async () => {
		if (!process.env['ZHIBAN_FIREFOX']) {
			const words = '没有 Firefox，也装不上：真实推送没有测过'
			console.error(`\n${'!'.repeat(72)}\n${words}\n${'!'.repeat(72)}\n`)
			if (process.env['CI']) throw new Error(words)
			test.skip(true, words)
		}
		service = await PushService.start()
		phone = await FirefoxPhone.open(office.server.url, service)
	})
	test.afterEach(async () => {
		await phone?.close()
		await service?.stop()
	})

	/** What the browser said of the next message: 100 decrypted and handed to the worker, 101 not to be decrypted. */
	const acknowledged = async () => {
		const [{ code }] = (await once(service, 'ack', { signal: AbortSignal.timeout(30_000) })) as [
			{ code: number }
		]
		return code
	}

	test('a head turns it on, proves it, and is told of what is handed over; what was tampered with is not shown; what is over is said', async () => {
		const failed: unknown[] = []
		service.on('nack', (word) => failed.push(word))
		await phone.signIn('ke05')
		await phone.go('/me')
		await phone.tap('提醒')
		await phone.tap('打开推送')
		await phone.says(/这台设备已打开推送/)
		await phone.tap('发一条测试')
		await phone.says(/已收到，用时 \d+\.\d 秒/)
		expect((await phone.notifications()).map((n) => n.title)).toEqual(['通道测试，请点开确认'])

		const began = Date.now()
		const ack = acknowledged()
		const incident = await office.handOver()
		expect(await ack).toBe(100)
		const of = async () => (await phone.notifications()).find((n) => n.tag.startsWith(incident))
		await until('the notification', async () => (await of()) !== undefined)
		console.log(`push: handed over → shown in ${Date.now() - began} ms`)
		const shown = (await of())!
		expect(shown.title).toBe('有 1 条待签收')
		expect(shown.data['url']).toBe(`/incidents/${shown.tag}`)
		expect(shown.data['assignment']).toBeTruthy()
		expect(JSON.stringify(shown)).not.toContain(SECRET.slice(0, 5))
		const post = service.posts.at(-1)!
		expect(post).toMatchObject({ code: 201, why: '', headers: { urgency: 'high' } })
		await until('the receipt', async () => {
			return (await office.devices()).some((d) => (d.push?.shownAt ?? 0) >= began)
		})

		service.tamper = true
		const tampered = acknowledged()
		await office.handOver()
		expect(await tampered).toBe(101)
		expect(await phone.notifications()).toHaveLength(2)
		service.tamper = false
		expect(failed).toEqual([])

		service.replyWith = 410
		const gone = once(service, 'post')
		await office.handOver()
		await gone
		await phone.go('/me')
		await phone.tap('我的设备')
		await phone.says(/推送已失效/)
		// The browser makes another as soon as the app looks.
		service.replyWith = null
		await phone.tap('提醒')
		await phone.says(/这台设备已打开推送/)
		const again = acknowledged()
		await office.handOver()
		expect(await again).toBe(100)
	})

	test('signing out ends it: the push service forgets the device, and so does the server', async () => {
		await phone.signIn('ke05')
		await phone.go('/me')
		await phone.tap('提醒')
		await phone.tap('打开推送')
		await phone.says(/这台设备已打开推送/)
		const ended = once(service, 'unregister')
		await phone.tap('退出登录')
		await phone.tap('退出')
		await ended
		await until('the device to be gone', async () => {
			return (await office.devices()).every((d) => d.push === null)
		})
	})
})
