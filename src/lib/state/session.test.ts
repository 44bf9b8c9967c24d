// Coming in and leaving, whatever the network is doing just then; and what is left on the device afterwards.
import type { ServerResponse } from 'node:http'
import '../../../tests/support/page'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { answering, signIn, type Asked } from '../../../tests/support/answering'
import { SeenFiles } from '../attachments/cache'
import { MemoryOutbox } from '../outbox/memory'
import { command } from '../outbox/store.suite'
import { LocalRecords } from '../records/local'
import { Remote } from '../remote/remote'
import { forgetOthers } from './others'
import { Session } from './session.svelte'

const PIN = '7391'
let answer: (asked: Asked, response: ServerResponse) => void
let server: Awaited<ReturnType<typeof answering>>
let remote: Remote
let outbox: MemoryOutbox
let session: Session

/** a is in on a shared device, b is known there by PIN. */
beforeEach(async () => {
	answer = (_, response) => response.writeHead(503).end('{}')
	server = await answering((asked, response) => {
		if (asked.path.startsWith('/api/duty/changes')) answer(asked, response)
		else response.writeHead(404).end('{}')
	})
	remote = await Remote.open()
	for (const person of ['b', 'a']) {
		const { token, record } = signIn(person)
		await remote.take(token, record)
		await remote.known.remember(person, person, person, 1)
		await remote.setPin(PIN)
	}
	outbox = new MemoryOutbox()
	session = new Session(remote, outbox)
})
afterEach(async () => {
	await session.signOut()
	server.close()
})

/** The beginning of a page is here, the rest is on its way over a poor network. */
async function arriving(): Promise<void> {
	answer = (_, response) => void response.write('{"changes":[')
	const begun = server.begun()
	void session.office!.sync.pull()
	await begun
}

const databases = async () => (await indexedDB.databases()).map(({ name }) => name)

/** One that waits, one that was refused and one that the server has. */
async function written(author: string) {
	const [waits, refused, sent] = [command('未上传'), command('没有被接受'), command('后山滑坡，两人失联')]
	for (const one of [waits, refused, sent]) await outbox.add(author, one, 1)
	await outbox.settle(
		[
			{ id: refused.id, refusals: [] },
			{ id: sent.id, seq: 5 }
		],
		2
	)
}
const left = async (author: string) =>
	(await outbox.all()).filter((e) => e.author === author).map((e) => e.state)

it('somebody comes in by PIN while a page of the last one’s feed is arriving', async () => {
	await arriving()
	expect(await session.switchTo('b', PIN)).toHaveProperty('token')
	expect([session.account?.person, session.office?.person]).toEqual(['b', 'b'])
})

it('signing out while a page of the feed is arriving signs out', async () => {
	await arriving()
	await session.signOut()
	expect([session.account, session.office, remote.account]).toEqual([null, null, null])
})

it('a device that is ended while a page of the feed is arriving shows nothing any more', async () => {
	await session.office!.local.store([], { since: 1, log: 'l' })
	await arriving()
	remote.putOut('这台设备的登录已在另一台设备上退出。')
	await expect.poll(() => session.account).toBeNull()
	await expect.poll(databases).not.toContain('zhiban-records-a')
})

it('no page asked for under one sign-in goes into the records of another', async () => {
	let nth = 0
	answer = ({ person }, response) => {
		const record = { id: `${person}${++nth}`, person, phone: '1' }
		const changes = [{ seq: nth, collection: 'contacts', id: record.id, record }]
		response.end(JSON.stringify({ changes, next: nth, more: person === 'a', log: 'l' }))
	}
	const { local, sync } = session.office!
	const pulled = sync.pull()
	await expect.poll(() => nth).toBeGreaterThan(3)
	await session.switchTo('b', PIN)
	await pulled
	expect(await local.table('contacts').where('person').equals('b').count()).toBe(0)
})

it('who signs out leaves what waits and what was refused, and nothing that was sent', async () => {
	await written('a')
	await written('b')
	await session.signOut()
	expect(await left('a')).toEqual(['waiting', 'refused'])
	expect(await left('b')).toEqual(['waiting', 'refused', 'accepted'])
})

it('a device that is shared no more keeps of the others what waits and what was refused', async () => {
	await written('a')
	await written('b')
	await new LocalRecords('b').store([], { since: 1, log: 'l' })
	await new SeenFiles('b').put('photo', new Blob(['x']), null)
	await forgetOthers(session, 'a')
	expect(await left('a')).toEqual(['waiting', 'refused', 'accepted'])
	expect(await left('b')).toEqual(['waiting', 'refused'])
	expect((await databases()).filter((name) => name?.endsWith('-b'))).toEqual([])
})
