// Notices on their way to providers: nothing that was queued is lost, whatever dies in the middle.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Provider, WEBHOOK_SECRET } from '../support/provider'
import { listen } from '../support/listen'
import { Server, until, type Phone } from '../support/server'

let server: Server
let admin: Phone
let officer: Phone
let webhook: Provider
let wecom: Provider

beforeEach(async () => {
	server = await Server.demo()
	webhook = await Provider.webhook()
	wecom = await Provider.wecom()
	admin = await server.signIn('admin')
	officer = await server.signIn('zhiban1')
})
afterEach(async () => {
	await server.dispose()
	await webhook.close()
	await wecom.close()
	expect([...webhook.wrong, ...wecom.wrong]).toEqual([])
})

const put = (body: unknown) => admin.ask('/api/duty/channels', { method: 'PUT', body: JSON.stringify(body) })

/** Turns channels on, in this order, the app after them. */
async function use(...names: ('webhook' | 'wecom')[]): Promise<void> {
	const settings = {
		webhook: { url: webhook.url, secret: WEBHOOK_SECRET },
		wecom: { url: wecom.url + '/cgi-bin/webhook/send?key=robot-key' }
	}
	for (const name of names) {
		const response = await put({ channel: { name, on: true, settings: settings[name] } })
		if (!response.ok) throw new Error(await response.text())
	}
	if (!(await put({ order: [...names, 'app'] })).ok) throw new Error('no order')
}

interface Row {
	id: string
	person: string
	kind: string
	subject: string
	state: string
}

/** All notices of a kind, as the admin UI sees them. */
async function notices(superuser: string, kind = 'assigned'): Promise<Row[]> {
	const all: Row[] = []
	for (let page = 1; ; page++) {
		const query = `perPage=500&page=${page}&skipTotal=1&filter=(kind='${kind}')`
		const response = await fetch(`${server.url}/api/collections/duty_view_notices/records?${query}`, {
			headers: { Authorization: superuser }
		})
		const { items } = (await response.json()) as { items: Row[] }
		all.push(...items)
		if (items.length < 500) return all
	}
}

async function sections(): Promise<string[]> {
	const all = (await officer.sees()).get('sections')!
	return all.filter((s) => s?.['a']).map((s) => s!['id'] as string)
}

const SECRET_WORDS = '后山滑坡，两名村民失联'

/** Logs incidents, each handed to one of the sections in turn; gives the incidents' ids. */
async function log(count: number, among: string[]): Promise<Set<string>> {
	const ids = new Set<string>()
	for (let done = 0; done < count; done += 100) {
		const batch = Array.from({ length: Math.min(100, count - done) }, (_, i) =>
			officer.command('incident.log', {
				kind: 'incident',
				text: SECRET_WORDS,
				section: among[(done + i) % among.length]
			})
		)
		const answers = await officer.post(batch)
		expect(answers.filter((a) => !a.ok)).toEqual([])
		for (const { id } of batch) ids.add(id + '1')
	}
	return ids
}

describe('kill -9', () => {
	it('at random points of 500 sends: every notice is sent at least once, and again only under the same key', async () => {
		await use('webhook')
		webhook.reply = () => ({ status: 200, after: 5 + Math.random() * 60 })
		const superuser = await server.superuser()
		const incidents = await log(500, await sections())
		let kills = 0
		for (let last = 0; kills < 5; kills++) {
			const point = last + 20 + Math.floor(Math.random() * 60)
			await until(`${point} to have arrived`, () => webhook.deliveries.length >= point)
			await server.kill()
			last = webhook.deliveries.length
			await server.start()
		}
		let rows: Row[] = []
		await until(
			'all to be sent',
			async () => {
				rows = (await notices(superuser)).filter((r) => incidents.has(r.subject))
				return rows.length >= 500 && rows.every((r) => r.state === 'sent')
			},
			40_000
		)
		const times = webhook.times
		expect(rows.filter((r) => !times.has(r.id))).toEqual([])
		const ours = rows.map((r) => times.get(r.id)!)
		const twice = ours.filter((n) => n > 1).length
		console.info(
			`${rows.length} notices, ${kills} kills: ${ours.reduce((a, b) => a + b, 0)} deliveries, ${twice} keys came more than once`
		)
		// Only what was on its way when the program died may come again.
		expect(twice).toBeLessThanOrEqual(kills * 32)
		expect(webhook.deliveries.filter((d) => /滑坡|村民|失联/.test(d.text))).toEqual([])
		expect(server.verify().code).toBe(0)
	}, 120_000)

	it('in mid-send to a robot, which knows no key: nothing is lost, and what came twice is counted', async () => {
		await use('wecom')
		wecom.reply = () => ({ status: 200, after: 150 })
		const incidents = await log(6, await sections())
		await until('a robot to have been told', () => wecom.deliveries.length >= 2)
		await server.kill()
		await server.start()
		const superuser = await server.superuser()
		let rows: Row[] = []
		await until('all to be sent', async () => {
			rows = (await notices(superuser)).filter((r) => incidents.has(r.subject))
			return rows.length >= 6 && rows.every((r) => r.state === 'sent')
		})
		const texts = wecom.deliveries.map((d) => d.text)
		expect(texts.length).toBeGreaterThanOrEqual(rows.length)
		expect(texts.length).toBeLessThanOrEqual(20)
		console.info(`${rows.length} notices by robot, killed once: ${texts.length - rows.length} came twice`)
		expect(texts.filter((t) => /滑坡|村民|失联/.test(t))).toEqual([])
	})
})

describe('a provider', () => {
	it('that refuses or hangs is passed over for the next, and the last try is tried again until it works', async () => {
		await use('webhook', 'wecom')
		webhook.reply = () => ({ status: 403 })
		const [section] = await sections()
		const incidents = await log(1, [section!])
		await until('the robot to be told', () => wecom.deliveries.length > 0)
		const superuser = await server.superuser()
		const mine = async () => (await notices(superuser)).filter((r) => incidents.has(r.subject))
		await until('it to be sent', async () => (await mine()).every((r) => r.state === 'sent'))
		expect(webhook.deliveries.length).toBeGreaterThan(0)

		await use('webhook')
		await put({ channel: { name: 'wecom', on: false, settings: {} } })
		webhook.deliveries.length = 0
		webhook.reply = (nth) => (nth === 1 ? { status: 503 } : nth === 2 ? 'silent' : { status: 200 })
		await put({ order: ['app', 'webhook'] }) // the app is not open: at once the webhook, and nothing after it
		const more = await log(1, [section!])
		await until(
			'the third try to arrive',
			async () => {
				const rows = (await notices(superuser)).filter((r) => more.has(r.subject))
				return rows.length > 0 && rows.every((r) => r.state === 'sent')
			},
			30_000
		)
		expect(Math.max(...webhook.times.values())).toBeGreaterThan(1)
		const state = (await (await admin.ask('/api/duty/channels')).json()) as {
			channels: { name: string; sent: number; failed: number; problem: string }[]
		}
		const shown = state.channels.find((c) => c.name === 'webhook')!
		expect(shown.failed).toBeGreaterThanOrEqual(2)
		expect(shown.problem).toMatch(/及时答复|出了问题/)
	}, 90_000)
})

describe('the app', () => {
	it('that is open with nobody before it holds no other channel up; one that somebody looks at is enough', async () => {
		await use('webhook')
		await put({ order: ['app', 'webhook'] })
		const [mine, hers] = await sections()
		const all = (await officer.sees()).get('sections')!
		const heads = [mine, hers].map((id) => all.find((s) => s?.['id'] === id)!['a'] as string)
		const superuser = await server.superuser()
		const accounts = (await (await admin.ask('/api/duty/accounts')).json()) as {
			person: string
			username: string
		}[]
		const signIn = (id: string) => server.signIn(accounts.find((a) => a.person === id)!.username)
		const [left, watched] = [await signIn(heads[0]!), await signIn(heads[1]!)]
		// Both listen and pull as the app does; only one has its screen before somebody's eyes.
		const lines = [await listen(left), await listen(watched)]
		try {
			const since = (await watched.page()).next
			const incidents = await log(2, [mine!, hers!])
			await until('the word of it', () => lines.every((line) => line.words.length > 0))
			await left.page(`?since=${since}`)
			await watched.page(`?since=${since}&seen`)
			await until('both to be told', async () => {
				const rows = await notices(superuser)
				const theirs = rows.filter((r) => incidents.has(r.subject) && heads.includes(r.person))
				return theirs.length >= 2 && theirs.every((r) => r.state === 'sent')
			})
			const told = webhook.deliveries.map((d) => d.person).filter((p) => heads.includes(p))
			expect(told).toEqual([left.person])
		} finally {
			for (const line of lines) line.stop()
		}
	})
})

describe('settings', () => {
	it('are for administrators; what is secret is not given back, and comes back as it was', async () => {
		for (const phone of [officer, await server.signIn('daiban'), await server.signIn('ke05')]) {
			expect((await phone.ask('/api/duty/channels')).status).toBe(403)
			expect((await phone.ask('/api/duty/channels', { method: 'PUT', body: '{}' })).status).toBe(403)
			expect((await phone.ask('/api/duty/channels/app/test', { method: 'POST', body: '{}' })).status).toBe(
				403
			)
		}
		expect((await fetch(server.url + '/api/duty/channels')).status).toBe(401)
		await use('webhook', 'wecom')
		const text = await (await admin.ask('/api/duty/channels')).text()
		expect(text).not.toContain(WEBHOOK_SECRET)
		expect(text).not.toContain('robot-key')
		const { channels } = JSON.parse(text) as {
			channels: { name: string; settings: Record<string, string> }[]
		}
		expect(channels.map((c) => c.name).slice(0, 3)).toEqual(['webhook', 'wecom', 'app'])
		const kept = channels.find((c) => c.name === 'webhook')!
		expect((await put({ channel: { name: 'webhook', on: true, settings: kept.settings } })).ok).toBe(true)
		const test = (name: string) =>
			admin.ask(`/api/duty/channels/${name}/test`, {
				method: 'POST',
				body: JSON.stringify({ person: admin.person })
			})
		expect(await (await test('webhook')).json()).toMatchObject({ ok: true })
		expect(webhook.deliveries.at(-1)!.text).toBe('通道测试，请点开确认\n')
		webhook.reply = () => ({ status: 401 })
		expect(await (await test('webhook')).json()).toMatchObject({ ok: false, says: '接口不接受（401）' })
		expect(await (await test('mail')).json()).toMatchObject({ ok: false, says: '还没有设好，请先填好并保存' })
		expect((await test('pigeon')).status).toBe(404)
	})

	it('that cannot work are refused beside their field, and a half-filled channel may be kept while it is off', async () => {
		const refused = async (body: unknown) => {
			const response = await put(body)
			const said = (await response.json()) as { refusals: { field: string; reason: string }[] }
			return [response.status, ...said.refusals.map((r) => r.field)]
		}
		const mail = { host: '', security: 'none', user: 'u', from: 'nobody' }
		expect(await refused({ channel: { name: 'mail', on: true, settings: mail } })).toEqual([
			422,
			'host',
			'from',
			'password',
			'security'
		])
		expect((await put({ channel: { name: 'mail', on: false, settings: mail } })).status).toBe(200)
		expect(await refused({ channel: { name: 'app', on: false, settings: {} } })).toEqual([422, 'name'])
		expect(await refused({ address: 'zhiban.example.cn/app' })).toEqual([422, 'address'])
		expect(await refused({ order: ['app', 'app'] })).toEqual([422, 'order'])
		expect((await put({ address: 'https://zhiban.example.cn/' })).status).toBe(200)
	})
})
