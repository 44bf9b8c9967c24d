import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { Change } from '../remote/remote'
import { headA, headB, logged, office, officer, type World } from '../../../tests/support/world'
import { MemoryOutbox } from '../outbox/memory'
import { newest, newsSince, type News, type Seen } from './found'
import { LocalRecords } from './local'
import { opened } from '../../../tests/support/opened'
import { Written } from './written'

let phones = 0
const nothing: Seen = { ids: new Set(), ahead: new Set(), changedAt: 0 }

/** A person's phone with what they may see now. */
async function phone(world: World, person: string) {
	const local = new LocalRecords(person)
	phones++
	const fill = async () => {
		const changes = world.sees(person).map(({ collection, record }, i): Change => ({
			seq: i + 1,
			collection,
			id: record.id,
			record: structuredClone(record) as unknown as Record<string, unknown>
		}))
		await local.store(changes, { since: phones * 1_000, log: 'log' }, true)
	}
	await fill()
	const outbox = new MemoryOutbox()
	const written = new Written(local, outbox, () => world.now)
	const news = async (seen: Seen) => newsSince(await opened(written), seen)
	const first = async (most: number) => newest(await opened(written), most)
	return { fill, outbox, news, first }
}

const after = (seen: Seen, { ids, ahead, bundles }: News): Seen => ({
	ids,
	ahead,
	changedAt: Math.max(seen.changedAt, ...bundles.filter((b) => !b.ahead).map((b) => b.incident.changedAt))
})
const read = (news: News) => news.bundles.map((b) => b.incident.id).sort()

describe('what an index has to learn', () => {
	it('is everything at first, then only what changed', async () => {
		const world = office()
		const old = logged(world).incident
		world.now += 60_000
		const young = logged(world)
		const { fill, news } = await phone(world, officer)
		const first = await news(nothing)
		expect(read(first)).toEqual([old, young.incident].sort())
		const seen = after(nothing, first)
		world.now += 60_000
		world.do(headA, 'assignment.acknowledge', { assignment: young.assignment })
		await fill()
		const second = await news(seen)
		expect(read(second)).toEqual([young.incident])
		expect(second.bundles[0]?.assignments[0]?.state).toBe('acknowledged')
		expect(second.bundles[0]?.entries).toHaveLength(2)
	})

	it('what the section passed on is no longer there', async () => {
		const world = office()
		const { incident, assignment } = logged(world)
		const { fill, news } = await phone(world, headA)
		const first = await news(nothing)
		expect([...first.ids]).toEqual([incident])
		world.do(headA, 'assignment.transfer', { assignment, section: world.b, reason: '误交' })
		await fill()
		expect((await news(after(nothing, first))).ids.size).toBe(0)
		expect(read(await (await phone(world, headB)).news(nothing))).toEqual([incident])
	})

	it('what this phone wrote is there before the server has it, and read again once it is settled', async () => {
		const world = office()
		const { incident, assignment } = logged(world)
		const { outbox, news } = await phone(world, headA)
		const first = await news(nothing)
		const command = {
			id: 'phonewrotethis1',
			name: 'assignment.acknowledge',
			args: { assignment },
			at: world.now + 1,
			device: 'd'
		}
		await outbox.add(headA, command, world.now)
		const second = await news(after(nothing, first))
		expect(second.bundles).toMatchObject([{ ahead: true, incident: { id: incident } }])
		expect(second.bundles[0]?.assignments[0]?.state).toBe('acknowledged')
		await outbox.settle(
			[{ id: command.id, refusals: [{ code: 'state', field: '', reason: '已转走' }] }],
			world.now
		)
		const third = await news(after(after(nothing, first), second))
		expect(third.bundles).toMatchObject([{ ahead: false }])
		expect(third.bundles[0]?.assignments[0]?.state).toBe('waiting')
	})

	it('the newest come first, none missing among them; then the others, and those not again', async () => {
		const world = office()
		const made = [1, 2, 3, 4].map(() => {
			world.now += 60_000
			return logged(world)
		})
		world.now += 60_000
		world.do(headA, 'assignment.acknowledge', { assignment: made[0]!.assignment })
		const { first, news } = await phone(world, officer)
		const shown = await first(3)
		// The oldest changed last: shown now it would stand where two younger ones belong.
		expect(read(shown)).toEqual([made[3]!.incident])
		const others = await news(after(nothing, shown))
		expect([...others.ids].sort()).toEqual(made.map((m) => m.incident).sort())
		expect(read(others)).toEqual(expect.arrayContaining(made.slice(0, 3).map((m) => m.incident)))
	})
})
