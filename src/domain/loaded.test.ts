import { expect, it } from 'vitest'
import type { Kept } from './record'
import { Loaded } from './loaded'

it('a record that was absent when it was asked for, and is there when its subject is read, is there', () => {
	const kept = { collection: 'entries', record: { id: 'e1', subject: 'i1' } } as unknown as Kept
	const loaded = new Loaded()
	loaded.putAbsent('entries/e1')
	loaded.putSubject('i1', [kept])
	expect(loaded.get('entries', 'e1')).toBe(kept.record)
	expect(loaded.layer().of('i1')).toEqual([kept])
})
