// The service worker writes into the app's own databases: what it keeps there the app must find, and the other way round.
import 'fake-indexeddb/auto'
import Dexie, { liveQuery } from 'dexie'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { IndexedDbOutbox } from './indexeddb'
import { command } from './store.suite'
import { drop, entriesOf, keep, settle, signedIn } from './worker'

let app: IndexedDbOutbox
beforeEach(() => {
	app = new IndexedDbOutbox()
})
afterEach(async () => {
	app.close()
	for (const name of ['zhiban-outbox', 'zhiban-signin']) await Dexie.delete(name)
})

it('nothing is made where the app has made nothing', async () => {
	expect(await signedIn()).toBeNull()
	expect(await entriesOf('a')).toEqual([])
	await expect(keep('a', command('x'), 1)).rejects.toThrow()
	expect(await indexedDB.databases()).toEqual([])
})

it('who is signed in is who the app says', async () => {
	const db = new Dexie('zhiban-signin')
	db.version(2).stores({ signin: 'key', known: 'person' })
	await db.open()
	expect(await signedIn()).toBeNull()
	await db.table('signin').put({ key: 'signin', token: 't', record: { id: 'p1' } })
	expect(await signedIn()).toEqual({ token: 't', person: 'p1' })
	db.close()
})

it('what the worker keeps and settles the app finds, in the order of writing', async () => {
	const [first, second, third] = [command('一'), command('二'), command('三')]
	await app.add('a', first, 1)
	await keep('a', second, 2)
	await app.add('b', third, 3)
	expect((await app.all()).map((e) => e.id)).toEqual([first.id, second.id, third.id])
	expect((await entriesOf('a')).map((e) => e.id)).toEqual([first.id, second.id])
	await settle(
		[
			{ id: first.id, ok: true, seq: 7 },
			{ id: second.id, ok: false, refusals: [{ code: 'same', field: '', reason: '已签收' }] },
			{ id: third.id, ok: false, retry: true },
			{ id: 'unknown00000000', ok: true, seq: 9 }
		],
		4
	)
	expect((await app.all()).map((e) => [e.state, e.seq, e.settledAt])).toEqual([
		['accepted', 7, 4],
		['refused', null, 4],
		['waiting', null, null]
	])
	await settle([{ id: first.id, ok: false, refusals: [] }], 5)
	expect((await app.all())[0]!.state).toBe('accepted')
	await drop(second.id)
	expect((await app.all()).map((e) => e.id)).toEqual([first.id, third.id])
})

it('the same is not kept twice', async () => {
	const one = command('一')
	await app.add('a', one, 1)
	await expect(keep('a', one, 2)).rejects.toThrow()
	expect(await app.all()).toHaveLength(1)
})

it('who reads in the app reads again when it is told that the worker has written', async () => {
	const one = command('一')
	await app.add('a', one, 1)
	const shown: string[][] = []
	const reading = liveQuery(() => app.all()).subscribe((all) => shown.push(all.map((e) => e.state)))
	await expect.poll(() => shown.at(-1)).toEqual(['waiting'])
	await keep('a', command('签收'), 2)
	await settle([{ id: one.id, ok: true, seq: 7 }], 3)
	app.changedElsewhere()
	await expect.poll(() => shown.at(-1)).toEqual(['accepted', 'waiting'])
	reading.unsubscribe()
})
