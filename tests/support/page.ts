// What a page has and Node does not, for tests of what the screens share. Imported before anything of the app.
import 'fake-indexeddb/auto'
import { vi } from 'vitest'

const items = new Map<string, string>()
const nothing = () => {}
vi.stubGlobal('localStorage', {
	getItem: (key: string) => items.get(key) ?? null,
	setItem: (key: string, value: string) => items.set(key, value),
	removeItem: (key: string) => items.delete(key)
})
vi.stubGlobal('navigator', { onLine: true })
vi.stubGlobal('document', {
	addEventListener: nothing,
	removeEventListener: nothing,
	visibilityState: 'visible'
})
vi.stubGlobal('addEventListener', nothing)
vi.stubGlobal('removeEventListener', nothing)
vi.stubGlobal('window', globalThis)
vi.stubGlobal('location', { origin: 'http://127.0.0.1', href: 'http://127.0.0.1/', reload: nothing })

/** The phone has no room for anything more in one database, until what this gives back is called. */
export function full(database: string): () => void {
	const kept = (['put', 'add'] as const).map((name) => [name, IDBObjectStore.prototype[name]] as const)
	for (const [name, original] of kept)
		IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
			if (this.transaction.db.name === database) throw new DOMException('no room', 'QuotaExceededError')
			return original.apply(this, args)
		}
	return () => {
		for (const [name, original] of kept) IDBObjectStore.prototype[name] = original
	}
}
