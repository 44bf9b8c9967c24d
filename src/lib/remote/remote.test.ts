import type { ServerResponse } from 'node:http'
import '../../../tests/support/page'
import { afterEach, expect, it, vi } from 'vitest'
import { answering, signIn, type Asked } from '../../../tests/support/answering'
import { command } from '../outbox/store.suite'
import { Remote } from './remote'

let server: Awaited<ReturnType<typeof answering>> | null = null
afterEach(() => server?.close())

/** Signed in as a, with a server that answers so. */
async function remoteOf(answer: (asked: Asked, response: ServerResponse) => void): Promise<Remote> {
	server = await answering(answer)
	const remote = await Remote.open()
	await come(remote, 'a')
	return remote
}
const come = (remote: Remote, person: string) => {
	const { token, record } = signIn(person)
	return remote.take(token, record)
}
const page = JSON.stringify({ changes: [], next: 1, more: false, log: 'l' })
const never = new AbortController().signal
const entry = { command: command('滑坡') } as never

const cutOff = (response: ServerResponse) => {
	response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' })
	response.write('[')
	response.socket!.end()
}

it.each([
	['another’s page', (response: ServerResponse) => response.end('<html>请登录上网</html>'), '服务器答复有误'],
	['a body cut off', cutOff, '连不上服务器']
])('%s is no answer: posting and pulling fail, and do not throw', async (_, answer, failed) => {
	const remote = await remoteOf((_asked, response) => void answer(response))
	expect(await remote.post('a', [entry])).toEqual({ failed })
	expect(await remote.changes('a', null, 10, never)).toEqual({ failed })
})

it('a page called off while it arrives has failed', async () => {
	const stop = new AbortController()
	const remote = await remoteOf((_asked, response) => void response.write('{"changes":['))
	void server!.begun().then(() => stop.abort())
	expect(await remote.changes('a', null, 10, stop.signal)).toEqual({ failed: '连不上服务器' })
})

it('the feed is read for whoever is signed in, and for nobody else', async () => {
	const asked: string[] = []
	const remote = await remoteOf(({ person }, response) => {
		asked.push(person)
		response.end(page)
	})
	expect(await remote.changes('a', null, 10, never)).toEqual({ page: JSON.parse(page) })
	await come(remote, 'b')
	expect(await remote.changes('a', null, 10, never)).toEqual({ failed: '已换人' })
	expect(asked).toEqual(['a'])
})

it('what is answered after somebody else has come in is neither a page for them nor puts them out', async () => {
	const waiting: ServerResponse[] = []
	const remote = await remoteOf((_asked, response) => void waiting.push(response))
	const putOut = (remote.putOut = vi.fn())
	for (const answer of [
		(response: ServerResponse) => response.end(page),
		(response: ServerResponse) => response.writeHead(410).end(),
		(response: ServerResponse) => response.writeHead(401).end('{"data":{"device":{"code":"ended"}}}')
	]) {
		await come(remote, 'a')
		const pulled = remote.changes('a', null, 10, never)
		await expect.poll(() => waiting.length).toBe(1)
		await come(remote, 'b')
		answer(waiting.pop()!)
		expect(await pulled).toEqual({ failed: '已换人' })
	}
	expect(putOut).not.toHaveBeenCalled()
})
