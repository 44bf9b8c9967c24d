import '../../../tests/support/page'
import { expect, it, vi } from 'vitest'
import type { PullResult } from '../records/pull'
import { MemoryOutbox } from '../outbox/memory'
import { Sync } from './sync.svelte'

it('a pull that fails in a way nobody foresaw is shown as failed, and the next one counts', async () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => {})
	let pull = async (): Promise<PullResult> => ({ ok: 1, unwell: '' })
	const sync = new Sync({
		person: 'a',
		outbox: new MemoryOutbox(),
		uploads: { wake() {}, stop() {} },
		post: async () => ({ failed: '' }),
		pull: () => pull(),
		listen: async () => () => {}
	})
	await sync.pull()
	expect(sync.connection).toBe('synced')
	pull = async () => {
		throw new DOMException('no room', 'QuotaExceededError')
	}
	await sync.pull()
	expect(sync.connection).toBe('unreachable')
	expect(said).toHaveBeenCalledTimes(1)
	pull = async () => ({ ok: 2, unwell: '' })
	await sync.pull()
	expect(sync.connection).toBe('synced')
	said.mockRestore()
	await sync.stop()
})
