// What the open app is told of what its service worker writes; the worker itself runs in tests/e2e/pushTapped.spec.ts.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { IndexedDbOutbox } from '../outbox/indexeddb'
import { answerPush } from './worker'

const letter = {
	id: 'n1',
	title: '有 1 条待签收',
	body: '',
	url: '/incidents/i1',
	person: 'p1',
	tag: 'i1',
	assignment: 'a1',
	device: 'd1',
	to: 't1',
	receipt: 'r1'
}

let app: IndexedDbOutbox
let signIns: Dexie
/** What the app was told, and what its outbox held when it was. */
let heard: unknown[]
let shown: string[]
let handlers: Map<string, (event: unknown) => void>

/** Lets the worker have an event; resolves when it says that it is through. */
function happens(name: string, event: object): Promise<unknown> {
	let through: Promise<unknown> = Promise.resolve()
	handlers.get(name)!({ ...event, waitUntil: (work: Promise<unknown>) => (through = work) })
	return through
}
const sign = () =>
	happens('notificationclick', { action: 'sign', notification: { data: letter, close() {} } })
const answer =
	(settled: object) =>
	async (_path: string, { body }: { body: string }) => {
		const ids = (JSON.parse(body) as { id: string }[]).map(({ id }) => ({ id, ...settled }))
		return Response.json(ids)
	}

beforeEach(async () => {
	app = new IndexedDbOutbox()
	await app.all()
	signIns = new Dexie('zhiban-signin')
	signIns.version(2).stores({ signin: 'key', known: 'person' })
	await signIns.table('signin').put({ key: 'signin', token: 't', record: { id: 'p1' } })
	heard = []
	shown = []
	handlers = new Map()
	const postMessage = (word: unknown) => heard.push(word)
	answerPush({
		addEventListener: (name: string, handler: (event: unknown) => void) => handlers.set(name, handler),
		clients: { matchAll: async () => [{ postMessage }] },
		registration: { showNotification: async (title: string) => void shown.push(title) }
	} as never)
})
afterEach(async () => {
	vi.unstubAllGlobals()
	app.close()
	signIns.close()
	for (const name of ['zhiban-outbox', 'zhiban-signin']) await Dexie.delete(name)
})

it('签收 that is kept without a network is told before anything is sent, and again when it has gone up', async () => {
	vi.stubGlobal('fetch', async () => {
		expect(heard).toEqual([{ outbox: true }])
		throw new TypeError('no network')
	})
	await sign()
	expect(shown).toEqual(['签收已存下，连上网络后自动上传'])
	expect((await app.all()).map((e) => e.state)).toEqual(['waiting'])
	expect(heard).toHaveLength(1)

	vi.stubGlobal('fetch', answer({ ok: true, seq: 7 }))
	await happens('sync', { tag: 'outbox' })
	expect((await app.all()).map((e) => e.state)).toEqual(['accepted'])
	expect(heard).toHaveLength(2)
})

it('签收 that is refused is told when it has been taken out again', async () => {
	vi.stubGlobal('fetch', answer({ ok: false, refusals: [{ code: 'same', field: '', reason: '已签收' }] }))
	await sign()
	expect(shown).toEqual(['已签收'])
	expect(await app.all()).toEqual([])
	expect(heard).toHaveLength(3)
})

it('a login portal’s page is no answer: 签收 is kept and says so', async () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => {})
	vi.stubGlobal('fetch', async () => new Response('<html>请登录上网</html>'))
	await sign()
	expect(shown).toEqual(['签收已存下，连上网络后自动上传'])
	expect((await app.all()).map((e) => e.state)).toEqual(['waiting'])
	said.mockRestore()
})
