import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { StorageFull } from '../outbox/store'
import { IndexedDbAttachments } from './indexeddb'
import { MemoryAttachments } from './memory'
import { attachmentSuite, bytes, file } from './store.suite'

let databases = 0

attachmentSuite('in memory', async () => {
	const store = new MemoryAttachments()
	return { store, reopen: async () => store }
})

attachmentSuite('in IndexedDB', async () => {
	const name = `attachments-${++databases}`
	const store = new IndexedDbAttachments(name)
	return {
		store,
		async reopen() {
			store.close()
			return new IndexedDbAttachments(name)
		}
	}
})

it('writes strictly, and says that the phone is full', async () => {
	const store = new IndexedDbAttachments(`attachments-${++databases}`)
	const asked: (string | undefined)[] = []
	const { transaction } = IDBDatabase.prototype
	IDBDatabase.prototype.transaction = function (names, mode, options) {
		if (mode === 'readwrite') asked.push(options?.durability)
		return transaction.call(this, names, mode, options)
	}
	const { put } = IDBObjectStore.prototype
	const before = file()
	try {
		await store.choose(before, bytes('先前'))
		IDBObjectStore.prototype.put = () => {
			throw new DOMException('no room', 'QuotaExceededError')
		}
		await expect(store.choose(file(), bytes('放不下'))).rejects.toThrow(StorageFull)
	} finally {
		IDBDatabase.prototype.transaction = transaction
		IDBObjectStore.prototype.put = put
	}
	expect(new Set(asked)).toEqual(new Set(['strict']))
	expect((await store.all()).map((f) => f.id)).toEqual([before.id])
})
