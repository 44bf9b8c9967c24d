// The watch over the watch, seen from outside: who may look, what the sign of life carries, who was asked by a roll call.
import { createServer, type Server as Http } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Server, until, type Phone } from '../support/server'

let server: Server
let admin: Phone
let officer: Phone
let http: Http
const beats: { seq: number; hash: string }[] = []

beforeAll(async () => {
	server = await Server.demo()
	admin = await server.signIn('admin')
	officer = await server.signIn('zhiban1')
	http = createServer((req, res) => {
		let body = ''
		req.on('data', (part: Buffer) => (body += part.toString()))
		req.on('end', () => {
			beats.push(JSON.parse(body) as (typeof beats)[number])
			res.end()
		})
	})
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
	http.close()
	expect(server.verify().says).toMatch(/^ok /)
	await server.dispose()
})

describe('the watch', () => {
	it('is for administrators; health is for everybody and carries no more than it must', async () => {
		for (const path of ['/api/duty/watch', '/api/duty/devices/seen']) {
			expect((await officer.ask(path)).status).toBe(403)
			expect((await admin.ask(path)).status).toBe(200)
		}
		const put = { method: 'PUT', body: JSON.stringify({ url: 'http://127.0.0.1:1', method: 'POST' }) }
		expect((await officer.ask('/api/duty/heartbeat', put)).status).toBe(403)
		const health = (await (await fetch(server.url + '/api/duty/health')).json()) as object
		expect(Object.keys(health).sort()).toEqual(['hash', 'ok', 'seq'])
	})

	it('sends a sign of life at once when it is set, with an anchor that verify knows, and keeps it over a restart', async () => {
		const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/life`
		const put = { method: 'PUT', body: JSON.stringify({ url, method: 'POST' }) }
		expect((await admin.ask('/api/duty/heartbeat', put)).status).toBe(200)
		await until('a sign of life', () => beats.length > 0)
		const { seq, hash } = beats[0]!
		expect(server.verify('--anchor', `${seq}:${hash}`)).toMatchObject({ code: 0 })
		await server.stop()
		const before = beats.length
		await server.start()
		await until('another after the restart', () => beats.length > before)
	})

	it('says nothing of deadlines that come all at once and are met', async () => {
		const unwell = async () => (await officer.page('?limit=1')).unwell ?? ''
		expect(await unwell()).toBe('')
		await server.advance(3 * 3600_000)
		await until('the deadlines of three hours to be met', async () => {
			const { found } = (await (await admin.ask('/api/duty/watch')).json()) as { found: { nextDue: number } }
			return found.nextDue > Date.now() + 3 * 3600_000
		})
		expect(await unwell()).toBe('')
		expect((await fetch(server.url + '/api/duty/health')).status).toBe(200)
	})
})

describe('a roll call', () => {
	it('tells everybody by a notice that names nothing but the test', async () => {
		const rollCall = (await admin.must('rollCall.start', {})) + '1'
		const call = (await officer.record('rollCalls', rollCall))!
		expect(call['asked']).toContain(officer.person)
		await officer.must('rollCall.answer', { rollCall })
		expect((await admin.sees()).get('rollAnswers')).toMatchObject([{ person: officer.person, rollCall }])
		const head = await server.signIn('ke05')
		expect((await head.sees()).get('rollAnswers') ?? []).toEqual([])
	})
})
