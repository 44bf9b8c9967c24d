import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/command'
import type { OutboxStore } from './store'

let nth = 0
export function command(text: string, more: Partial<Command> = {}): Command {
	const id = 'suite' + String(++nth).padStart(10, '0')
	return { id, name: 'log.write', args: { text }, at: 1_000 + nth, device: 'test', ...more }
}

/** What every outbox promises: see OutboxStore. `reopen` closes the app and opens it again. */
export function outboxSuite(
	name: string,
	open: () => Promise<{ store: OutboxStore; reopen(): Promise<OutboxStore> }>
) {
	describe(`an outbox ${name}`, () => {
		it('gives entries back in the order of writing, as they were', async () => {
			const { store } = await open()
			const texts = ['一', '二\n三', '😀']
			const commands = texts.map((t) => command(t))
			for (const c of commands) await store.add('a', c, 5)
			const all = await store.all()
			expect(all.map((e) => e.command)).toEqual(commands)
			expect(all.map((e) => e.order)).toEqual([...all.map((e) => e.order)].sort((x, y) => x - y))
			expect(all[0]).toMatchObject({ author: 'a', state: 'waiting', addedAt: 5, seq: null, refusals: null })
		})

		it('keeps them when the app is closed', async () => {
			const { store, reopen } = await open()
			const c = command('留着')
			await store.add('a', c, 5)
			await store.saveDraft({ author: 'a', content: { text: '写到一半' }, savedAt: 6 })
			const again = await reopen()
			expect((await again.all()).map((e) => e.id)).toEqual([c.id])
			expect((await again.draft('a'))?.content).toEqual({ text: '写到一半' })
		})

		it('adds an id once', async () => {
			const { store } = await open()
			const c = command('一次')
			await Promise.all([store.add('a', c, 5), store.add('a', c, 5)])
			await store.add('a', { ...c, args: { text: '别的' } }, 6)
			expect((await store.all()).map((e) => e.command)).toEqual([c])
		})

		it('lists what waits for one person only', async () => {
			const { store } = await open()
			const [mine, hers, done] = [command('我'), command('她'), command('已传')]
			await store.add('a', mine, 1)
			await store.add('b', hers, 1)
			await store.add('a', done, 1)
			await store.settle([{ id: done.id, seq: 3 }], 2)
			expect((await store.waiting('a')).map((e) => e.id)).toEqual([mine.id])
			expect((await store.waiting('b')).map((e) => e.id)).toEqual([hers.id])
		})

		it('settles once: a later answer changes nothing', async () => {
			const { store } = await open()
			const c = command('答')
			await store.add('a', c, 1)
			await store.settle([{ id: c.id, refusals: [{ code: 'shape', field: 'text', reason: '不行' }] }], 2)
			await store.settle([{ id: c.id, seq: 9 }], 3)
			const [entry] = await store.all()
			expect(entry).toMatchObject({ state: 'refused', seq: null, settledAt: 2 })
			expect(entry!.refusals).toHaveLength(1)
			await store.settle([{ id: 'unknown', seq: 1 }], 4)
			expect(await store.all()).toHaveLength(1)
		})

		it('drops what is answered, never what waits', async () => {
			const { store } = await open()
			const [waiting, answered] = [command('等'), command('答')]
			await store.add('a', waiting, 1)
			await store.add('a', answered, 1)
			await store.settle([{ id: answered.id, seq: 1 }], 2)
			await store.drop(waiting.id)
			await store.drop(answered.id)
			await store.drop('unknown')
			expect((await store.all()).map((e) => e.id)).toEqual([waiting.id])
		})

		it('tells who watches of every change, before it is said to be done', async () => {
			const { store } = await open()
			const told: string[] = []
			const stop = store.watch(() => {
				if (told.at(-1) !== 'changed') told.push('changed') // how often does not matter
			})
			const c = command('听')
			await store.add('a', c, 1).then(() => told.push('added'))
			await store.settle([{ id: c.id, seq: 1 }], 2).then(() => told.push('settled'))
			await store.saveDraft({ author: 'a', content: '不相干', savedAt: 3 })
			await store.drop(c.id).then(() => told.push('dropped'))
			expect(told).toEqual(['changed', 'added', 'changed', 'settled', 'changed', 'dropped'])
			store.changedElsewhere()
			expect(told.splice(6)).toEqual(['changed'])
			stop()
			store.changedElsewhere()
			await store.add('a', command('不再听'), 4)
			expect(told).toHaveLength(6)
		})

		it('keeps one draft a person', async () => {
			const { store } = await open()
			await store.saveDraft({ author: 'a', content: '初稿', savedAt: 1 })
			await store.saveDraft({ author: 'a', content: '二稿', savedAt: 2 })
			await store.saveDraft({ author: 'b', content: '别人的', savedAt: 3 })
			expect(await store.draft('a')).toEqual({ author: 'a', content: '二稿', savedAt: 2 })
			await store.dropDraft('a')
			expect(await store.draft('a')).toBeNull()
			expect((await store.draft('b'))?.content).toBe('别人的')
		})
	})
}
