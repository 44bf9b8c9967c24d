// Where somebody is signed in, and how a sign-in ends from another device: with real tokens against the real server.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, PASSWORD, Phone, Server, until } from '../support/server'

let server: Server
beforeAll(async () => {
	server = await Server.demo()
})
afterAll(() => server.dispose())

interface Row {
	id: string
	device: string
	name: string
	lastSeen: string
	ended: boolean
}

async function signIn(username: string, device: string, name: string, password = PASSWORD): Promise<Phone> {
	const response = await fetch(server.url + '/api/collections/people/auth-with-password', {
		method: 'POST',
		headers: {
			'Content-Type': 'application/json',
			'X-Device': device,
			'X-Device-Name': encodeURIComponent(name)
		},
		body: JSON.stringify({ identity: username, password })
	})
	expect(response.status).toBe(200)
	const { token, record } = (await response.json()) as { token: string; record: { id: string } }
	return new Phone(server, token, record.id)
}

async function devices(phone: Phone): Promise<Row[]> {
	const response = await phone.ask('/api/collections/devices/records?sort=name')
	expect(response.status).toBe(200)
	return ((await response.json()) as { items: Row[] }).items
}
const rowOf = async (phone: Phone, device: string) =>
	(await devices(phone)).find((row) => row.device === device)!
const end = (phone: Phone, row: Row) =>
	phone.ask(`/api/collections/devices/records/${row.id}`, { method: 'DELETE' })
const changes = async (phone: Phone) => (await phone.ask('/api/duty/changes?limit=1')).status
const renew = (phone: Phone) =>
	phone.ask('/api/collections/people/auth-refresh', { method: 'POST', body: '{}' })

it('a new password ends the sign-ins of the other devices, and leaves this one its place', async () => {
	const here = await signIn('ke12', 'phone0000000012', '我的手机')
	const there = await signIn('ke12', 'desktop00000012', '办公室台式机')
	const changed = await here.ask('/api/duty/password', {
		method: 'PUT',
		body: JSON.stringify({ old: PASSWORD, new: 'another-password' })
	})
	expect(changed.status).toBe(200)
	const { token } = (await changed.json()) as { token: string }
	const anew = new Phone(server, token, here.person)
	expect([await changes(here), await changes(there), await changes(anew)]).toEqual([401, 401, 200])
	expect((await rowOf(anew, 'phone0000000012')).ended).toBe(false)
	expect((await rowOf(anew, 'desktop00000012')).ended).toBe(true)
	// It is this device's still: without its row it is nobody's.
	await end(anew, await rowOf(anew, 'phone0000000012'))
	expect(await changes(anew)).toBe(401)
})

describe('an officer with a phone and the duty room’s desktop', () => {
	let phone: Phone
	let desktop: Phone
	beforeEach(async () => {
		phone = await signIn('zhiban1', 'phone0000000001', '我的手机')
		desktop = await signIn('zhiban1', 'desktop00000001', '值班室台式机')
	})

	it('sees both by name, and gives one another name', async () => {
		expect((await devices(phone)).map((row) => row.name)).toEqual(
			expect.arrayContaining(['值班室台式机', '我的手机'])
		)
		const row = await rowOf(phone, 'desktop00000001')
		const url = `/api/collections/devices/records/${row.id}`
		const renamed = await phone.ask(url, { method: 'PATCH', body: JSON.stringify({ name: '值班室东边' }) })
		expect(renamed.status).toBe(200)
		expect((await rowOf(desktop, 'desktop00000001')).name).toBe('值班室东边')
		expect((await devices(phone)).filter((r) => r.device === 'desktop00000001')).toHaveLength(1)
	})

	it('signs the desktop out: refused at once everywhere, told why, the phone goes on', async () => {
		expect(await changes(desktop)).toBe(200) // its token is remembered now
		expect((await end(phone, await rowOf(phone, 'desktop00000001'))).status).toBe(204)
		const refused = await desktop.ask('/api/duty/changes?limit=1')
		expect(refused.status).toBe(401)
		expect(await refused.json()).toMatchObject({ data: { device: { code: 'ended' } } })
		const posted = desktop.command('log.write', { text: '已被退出的台式机写的' })
		expect(
			(await desktop.ask('/api/duty/commands', { method: 'POST', body: JSON.stringify([posted]) })).status
		).toBe(401)
		expect((await renew(desktop)).status).toBe(401)
		expect(await devices(desktop)).toEqual([])
		expect(await changes(phone)).toBe(200)
	})

	it('an ended sign-in does not come back when somebody signs in there anew, nor by saying it is another device', async () => {
		await end(phone, await rowOf(phone, 'desktop00000001'))
		const again = await signIn('zhiban1', 'desktop00000001', '值班室台式机')
		expect(await changes(again)).toBe(200)
		expect(await changes(desktop)).toBe(401)
		const pretending = { headers: { 'X-Device': 'phone0000000001' } }
		expect((await desktop.ask('/api/duty/changes?limit=1', pretending)).status).toBe(401)
	})

	it('a renewed sign-in stays the same device’s', async () => {
		const renewed = (await (await renew(desktop)).json()) as { token: string }
		const later = new Phone(server, renewed.token, desktop.person)
		expect(await changes(later)).toBe(200)
		await end(phone, await rowOf(phone, 'desktop00000001'))
		expect(await changes(later)).toBe(401)
	})

	it('signs out everywhere else: also what names no device, and the one that asked goes on', async () => {
		const script = await server.signIn('zhiban1')
		expect(await changes(script)).toBe(200)
		const response = await phone.ask('/api/duty/devices/end-others', { method: 'POST' })
		expect(response.status).toBe(200)
		const { token } = (await response.json()) as { token: string }
		for (const out of [desktop, script, phone]) expect(await changes(out)).toBe(401)
		const here = new Phone(server, token, phone.person)
		expect(await changes(here)).toBe(200)
		expect((await devices(here)).map((row) => row.device)).toEqual(['phone0000000001'])
		const why = (await (await desktop.ask('/api/duty/changes')).json()) as unknown
		expect(why).toMatchObject({ data: { device: { code: 'ended' } } })
	})

	it('a listening desktop is told that there is something, and nothing afterwards', async () => {
		const stop = new AbortController()
		const response = await fetch(server.url + '/api/realtime', { signal: stop.signal })
		const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
		let heard = ''
		void (async () => {
			for (;;) {
				const { done, value } = await reader.read()
				if (done) return
				heard += value
			}
		})().catch(() => {})
		await until('the connection', () => heard.includes('PB_CONNECT'))
		const clientId = /"clientId":"([^"]+)"/.exec(heard)![1]
		const body = JSON.stringify({ clientId, subscriptions: ['duty'] })
		expect((await desktop.ask('/api/realtime', { method: 'POST', body })).status).toBe(204)
		await end(phone, await rowOf(phone, 'desktop00000001'))
		await until('the word', () => heard.includes('event:duty'))
		const before = heard.length
		await phone.must('log.write', { text: '与已退出的台式机无关' })
		const other = await signIn('zhiban1', newId(), '另一台')
		expect(await changes(other)).toBe(200) // a whole turn of the server later
		expect(heard.length).toBe(before)
		stop.abort()
	})
})

it('a changed password ends sign-ins without pretending that the owner ended them', async () => {
	const phone = await signIn('zhiban2', 'phone0000000002', '我的手机')
	const headers = { Authorization: await server.superuser(), 'Content-Type': 'application/json' }
	const body = JSON.stringify({ password: 'another-password', passwordConfirm: 'another-password' })
	const url = `${server.url}/api/collections/people/records/${phone.person}`
	expect((await fetch(url, { method: 'PATCH', headers, body })).status).toBe(200)
	const refused = await phone.ask('/api/duty/changes')
	expect(refused.status).toBe(401)
	expect(JSON.stringify(await refused.json())).not.toContain('ended')
	const tablet = await signIn('zhiban2', 'tablet000000002', '平板', 'another-password')
	expect((await rowOf(tablet, 'phone0000000002')).ended).toBe(true)
	await signIn('zhiban2', 'phone0000000002', '我的手机', 'another-password')
	expect((await rowOf(tablet, 'phone0000000002')).ended).toBe(false)
})

it('signing in again and again, also at once, is one device; what does not say what it is, another', async () => {
	const phone = await signIn('ke03', 'phone0000000005', '我的手机')
	await Promise.all(Array.from({ length: 4 }, () => signIn('ke03', 'phone0000000005', '我的手机')))
	for (let i = 0; i < 2; i++) await server.signIn('ke03')
	await Promise.all(Array.from({ length: 4 }, () => server.signIn('ke03')))
	expect((await devices(phone)).map((row) => [row.device, row.name]).sort()).toEqual([
		['', '其他程序'],
		['phone0000000005', '我的手机']
	])
})

it('nobody reads, renames or ends another’s devices, makes one up, or mends an ended one', async () => {
	const owner = await signIn('ke01', 'phone0000000003', '我的手机')
	const stranger = await signIn('ke02', 'phone0000000004', '我的手机')
	const row = await rowOf(owner, 'phone0000000003')
	const url = `/api/collections/devices/records/${row.id}`
	expect((await devices(stranger)).map((r) => r.device)).toEqual(['phone0000000004'])
	expect((await stranger.ask(url)).status).toBe(404)
	expect((await stranger.ask(url, { method: 'PATCH', body: '{"name":"别人的"}' })).status).toBe(404)
	expect((await stranger.ask(url, { method: 'DELETE' })).status).toBe(404)
	const made = { person: owner.person, device: 'made0000000000up', name: '编的' }
	const create = { method: 'POST', body: JSON.stringify(made) }
	expect((await owner.ask('/api/collections/devices/records', create)).status).toBeGreaterThanOrEqual(400)
	for (const body of ['{"ended":false}', `{"person":"${stranger.person}"}`, '{"device":"x"}'])
		expect((await owner.ask(url, { method: 'PATCH', body })).status).toBeGreaterThanOrEqual(400)
	expect(await changes(owner)).toBe(200)
})
