// Who signs in: accounts, passwords, stopping somebody, and the first administrator; against the real server.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Refusal } from '../../src/domain/refusal'
import { listen } from '../support/listen'
import { newId, PASSWORD, Phone, Server, until } from '../support/server'

interface Said {
	status: number
	/** Refused fields, in order. */
	fields: string[]
	body: Record<string, unknown>
	headers: Headers
}

async function said(response: Response): Promise<Said> {
	const text = await response.text()
	const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
	const refusals = (body['refusals'] ?? []) as Refusal[]
	for (const { code, reason } of refusals) {
		expect(code).not.toBe('')
		expect(reason).toMatch(/^[\u4e00-\u9fff]/)
	}
	return {
		status: response.status,
		fields: refusals.map((r) => r.field),
		body,
		headers: response.headers
	}
}
const put = async (phone: Phone, path: string, body: unknown) =>
	said(await phone.ask(path, { method: 'PUT', body: JSON.stringify(body) }))

/** PocketBase's own sign-in, whatever it answers. */
async function tryToSignIn(server: Server, username: string, password: string): Promise<Said> {
	const body = JSON.stringify({ identity: username, password })
	const headers = { 'Content-Type': 'application/json' }
	const url = server.url + '/api/collections/people/auth-with-password'
	return said(await fetch(url, { method: 'POST', headers, body }))
}

describe('in an office at work', () => {
	let server: Server
	let admin: Phone
	beforeAll(async () => {
		server = await Server.demo()
		admin = await server.signIn('admin')
	})
	afterAll(() => server.dispose())

	/** A new officer with an account. */
	async function officer(username: string): Promise<string> {
		const person = newId()
		await admin.must('person.set', { person, name: '值班员戊', roles: ['officer'], sections: [] })
		const made = await put(admin, `/api/duty/accounts/${person}`, { username, password: PASSWORD })
		expect(made).toMatchObject({ status: 200, body: { person, username } })
		return person
	}
	const disable = (person: string, disabled: boolean) =>
		admin.must('person.set', { person, name: '值班员戊', roles: ['officer'], sections: [], disabled })

	it('an administrator makes an account, and sees when it was used', async () => {
		const person = await officer('xin3')
		const own = async () => {
			const all = (await (await admin.ask('/api/duty/accounts')).json()) as Record<string, unknown>[]
			return all.find((a) => a['person'] === person)
		}
		expect(await own()).toEqual({ person, username: 'xin3', signedInAt: null })
		const before = Date.now()
		expect((await server.signIn('xin3')).person).toBe(person)
		expect((await own())!['signedInAt']).toBeGreaterThanOrEqual(before)
	})

	it('nobody else sets accounts, and without a sign-in nobody at all', async () => {
		const stranger = new Phone(server, '', '')
		for (const [phone, status] of [
			[await server.signIn('zhiban1'), 403],
			[await server.signIn('daiban'), 403],
			[await server.signIn('ke05'), 403],
			[stranger, 401]
		] as const) {
			expect((await phone.ask('/api/duty/accounts')).status).toBe(status)
			const path = `/api/duty/accounts/${admin.person}`
			expect(await put(phone, path, { username: 'mine', password: 'my-password' })).toMatchObject({ status })
		}
		await server.signIn('admin')
	})

	it('says all that is wrong with an account at once', async () => {
		const path = `/api/duty/accounts/${newId()}`
		const refused = { status: 422 }
		expect(await put(admin, path, { username: 'Zhiban 9', password: 'short' })).toMatchObject({
			...refused,
			fields: ['username', 'password']
		})
		expect(await put(admin, path, { username: 'zhiban1', password: PASSWORD })).toMatchObject({
			...refused,
			fields: ['username']
		})
		expect(await put(admin, path, { username: 'xin9' })).toMatchObject({
			...refused,
			fields: ['password']
		})
		const long = { username: 'xin9', password: '密'.repeat(30) }
		expect(await put(admin, path, long)).toMatchObject({ ...refused, fields: ['password'] })
		const strange = { username: 'xin9', password: PASSWORD }
		expect(await put(admin, '/api/duty/accounts/me', strange)).toMatchObject({
			...refused,
			fields: ['person']
		})
		expect((await tryToSignIn(server, 'xin9', PASSWORD)).status).toBe(400)
	})

	it('a new username leaves the sign-in alone; a new password ends it', async () => {
		const person = await officer('xin4')
		const phone = await server.signIn('xin4')
		const path = `/api/duty/accounts/${person}`
		expect((await put(admin, path, { username: 'xin5' })).status).toBe(200)
		await phone.page()
		expect((await tryToSignIn(server, 'xin4', PASSWORD)).status).toBe(400)
		const line = await listen(phone)
		expect((await put(admin, path, { username: 'xin5', password: 'another-password' })).status).toBe(200)
		expect((await phone.ask('/api/duty/changes')).status).toBe(401)
		await until('the old connection to end', () => line.ended)
		expect((await tryToSignIn(server, 'xin5', PASSWORD)).status).toBe(400)
		await (await server.signIn('xin5', 'another-password')).page()
	})

	it('whoever is disabled is out at once, and in again when restored', async () => {
		const person = await officer('xin6')
		const phone = await server.signIn('xin6')
		const colleague = await listen(await server.signIn('zhiban1'))
		const line = await listen(phone)
		await disable(person, true)

		const requests: [string, RequestInit][] = [
			['/api/duty/changes', {}],
			['/api/duty/commands', { method: 'POST', body: '[]' }],
			['/api/duty/password', { method: 'PUT', body: JSON.stringify({ old: PASSWORD, new: 'new-password' }) }],
			['/api/duty/accounts', {}]
		]
		for (const [path, init] of requests) {
			const answer = await said(await phone.ask(path, init))
			expect([path, answer.status, answer.body['data']]).toEqual([path, 401, { stopped: true }])
		}
		const words = '这个账号已停用，请找管理员'
		expect(await tryToSignIn(server, 'xin6', PASSWORD)).toMatchObject({
			status: 403,
			body: { message: words }
		})
		const refresh = await said(
			await phone.ask('/api/collections/people/auth-refresh', { method: 'POST', body: '{}' })
		)
		expect(refresh).toMatchObject({ status: 403, body: { message: words } })
		// A wrong password does not tell that the account is stopped.
		expect((await tryToSignIn(server, 'xin6', 'wrong-password')).status).toBe(400)

		await until('the connection to end', () => line.ended)
		const heard = line.words.length
		await admin.must('log.write', { text: '停用以后' })
		await until('a colleague to be told', () => colleague.words.length > 0)
		expect(line.words).toHaveLength(heard)
		await expect(listen(phone)).rejects.toThrow('401')

		await disable(person, false)
		await phone.page() // the same sign-in goes on
		await server.signIn('xin6')
		colleague.stop()
	})

	it('an account of nobody in the office opens nothing', async () => {
		const path = `/api/duty/accounts/${newId()}`
		expect((await put(admin, path, { username: 'nobody', password: PASSWORD })).status).toBe(200)
		expect((await tryToSignIn(server, 'nobody', PASSWORD)).status).toBe(403)
	})

	it('changes one’s own password and keeps this sign-in, no other', async () => {
		await officer('xin7')
		const here = await server.signIn('xin7')
		const there = await server.signIn('xin7')
		const change = (old: string, next: string) => put(here, '/api/duty/password', { old, new: next })
		expect(await change('not-my-password', 'new-password')).toMatchObject({ status: 422, fields: ['old'] })
		expect(await change(PASSWORD, 'short')).toMatchObject({ status: 422, fields: ['new'] })
		const { status, body } = await change(PASSWORD, 'new-password')
		expect([status, (body['record'] as { username: string }).username]).toEqual([200, 'xin7'])
		await new Phone(server, body['token'] as string, here.person).page()
		for (const old of [here, there]) expect((await old.ask('/api/duty/changes')).status).toBe(401)
	})

	it('lets nobody guess passwords for long', async () => {
		const person = await officer('xin8')
		const phone = await server.signIn('xin8')
		const guess = () => put(phone, '/api/duty/password', { old: 'a-guess', new: 'new-password' })
		for (let i = 0; i < 10; i++) expect((await guess()).status).toBe(422)
		const enough = await guess()
		expect([enough.status, enough.fields]).toEqual([429, ['old']])
		const wait = Number(enough.headers.get('Retry-After'))
		expect(wait).toBeGreaterThan(0)
		expect(wait).toBeLessThanOrEqual(60)

		for (let i = 0; i < 10; i++) expect((await tryToSignIn(server, 'xin8', 'a-guess')).status).toBe(400)
		const outside = await tryToSignIn(server, 'XIN8', PASSWORD)
		expect([outside.status, outside.headers.has('Retry-After')]).toEqual([429, true])
		expect((await server.signIn('zhiban1')).person).not.toBe(person) // a colleague at the same address signs in
		await server.advance(60_000)
		await server.signIn('xin8')
		expect((await guess()).status).toBe(422)
	})

	it('has no set-up to offer, and tells the log the truth', async () => {
		expect(server.output).not.toContain('/setup#')
		expect(await (await fetch(server.url + '/api/duty/setup')).json()).toEqual({ open: false })
		expect(server.verify().code).toBe(0)
	})
})

describe('in an office that nobody has set up', () => {
	let server: Server
	beforeAll(async () => {
		server = await Server.empty()
	})
	afterAll(() => server.dispose())

	const mine = { username: 'wang', name: '管理员甲', password: 'first-password' }
	async function setUp(body: unknown): Promise<Said> {
		const headers = { 'Content-Type': 'application/json' }
		return said(
			await fetch(server.url + '/api/duty/setup', { method: 'POST', headers, body: JSON.stringify(body) })
		)
	}
	const open = async () => (await (await fetch(server.url + '/api/duty/setup')).json()) as unknown

	it('the link of the last start makes the first administrator, once', async () => {
		expect(await open()).toEqual({ open: true })
		expect(server.output).toContain(`${server.url}/setup#${server.setupKey}`)
		const old = server.setupKey
		await server.kill()
		await server.start()
		expect(server.setupKey).not.toBe(old)

		expect(await setUp({ ...mine, key: old })).toMatchObject({ status: 403, fields: ['key'] })
		expect(await setUp({ ...mine, key: '' })).toMatchObject({ status: 403, fields: ['key'] })
		const key = server.setupKey
		const wrong = { key, username: 'W', name: mine.name, password: 'short' }
		expect(await setUp(wrong)).toMatchObject({ status: 422, fields: ['username', 'password'] })
		// The domain refuses the name after the account is made: it can be begun again under the same username.
		expect(await setUp({ ...mine, key, name: ' ' })).toMatchObject({ status: 422, fields: ['name'] })
		expect((await tryToSignIn(server, mine.username, mine.password)).status).toBe(403)
		expect(await open()).toEqual({ open: true })

		const tries = await Promise.all([setUp({ ...mine, key }), setUp({ ...mine, key })])
		expect(tries.map((t) => t.status).sort()).toEqual([200, 410])
		const { token, record } = tries.find((t) => t.status === 200)!.body as {
			token: string
			record: { id: string }
		}
		const phone = new Phone(server, token, record.id)
		expect(await phone.record('people', record.id)).toMatchObject({ name: '管理员甲', roles: ['admin'] })
		expect((await phone.ask('/api/duty/accounts')).status).toBe(200)
		expect(await open()).toEqual({ open: false })
		expect(await setUp({ ...mine, key })).toMatchObject({ status: 410, fields: ['key'] })

		await server.kill()
		server.output = ''
		await server.start()
		expect(server.output).not.toContain('/setup#')
		await server.signIn(mine.username, mine.password)
		expect(server.verify()).toEqual({ code: 0, says: 'ok 1 events, 2 records' })
	})

	it('lets nobody guess the key for long', async () => {
		const fresh = await Server.empty()
		try {
			const headers = { 'Content-Type': 'application/json' }
			const guess = async (key: string) => {
				const body = JSON.stringify({ ...mine, key })
				return said(await fetch(fresh.url + '/api/duty/setup', { method: 'POST', headers, body }))
			}
			for (let i = 0; i < 10; i++) expect((await guess('a'.repeat(32))).status).toBe(403)
			const enough = await guess(fresh.setupKey)
			expect([enough.status, enough.headers.has('Retry-After')]).toEqual([429, true])
			await fresh.advance(60_000)
			expect((await guess(fresh.setupKey)).status).toBe(200)
		} finally {
			await fresh.dispose()
		}
	})
})
