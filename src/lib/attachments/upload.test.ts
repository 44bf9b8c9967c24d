import { describe, expect, it, vi } from 'vitest'
import type { Waiting } from './store'
import type { Announced, Port, Sent } from './upload'
import { FIRST_DELAY } from '../outbox/send'
import { MemoryAttachments } from './memory'
import { NEW } from './store'
import { bytes, file } from './store.suite'
import { SPOILT, UploadLoop } from './upload'

/** A phone whose network, outbox and patience belong to the test. */
function phone(send: (file: Waiting, nth: number) => Sent | Promise<Sent>) {
	const store = new MemoryAttachments()
	const tried: string[] = []
	const slept: number[] = []
	const kept: string[] = []
	const announced = new Map<string, Announced>()
	const port: Port = {
		store,
		announced: async ({ id }) => announced.get(id) ?? 'none',
		announce: async ({ id }) => void announced.set(id, 'waiting'),
		giveBack: ({ id }) => store.giveBack(id, 'fresh' + id.slice(5)),
		async send(file, _bytes, progress) {
			tried.push(file.name)
			progress(0.5)
			return send(file, tried.length)
		},
		arrived: async (f) => void kept.push(f.name),
		random: () => 0,
		sleep: async (ms) => void slept.push(ms)
	}
	const shown: (string | null)[] = []
	const loop: UploadLoop = new UploadLoop(port, 'a', () => shown.push(loop.current && `${loop.current.part}`))
	/** Chosen, queued, and its attachment.add accepted unless told otherwise. */
	async function waiting(name: string, state: Announced = 'accepted', author = 'a') {
		const f = file(author, { name })
		await store.choose(f, bytes(name))
		await store.queue(author, NEW, 'i1')
		if (state !== 'none') announced.set(f.id, state)
		return f
	}
	return { store, tried, slept, kept, announced, loop, shown, waiting }
}

const arrive = (): Sent => ({ arrived: true })

describe('sending files', () => {
	it('goes in order, one at a time, and lets go of the bytes afterwards only', async () => {
		const p = phone(async (f) => {
			expect(await p.store.bytes(f.id)).not.toBeNull()
			return arrive()
		})
		for (const name of ['一', '二', '三']) await p.waiting(name)
		await p.loop.wake()
		expect(p.tried).toEqual(['一', '二', '三'])
		expect(p.kept).toEqual(['一', '二', '三'])
		expect(await p.store.all()).toEqual([])
		expect(p.loop.state).toBe('idle')
		expect(p.shown).toContain('0.5')
		expect(p.loop.current).toBeNull()
	})

	it('waits for its announcement to be accepted, and announces what a dying phone had not', async () => {
		const p = phone(arrive)
		const forgotten = await p.waiting('忘了登记', 'none')
		const unanswered = await p.waiting('还没答复', 'waiting')
		await p.loop.wake()
		expect(p.tried).toEqual([])
		expect(p.announced.get(forgotten.id)).toBe('waiting')
		for (const f of [forgotten, unanswered]) p.announced.set(f.id, 'accepted')
		await p.loop.wake()
		expect(p.tried).toEqual(['忘了登记', '还没答复'])
	})

	it('overtakes none whose announcement is still on its way', async () => {
		const p = phone(arrive)
		const slow = await p.waiting('一', 'waiting')
		await p.waiting('二')
		await p.loop.wake()
		expect(p.tried).toEqual([])
		p.announced.set(slow.id, 'accepted')
		await p.loop.wake()
		expect(p.tried).toEqual(['一', '二'])
	})

	it('holds nothing else up when one is refused, and keeps its reason and bytes', async () => {
		const p = phone(arrive)
		const no = await p.waiting('不行', { refused: '事件已办结' })
		await p.waiting('行')
		await p.loop.wake()
		expect(p.tried).toEqual(['行'])
		expect(await p.store.all()).toMatchObject([{ id: no.id, state: 'refused', reason: '事件已办结' }])
		expect(await p.store.bytes(no.id)).not.toBeNull()
	})

	it('gives back what was to go up with an entry that was refused', async () => {
		const p = phone(arrive)
		await p.waiting('跟着坏的', 'heldBack')
		await p.loop.wake()
		expect(await p.store.all()).toMatchObject([{ name: '跟着坏的', state: 'chosen', place: NEW }])
		expect(p.tried).toEqual([])
	})

	it('tries the same one again after 1, 2, 4 … seconds, and gives nothing up', async () => {
		const p = phone((_, nth) => (nth <= 4 ? { failed: '连不上服务器' } : arrive()))
		await p.waiting('一')
		await p.waiting('二')
		await p.loop.wake()
		expect(p.tried).toEqual(['一', '一', '一', '一', '一', '二'])
		expect(p.slept).toEqual([1, 2, 4, 8].map((n) => (n * FIRST_DELAY) / 2))
	})

	it('rests and goes on where the phone itself failed', async () => {
		const said = vi.spyOn(console, 'error').mockImplementation(() => {})
		const p = phone(arrive)
		vi.spyOn(p.store, 'arrived').mockRejectedValueOnce(new Error('no room'))
		await p.waiting('一')
		await p.loop.wake()
		expect(p.tried).toEqual(['一', '一'])
		expect(p.slept).toEqual([FIRST_DELAY / 2])
		expect(p.loop.state).toBe('idle')
		expect(said).toHaveBeenCalledTimes(1)
		said.mockRestore()
	})

	it('sends again what arrived spoilt, a few times', async () => {
		const p = phone((f) => (f.name === '坏' ? { spoilt: '内容不一致' } : arrive()))
		await p.waiting('坏')
		await p.waiting('好')
		await p.loop.wake()
		expect(p.tried).toEqual([...Array<string>(SPOILT).fill('坏'), '好'])
		expect(await p.store.all()).toMatchObject([{ name: '坏', state: 'refused', reason: '内容不一致' }])
	})

	it('stops where nobody is signed in, and goes on afterwards; another’s never go', async () => {
		let signedIn = false
		const p = phone(() => (signedIn ? arrive() : { signIn: true }))
		await p.waiting('我的')
		await p.waiting('她的', 'accepted', 'b')
		await p.loop.wake()
		expect(p.loop.state).toBe('signIn')
		expect(p.tried).toHaveLength(1)
		signedIn = true
		await p.loop.wake()
		expect(p.tried).toEqual(['我的', '我的'])
		expect((await p.store.all()).map((f) => f.name)).toEqual(['她的'])
	})

	it('ends when it is stopped in the middle', async () => {
		const p = phone(() => {
			p.loop.stop()
			return { failed: '' }
		})
		await p.waiting('一')
		await p.loop.wake()
		expect(p.tried).toHaveLength(1)
		expect(await p.store.all()).toHaveLength(1)
	})
})
