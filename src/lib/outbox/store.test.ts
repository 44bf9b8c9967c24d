import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { IndexedDbOutbox } from './indexeddb'
import { MemoryOutbox } from './memory'
import { heldBack, LOOK_BACK, StorageFull, type Outgoing } from './store'
import { command, outboxSuite } from './store.suite'

let databases = 0

outboxSuite('in memory', async () => {
	const store = new MemoryOutbox()
	return { store, reopen: async () => store }
})

outboxSuite('in IndexedDB', async () => {
	const name = `outbox-${++databases}`
	const store = new IndexedDbOutbox(name)
	return {
		store,
		async reopen() {
			store.close()
			return new IndexedDbOutbox(name)
		}
	}
})

describe('IndexedDB', () => {
	it('writes strictly: an entry survives the battery', async () => {
		const asked: (string | undefined)[] = []
		const original = IDBDatabase.prototype.transaction
		IDBDatabase.prototype.transaction = function (names, mode, options) {
			if (mode === 'readwrite') asked.push(options?.durability)
			return original.call(this, names, mode, options)
		}
		try {
			await new IndexedDbOutbox(`outbox-${++databases}`).add('a', command('牢靠'), 1)
		} finally {
			IDBDatabase.prototype.transaction = original
		}
		expect(asked.length).toBeGreaterThan(0)
		expect(new Set(asked)).toEqual(new Set(['strict']))
	})

	it('says that the phone is full, and keeps what it had', async () => {
		const store = new IndexedDbOutbox(`outbox-${++databases}`)
		const before = command('先前')
		await store.add('a', before, 1)
		const original = IDBObjectStore.prototype.add
		IDBObjectStore.prototype.add = () => {
			throw new DOMException('no room', 'QuotaExceededError')
		}
		try {
			await expect(store.add('a', command('放不下'), 2)).rejects.toThrow(StorageFull)
		} finally {
			IDBObjectStore.prototype.add = original
		}
		expect((await store.all()).map((e) => e.id)).toEqual([before.id])
	})

	it('looks back on the latest answers only, and forgets nothing that waits', async () => {
		const store = new IndexedDbOutbox(`outbox-${++databases}`)
		const waiting = command('还等着')
		await store.add('a', waiting, 0)
		for (let i = 0; i < LOOK_BACK + 5; i++) {
			const c = command('第' + i)
			await store.add('a', c, i)
			await store.settle([{ id: c.id, seq: i }], i)
		}
		const all = await store.all()
		expect(all).toHaveLength(LOOK_BACK + 1)
		expect(all[0]!.id).toBe(waiting.id)
	})
})

describe('holding back', () => {
	const entry = (id: string, state: Outgoing['state'], after: string[] = []) =>
		({ id, state, command: { after } }) as unknown as Outgoing

	it('concerns only what builds on a refused entry, however far', () => {
		const refused = entry('r', 'refused')
		const child = entry('c', 'waiting', ['r'])
		const grandchild = entry('g', 'waiting', ['c'])
		const free = entry('f', 'waiting')
		const onAccepted = entry('o', 'waiting', ['ok'])
		const all = [refused, child, grandchild, free, onAccepted, entry('ok', 'accepted')]
		expect(all.filter((e) => e.state === 'waiting' && heldBack(e, all)).map((e) => e.id)).toEqual(['c', 'g'])
	})
})
