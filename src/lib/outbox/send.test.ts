import { describe, expect, it, vi } from 'vitest'
import type { Outgoing } from './store'
import type { Answer, Port, Posted } from './send'
import { MemoryOutbox } from './memory'
import { BATCH, FIRST_DELAY, LONGEST_DELAY, SendLoop } from './send'
import { StorageFull } from './store'
import { command } from './store.suite'

/** A phone whose network, clock and patience belong to the test. */
function phone(post: (entries: Outgoing[], nth: number) => Posted | Promise<Posted>) {
	const store = new MemoryOutbox()
	const slept: number[] = []
	const posted: string[][] = []
	const settled: number[] = []
	/** Called at each pause; the pause is over when it resolves. */
	let pause: (ms: number, wake: AbortSignal) => Promise<void> = async () => {}
	const port: Port = {
		store,
		async post(_author, entries) {
			posted.push(entries.map((e) => e.id))
			return post(entries, posted.length)
		},
		now: () => 7,
		random: () => 0,
		async sleep(ms, wake) {
			slept.push(ms)
			await pause(ms, wake)
		},
		settled: (seq) => settled.push(seq)
	}
	const states: string[] = []
	const loop: SendLoop = new SendLoop(port, 'a', () => states.push(loop.state))
	return { store, slept, posted, settled, states, loop, onPause: (f: typeof pause) => (pause = f) }
}

const accept = (entries: Outgoing[]): Posted => ({
	answers: entries.map((e, i): Answer => ({ id: e.id, ok: true, seq: 100 + i }))
})

describe('sending', () => {
	it('sends what waits, in order, and is idle again', async () => {
		const p = phone(accept)
		const commands = ['一', '二', '三'].map((t) => command(t))
		for (const c of commands) await p.store.add('a', c, 1)
		await p.loop.wake()
		expect(p.posted).toEqual([commands.map((c) => c.id)])
		expect((await p.store.all()).every((e) => e.state === 'accepted')).toBe(true)
		expect(p.settled).toEqual([102])
		expect(p.states).toEqual(['sending', 'idle'])
		expect(p.slept).toEqual([])
	})

	it('sends under the author’s sign-in only', async () => {
		const p = phone(accept)
		const hers = command('她的')
		await p.store.add('b', hers, 1)
		await p.loop.wake()
		expect(p.posted).toEqual([])
		expect((await p.store.waiting('b')).map((e) => e.id)).toEqual([hers.id])
	})

	it('sends many in small batches', async () => {
		const p = phone(accept)
		for (let i = 0; i < BATCH * 2 + 1; i++) await p.store.add('a', command('第' + i), 1)
		await p.loop.wake()
		expect(p.posted.map((ids) => ids.length)).toEqual([BATCH, BATCH, 1])
	})

	it('waits 1, 2, 4 … seconds while nobody answers, a minute at the most, and gives nothing up', async () => {
		const failures = 10
		const p = phone((entries, nth) => (nth <= failures ? { failed: '连不上服务器' } : accept(entries)))
		await p.store.add('a', command('终会送到'), 1)
		await p.loop.wake()
		const expected = Array.from(
			{ length: failures },
			(_, i) => Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** i) / 2
		)
		expect(p.slept).toEqual(expected)
		expect((await p.store.all())[0]!.state).toBe('accepted')
		expect(p.posted).toHaveLength(failures + 1)
		expect(new Set(p.posted.flat()).size).toBe(1)
	})

	it('rests and goes on where the answer is none, or the phone cannot take it in', async () => {
		const said = vi.spyOn(console, 'error').mockImplementation(() => {})
		const p = phone((entries, nth) => {
			if (nth === 1) throw new TypeError('no answer')
			if (nth === 2) return { answers: { code: 200 } as unknown as Answer[] }
			return accept(entries)
		})
		const settle = p.store.settle.bind(p.store)
		vi.spyOn(p.store, 'settle')
			.mockRejectedValueOnce(new StorageFull('手机存储已满'))
			.mockImplementation(settle)
		await p.store.add('a', command('终会送到'), 1)
		await p.loop.wake()
		expect(p.posted).toHaveLength(4)
		expect(p.slept).toEqual([1, 2, 4].map((n) => (n * FIRST_DELAY) / 2))
		expect(p.states.slice(0, 2)).toEqual(['sending', 'waiting'])
		expect(p.loop.state).toBe('idle')
		expect((await p.store.all())[0]!.state).toBe('accepted')
		expect(said).toHaveBeenCalledTimes(3)
		said.mockRestore()
	})

	it('tries at once when woken, and begins again with a second', async () => {
		let up = false
		const p = phone((entries) => (up ? accept(entries) : { failed: '' }))
		await p.store.add('a', command('等网络'), 1)
		p.onPause(async (ms, wake) => {
			if (ms < 8_000) return
			// The network comes back in the middle of a long pause.
			up = true
			const woken = new Promise((resolve) => wake.addEventListener('abort', resolve))
			void p.loop.wake()
			await woken
		})
		await p.loop.wake()
		expect(p.slept.at(-1)).toBe(8_000)
		expect((await p.store.all())[0]!.state).toBe('accepted')
	})

	it('asks again with the same id where the server failed, while the rest is settled', async () => {
		const p = phone((entries, nth) => ({
			answers: entries.map((e): Answer =>
				nth === 1 && e.order === 1 ? { id: e.id, ok: false, retry: true } : { id: e.id, ok: true, seq: nth }
			)
		}))
		const [first, second] = [command('再来'), command('成了')]
		await p.store.add('a', first, 1)
		await p.store.add('a', second, 1)
		await p.loop.wake()
		expect(p.posted).toEqual([[first.id, second.id], [first.id]])
		expect((await p.store.all()).map((e) => e.state)).toEqual(['accepted', 'accepted'])
	})

	it('a refused entry holds back only what names it', async () => {
		const p = phone((entries) => ({
			answers: entries.map((e): Answer =>
				(e.command.args as { text: string }).text === '坏'
					? { id: e.id, ok: false, refusals: [{ code: 'shape', field: 'text', reason: '不行' }] }
					: { id: e.id, ok: true, seq: 1 }
			)
		}))
		const bad = command('坏')
		await p.store.add('a', bad, 1)
		await p.loop.wake()
		const onIt = command('跟着坏的', { after: [bad.id] })
		const free = command('自由的')
		await p.store.add('a', onIt, 2)
		await p.store.add('a', free, 2)
		await p.loop.wake()
		expect(p.posted).toEqual([[bad.id], [free.id]])
		expect((await p.store.all()).map((e) => e.state)).toEqual(['refused', 'waiting', 'accepted'])
	})

	it('stops at an expired sign-in with everything kept, and goes on after signing in', async () => {
		let signedIn = false
		const p = phone((entries) => (signedIn ? accept(entries) : { signIn: true }))
		for (let i = 0; i < 3; i++) await p.store.add('a', command('第' + i), 1)
		await p.loop.wake()
		expect(p.loop.state).toBe('signIn')
		expect(await p.store.waiting('a')).toHaveLength(3)
		expect(p.posted).toHaveLength(1)
		signedIn = true
		await p.loop.wake()
		expect(await p.store.waiting('a')).toEqual([])
		expect(p.loop.state).toBe('idle')
	})

	it('takes up what was written while it was sending', async () => {
		const late = command('发送时写的')
		const p = phone(async (entries, nth) => {
			if (nth === 1) {
				await p.store.add('a', late, 2)
				void p.loop.wake()
			}
			return accept(entries)
		})
		await p.store.add('a', command('先写的'), 1)
		await p.loop.wake()
		expect(p.posted[1]).toEqual([late.id])
	})
})
