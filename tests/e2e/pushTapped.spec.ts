// What can be done from a notification. Chromium's push service is built in, so its service worker is handed through the
// DevTools protocol what the real server sent to a device of the same person.
import { once } from 'node:events'
import { expect, test, type CDPSession } from '@playwright/test'
import { PushDevice } from '../support/pushDevice'
import { PushService } from '../support/pushService'
import { Phone } from './phone'
import { PushOffice, SECRET } from './pushOffice'

const office = PushOffice.forEachTest()
let service: PushService
let device: PushDevice
let phone: Phone
let tools: CDPSession
let registrationId = ''

test.beforeEach(async () => {
	service = await PushService.start()
	device = new PushDevice(service.subscribe())
	const body = JSON.stringify({ subscription: device })
	expect((await office.head.ask('/api/duty/push', { method: 'PUT', body })).status).toBe(200)
	phone = await Phone.open(office.server.url, { notified: true })
	await phone.context.grantPermissions(['notifications'])
	await phone.signIn('ke05')
	await phone.installed()
	tools = await phone.context.newCDPSession(phone.page)
	tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
		registrationId = registrations.find((r) => !r.isDeleted)?.registrationId ?? registrationId
	})
	await tools.send('ServiceWorker.enable')
})
test.afterEach(async () => {
	await phone.close()
	await service.stop()
	expect(phone.complaints).toEqual([])
})

/** Hands an incident over, and the notice that comes of it to the phone's service worker; the assignment it is about. */
async function pushed(): Promise<Record<string, string>> {
	const post = once(service, 'post')
	await office.handOver()
	const [{ body }] = (await post) as [{ body: Buffer }]
	const letter = device.open(body)
	await deliver(JSON.stringify(letter))
	return letter
}

/** As the browser would, from its push service. */
async function deliver(data: string): Promise<void> {
	await expect.poll(() => registrationId).not.toBe('')
	await shown() // a worker that has not answered yet may miss what the tools deliver
	await tools.send('ServiceWorker.deliverPushMessage', { origin: office.server.url, registrationId, data })
}

const shown = () =>
	phone.context.serviceWorkers()[0]!.evaluate(async () => {
		const worker = globalThis as unknown as ServiceWorkerGlobalScope
		const all = (await worker.registration.getNotifications()) as (Notification & {
			actions: { title: string }[]
		})[]
		return all.map(({ title, body, tag, actions }) => ({
			title,
			body,
			tag,
			can: actions.map((a) => a.title)
		}))
	})

/** As the person would: on the notification, or on its button. What would have been opened is kept. */
const tap = (tag: string, action = '') =>
	phone.context.serviceWorkers()[0]!.evaluate(
		async ({ tag, action }) => {
			const worker = globalThis as unknown as ServiceWorkerGlobalScope & { opened: string[] }
			worker.opened = []
			// Only a real tap may open a window.
			worker.clients.openWindow = async (url) => {
				worker.opened.push(String(url))
				return null
			}
			const [notification] = await worker.registration.getNotifications({ tag })
			worker.dispatchEvent(
				new NotificationEvent('notificationclick', { notification: notification!, action })
			)
		},
		{ tag, action }
	)
const opened = () =>
	phone.context.serviceWorkers()[0]!.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
const stateOf = async (assignment: string) =>
	(await office.head.record('assignments', assignment))!['state'] as string

test('what is handed over is shown without content, and a tap opens it in the app that is open', async () => {
	const letter = await pushed()
	await expect.poll(shown).toHaveLength(1)
	const [notification] = await shown()
	expect(notification).toMatchObject({ title: '有 1 条待签收', tag: letter['tag'], can: ['签收'] })
	expect(JSON.stringify([notification, letter])).not.toContain(SECRET.slice(0, 5))
	await expect.poll(async () => (await office.devices()).some((d) => (d.push?.shownAt ?? 0) > 0)).toBe(true)

	await tap(letter['tag']!)
	await expect(phone.page).toHaveURL(`${office.server.url}/incidents/${letter['tag']}`)
	await expect(phone.text(SECRET).first()).toBeVisible()
	expect(await opened()).toEqual([])
	expect(await shown()).toEqual([])
})

test('签收 from the notification with the app closed signs, and is in the app afterwards', async () => {
	const letter = await pushed()
	await expect.poll(shown).toHaveLength(1)
	await phone.page.goto('about:blank')
	await tap(letter['tag']!, 'sign')
	await expect.poll(() => stateOf(letter['assignment']!)).toBe('acknowledged')
	await expect.poll(async () => (await shown()).map((n) => [n.title, n.can])).toEqual([['已签收', []]])
	expect(await opened()).toEqual([])

	await phone.page.goto(office.server.url + '/me')
	await phone.synced()
	await phone.page.getByText('最近上传').click()
	await expect(phone.page.getByText('签收', { exact: true })).toBeVisible()

	// Who signs a second time is told, and nothing is left lying in the app.
	await tap(letter['tag']!)
	await phone.page.goto('about:blank')
	await deliver(JSON.stringify(letter))
	await expect.poll(shown).toHaveLength(1)
	await tap(letter['tag']!, 'sign')
	await expect.poll(async () => (await shown()).map((n) => n.title)).toEqual(['已签收，不必再签'])
	await phone.page.goto(office.server.url + '/me')
	await phone.synced()
	await expect(phone.text('没有被接受')).toHaveCount(0)
})

test('签收 without a server is kept, and goes up when the app is opened again', async () => {
	const letter = await pushed()
	await expect.poll(shown).toHaveLength(1)
	await phone.page.goto('about:blank')
	await office.server.stop()
	await tap(letter['tag']!, 'sign')
	await expect
		.poll(async () => (await shown()).map((n) => n.title))
		.toEqual(['签收已存下，连上网络后自动上传'])
	await office.server.start()
	await phone.page.goto(office.server.url)
	await expect.poll(() => stateOf(letter['assignment']!)).toBe('acknowledged')
	await phone.synced()
})

test('签收 without a network while the app is open: it does not ask for the same again', async () => {
	const letter = await pushed()
	await expect.poll(shown).toHaveLength(1)
	const asked = phone.page.getByRole('link', { name: `待签收：${SECRET}` })
	await expect(asked).toBeVisible()
	await office.server.stop()
	await tap(letter['tag']!, 'sign')
	await expect(asked).toHaveCount(0)
	await expect(phone.sign).toContainText('未上传 1 条')
	await office.server.start()
	await expect.poll(() => stateOf(letter['assignment']!)).toBe('acknowledged')
	await phone.synced()
})

test('nobody signs in another’s name: the app is opened instead', async () => {
	const letter = await pushed()
	await expect.poll(shown).toHaveLength(1)
	await phone.page.getByRole('link', { name: '我的' }).click()
	await phone.page.getByRole('button', { name: '退出登录' }).click()
	await phone.page.getByRole('button', { name: '退出', exact: true }).click()
	await expect(phone.page.getByLabel('登录名')).toBeVisible()
	await phone.signIn('ke06')
	await phone.page.goto('about:blank')
	await tap(letter['tag']!, 'sign')
	await expect.poll(opened).toEqual([letter['url']])
	expect(await stateOf(letter['assignment']!)).toBe('waiting')
})

test('a message that is none of ours is shown all the same, and leads to the desk', async () => {
	await deliver('x')
	await expect.poll(async () => (await shown()).map((n) => n.title)).toEqual(['值班有新的提醒'])
	await phone.page.goto(office.server.url + '/lookup')
	await tap('unknown')
	await expect(phone.page).toHaveURL(office.server.url + '/')
})
