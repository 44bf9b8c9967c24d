import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { expect, it } from 'vitest'
import { Known } from './known'

it('a name that comes in while the one before it is being written is the one that stays', async () => {
	const db = new Dexie('known')
	db.version(1).stores({ people: 'person' })
	const known = new Known(db.table('people'))
	await Promise.all([known.remember('p', 'zhiban1', null, 1), known.remember('p', 'zhiban1', '值班员甲', 2)])
	// They come in again, before the office has said who they are.
	await Promise.all([known.remember('p', 'zhiban1', '值班员甲', 3), known.remember('p', 'zhiban1', null, 3)])
	expect((await known.people()).map((p) => [p.name, p.usedAt])).toEqual([['值班员甲', 1]])
	db.close()
})
