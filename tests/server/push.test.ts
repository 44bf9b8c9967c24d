// Web Push as the server does it: who is subscribed where, what ends it, what comes, and what a device says of it.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { PushDevice } from '../support/pushDevice'
import { PushService } from '../support/pushService'
import { PASSWORD, Phone, Server, until } from '../support/server'

let server: Server
let service: PushService
beforeAll(async () => {
	server = await Server.demo()
	service = await PushService.start()
})
beforeEach(() => {
	service.replyWith = null
})
afterAll(async () => {
	await service.stop()
	await server.dispose()
})

interface State {
	key: string
	here: { endpoint: string; problem: string; tookAt: number; shownAt: number } | null
	test: { id: string; sentAt: number; shownAt?: number } | null
}
interface Listed {
	id: string
	person: string
	name: string
	push: { problem: string; shownAt: number } | null
}

let devices = 0
async function signIn(username: string, name = '我的手机'): Promise<Phone> {
	const response = await fetch(server.url + '/api/collections/people/auth-with-password', {
		method: 'POST',
		headers: {
			'Content-Type': 'application/json',
			'X-Device': `push${String(++devices).padStart(11, '0')}`,
			'X-Device-Name': encodeURIComponent(name)
		},
		body: JSON.stringify({ identity: username, password: PASSWORD })
	})
	expect(response.status).toBe(200)
	const { token, record } = (await response.json()) as { token: string; record: { id: string } }
	return new Phone(server, token, record.id)
}

const state = async (phone: Phone) => (await (await phone.ask('/api/duty/push')).json()) as State
const put = (phone: Phone, subscription: unknown) =>
	phone.ask('/api/duty/push', { method: 'PUT', body: JSON.stringify({ subscription }) })
const test = async (phone: Phone) =>
	(await (await phone.ask('/api/duty/push/test', { method: 'POST' })).json()) as {
		test?: { id: string }
		problem?: string
	}
const listed = async (phone: Phone, path = '') =>
	(await (await phone.ask('/api/duty/push/devices' + path)).json()) as Listed[]

async function subscribed(phone: Phone): Promise<PushDevice> {
	const { key } = await state(phone)
	const device = new PushDevice(service.subscribe(key))
	expect((await put(phone, device)).status).toBe(200)
	return device
}

it('a device subscribes, gets a test that only it can read, and says that it showed it', async () => {
	const phone = await signIn('ke01')
	expect(await state(phone)).toMatchObject({ here: null, test: null })
	expect(await test(phone)).toEqual({ problem: 'gone' })
	const device = await subscribed(phone)
	expect((await state(phone)).here).toMatchObject({ endpoint: device.endpoint, problem: '', shownAt: 0 })
	const sent = await test(phone)
	const post = service.posts.at(-1)!
	expect(post).toMatchObject({ code: 201, why: '', headers: { urgency: 'high', ttl: '60' } })
	expect(post.body.length).toBeLessThanOrEqual(3072)
	const letter = device.open(post.body)
	expect(letter).toMatchObject({
		id: sent.test!.id,
		title: '通道测试，请点开确认',
		body: '',
		person: phone.person
	})

	// Its service worker says so, signed in or not; whoever could not read it is not believed.
	const say = (body: object) =>
		fetch(server.url + '/api/duty/push/shown', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body)
		})
	const receipt = { id: letter['id'], to: letter['to'], receipt: letter['receipt'] }
	expect((await say({ ...receipt, receipt: 'made-up' })).status).toBe(403)
	expect((await say({ ...receipt, id: 'another' })).status).toBe(403)
	expect((await state(phone)).test!.shownAt).toBeUndefined()
	expect((await say(receipt)).status).toBe(204)
	const after = await state(phone)
	expect(after.test!.shownAt).toBeGreaterThanOrEqual(after.test!.sentAt)
	expect(after.here!.shownAt).toBeGreaterThan(0)
})

it('a subscription that its service does not know any more is not tried again, and said to its owner and to administrators', async () => {
	const phone = await signIn('ke02', '旧手机')
	const device = await subscribed(phone)
	service.forget(device.endpoint)
	expect(await test(phone)).toEqual({ problem: 'gone' })
	const before = service.posts.length
	expect(await test(phone)).toEqual({ problem: 'gone' })
	expect(service.posts.length).toBe(before)
	// The same again does not mend it: the browser has to make another.
	await put(phone, device)
	expect((await state(phone)).here!.problem).toBe('gone')
	expect((await listed(phone)).find((d) => d.name === '旧手机')!.push!.problem).toBe('gone')
	const admin = await signIn('admin')
	const seen = (await listed(admin, '/all')).find((d) => d.person === phone.person && d.name === '旧手机')!
	expect(seen.push).toMatchObject({ problem: 'gone' })
	expect(JSON.stringify(seen)).not.toContain('endpoint')
	expect((await phone.ask('/api/duty/push/devices/all')).status).toBe(403)
	await subscribed(phone)
	expect((await state(phone)).here!.problem).toBe('')
})

it('a service that is busy is said, and the subscription stays', async () => {
	const phone = await signIn('ke03')
	await subscribed(phone)
	service.replyWith = 429
	expect((await test(phone)).problem).toContain('429')
	service.replyWith = null
	expect((await test(phone)).test).toBeDefined()
	expect((await state(phone)).here!.problem).toBe('')
})

it('signing out, a sign-in ended from elsewhere and a disabled person end it; another person’s browser is that person’s', async () => {
	const phone = await signIn('ke04')
	const desktop = await signIn('ke04', '台式机')
	await subscribed(phone)
	const shared = await subscribed(desktop)
	const count = async () => (await listed(phone)).filter((d) => d.push).length
	expect(await count()).toBe(2)

	const colleague = await signIn('ke06')
	await put(colleague, shared)
	expect(await count()).toBe(1)
	expect((await listed(colleague)).filter((d) => d.push)).toHaveLength(1)

	const row = (await listed(colleague)).find((d) => d.push)!
	await colleague.ask(`/api/collections/devices/records/${row.id}`, { method: 'DELETE' })
	expect(await state(desktop)).toMatchObject({ here: null })
	const admin = await signIn('admin')
	const pushed = async (person: string) =>
		(await listed(admin, '/all')).filter((d) => d.person === person && d.push).length
	expect(await pushed(colleague.person)).toBe(0)

	const person = (await admin.record('people', phone.person))!
	const { name, title, roles, sections } = person
	await admin.must('person.set', {
		person: phone.person,
		name,
		title,
		roles,
		sections,
		phone: null,
		disabled: true
	})
	await until('the disabled person to be subscribed nowhere', async () => (await pushed(phone.person)) === 0)
})

it('a device turns it off again', async () => {
	const phone = await signIn('ke07')
	await subscribed(phone)
	expect((await phone.ask('/api/duty/push', { method: 'DELETE' })).status).toBe(200)
	expect((await state(phone)).here).toBeNull()
})

it('nobody points the server at a neighbour of its own', async () => {
	const phone = await signIn('ke08')
	const { keys } = new PushDevice('').toJSON()
	for (const endpoint of [
		'http://push.example/1',
		'https://10.0.0.1/1',
		'https://[::ffff:10.0.0.1]/1',
		'https://localhost/1',
		'https://user@push.example/1',
		'file:///etc/passwd',
		'',
		'https://push.example/' + 'x'.repeat(2000)
	])
		expect((await put(phone, { endpoint, keys })).status, endpoint).toBe(422)
	const endpoint = 'https://push.example/1'
	expect((await put(phone, { endpoint, keys: { ...keys, auth: 'short' } })).status).toBe(422)
	expect((await put(phone, { endpoint, keys })).status).toBe(200)
	expect((await fetch(server.url + '/api/duty/push')).status).toBe(401)
})

it('the key is made once, and is in no log', async () => {
	const { key } = await state(await signIn('ke09'))
	await server.stop()
	await server.start()
	expect((await state(await signIn('ke09'))).key).toBe(key)
	expect(server.verify().code).toBe(0)
	expect(server.output).not.toContain(key)
})
