// kill -9 in the middle of 64 clients' writes, five rounds: what was answered is there once, retries double nothing.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Server, until, type Phone, type Sent } from '../support/server'

const CLIENTS = 64
const ROUNDS = 5
const MEANWHILE = 150

let server: Server
beforeAll(async () => {
	server = await Server.demo()
})
afterAll(() => server.dispose())

/** One client: its commands one after another, each with the same id until it has an answer. */
async function client(
	phone: Phone,
	nth: number,
	stop: () => boolean,
	answered: Map<string, number>
): Promise<number> {
	let retries = 0
	for (let i = 0; !stop(); i++) {
		const command: Sent =
			i % 3 === 0
				? phone.command('log.write', { text: `客户端 ${nth} 第 ${i} 条` })
				: phone.command('incident.log', { kind: 'matter', text: `客户端 ${nth} 第 ${i} 条`, section: null })
		for (;;) {
			const answers = await phone.post([command]).catch(() => null)
			const answer = answers?.[0]
			if (answer?.ok) {
				answered.set(command.id, answer.seq)
				break
			}
			expect(answer && 'refusals' in answer ? answer : null).toBeNull()
			retries++
			if (stop()) return retries // unanswered: it may be there or not, but never twice
			await new Promise((resolve) => setTimeout(resolve, 20))
		}
	}
	return retries
}

it('every answered command is there once after five kills, and the log verifies', async () => {
	const phone = await server.signIn('zhiban1')
	const answered = new Map<string, number>()
	let stopped = false
	const clients = Array.from({ length: CLIENTS }, (_, n) => client(phone, n, () => stopped, answered))
	for (let round = 0; round < ROUNDS; round++) {
		const before = answered.size
		await until('writes to be under way', () => answered.size >= before + MEANWHILE)
		await server.kill()
		await server.start()
	}
	const before = answered.size
	await until('the clients to have found the server again', () => answered.size >= before + MEANWHILE)
	stopped = true
	const retries = (await Promise.all(clients)).reduce((a, b) => a + b, 0)
	expect(retries).toBeGreaterThan(CLIENTS)

	const seen = await phone.sees()
	const made = new Map<string, number>()
	for (const collection of ['entries', 'incidents'])
		for (const record of seen.get(collection)!) {
			const text = String(record?.['text'])
			const key = collection + text
			if (text.startsWith('客户端')) made.set(key, (made.get(key) ?? 0) + 1)
		}
	expect([...made.values()].filter((n) => n !== 1)).toEqual([])
	const ids = new Set((seen.get('entries') ?? []).map((e) => String(e?.['id']).slice(0, 15)))
	expect([...answered.keys()].filter((id) => !ids.has(id))).toEqual([])
	expect(new Set(answered.values()).size).toBe(answered.size)
	expect(server.verify()).toMatchObject({
		code: 0,
		says: expect.stringMatching(/^ok \d+ events, \d+ records$/)
	})
})
