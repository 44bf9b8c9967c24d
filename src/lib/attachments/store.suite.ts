import { describe, expect, it } from 'vitest'
import type { AttachmentStore, Chosen } from './store'
import { NEW } from './store'

let nth = 0
export function file(author = 'a', more: Partial<Chosen> = {}): Chosen {
	const id = 'file' + String(++nth).padStart(11, '0')
	return {
		id,
		author,
		place: NEW,
		name: `${nth}.jpg`,
		type: 'image/jpeg',
		size: 3,
		sha256: '0'.repeat(64),
		width: 1,
		height: 1,
		takenAt: null,
		thumb: null,
		chosenAt: 1,
		...more
	}
}
export const bytes = (text: string) => new Blob([text])

/** What every store of files promises: see AttachmentStore. `reopen` closes the app and opens it again. */
export function attachmentSuite(
	name: string,
	open: () => Promise<{ store: AttachmentStore; reopen(): Promise<AttachmentStore> }>
) {
	describe(`files ${name}`, () => {
		it('stay with their bytes, in the order of choosing, when the app is closed', async () => {
			const { store, reopen } = await open()
			const files = [file(), file(), file()]
			for (const f of files) await store.choose(f, bytes(f.name))
			const again = await reopen()
			const all = await again.all()
			expect(all.map((f) => f.id)).toEqual(files.map((f) => f.id))
			expect(all[0]).toMatchObject({ state: 'chosen', incident: null, reason: null, author: 'a' })
			for (const f of files) expect(await (await again.bytes(f.id))!.text()).toBe(f.name)
			expect(await again.bytes('unknown')).toBeNull()
		})

		it('are chosen once each', async () => {
			const { store } = await open()
			const f = file()
			await store.choose(f, bytes('x'))
			await store.choose(f, bytes('y'))
			expect(await store.all()).toHaveLength(1)
			expect(await (await store.bytes(f.id))!.text()).toBe('x')
		})

		it('go up together: one person’s, of one place, none that went before', async () => {
			const { store } = await open()
			const [mine, hers, elsewhere] = [file('a'), file('b'), file('a', { place: 'incident1' })]
			for (const f of [mine, hers, elsewhere]) await store.choose(f, bytes('x'))
			await store.queue('a', NEW, 'i1')
			const later = file('a')
			await store.choose(later, bytes('x'))
			await store.queue('a', NEW, 'i2')
			const all = await store.all()
			const where = (id: string) => all.find((f) => f.id === id)!
			expect(where(mine.id)).toMatchObject({ state: 'waiting', incident: 'i1' })
			expect(where(later.id)).toMatchObject({ state: 'waiting', incident: 'i2' })
			expect(where(hers.id)).toMatchObject({ state: 'chosen', incident: null })
			expect(where(elsewhere.id)).toMatchObject({ state: 'chosen', incident: null })
		})

		it('can be taken back while chosen or once refused, never while they wait', async () => {
			const { store } = await open()
			const [chosen, waiting] = [file(), file()]
			await store.choose(waiting, bytes('x'))
			await store.queue('a', NEW, 'i1')
			await store.choose(chosen, bytes('x'))
			await store.refuse(chosen.id, '不行')
			for (const f of [chosen, waiting]) await store.remove(f.id)
			expect((await store.all()).map((f) => [f.id, f.state])).toEqual([[waiting.id, 'waiting']])
			expect(await store.bytes(chosen.id)).toBeNull()
			await store.refuse(waiting.id, '事件已办结')
			expect((await store.all())[0]).toMatchObject({ state: 'refused', reason: '事件已办结' })
			expect(await store.bytes(waiting.id)).not.toBeNull()
			await store.remove(waiting.id)
			expect(await store.all()).toEqual([])
		})

		it('leave with their bytes when they have arrived', async () => {
			const { store } = await open()
			const f = file()
			await store.choose(f, bytes('x'))
			await store.queue('a', NEW, 'i1')
			await store.arrived(f.id)
			expect([await store.all(), await store.bytes(f.id)]).toEqual([[], null])
		})

		it('are chosen again, whole and under a fresh id, when their entry was refused', async () => {
			const { store } = await open()
			const f = file('a', { place: 'incident1' })
			await store.choose(f, bytes('whole'))
			await store.giveBack(f.id, 'toosoon')
			expect((await store.all())[0]!.id).toBe(f.id)
			await store.queue('a', 'incident1', 'i1')
			await store.giveBack(f.id, 'fresh0000000001')
			// It still says whose it was, for that report may be written again.
			expect(await store.all()).toMatchObject([
				{ id: 'fresh0000000001', state: 'chosen', place: NEW, incident: 'i1' }
			])
			expect(await (await store.bytes('fresh0000000001'))!.text()).toBe('whole')
			expect(await store.bytes(f.id)).toBeNull()
		})
	})
}
