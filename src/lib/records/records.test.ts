import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Change, Page, Pulled } from '../remote/remote'
import type { Kept } from '../../domain/record'
import { usualPolicies } from '../../domain/escalation/usual'
import { hour } from '../../domain/instant'
import { opened as seen } from '../../../tests/support/opened'
import {
	admin,
	deputyA,
	headA,
	LANDSLIDE,
	logged,
	office,
	officer,
	type World
} from '../../../tests/support/world'
import { MemoryOutbox } from '../outbox/memory'
import { signsToo } from './chase'
import { awaiting, desk, nothing, overdue } from './desk'
import { dossier } from './dossier'
import { LocalRecords } from './local'
import { Ahead } from './optimistic'
import { pull } from './pull'
import { watchItems } from './watch'
import { Written } from './written'

let people = 0
/** A phone's records, empty. */
const emptyPhone = () => new LocalRecords(`phone${++people}`)

const change = ({ collection, record }: Kept, seq: number): Change => ({
	seq,
	collection,
	id: record.id,
	record: structuredClone(record) as unknown as Record<string, unknown>
})

/** A feed in pages of `size`, the seqs counted from 1; `asked` notes the cursors. */
function feed(changes: Change[], size: number, log = 'log-1') {
	const asked: (number | null)[] = []
	return {
		asked,
		ask: async (since: number | null): Promise<Pulled> => {
			asked.push(since)
			const rest = changes.filter((c) => c.seq > (since ?? 0))
			const page: Page = {
				changes: rest.slice(0, size),
				next: rest.length <= size ? Math.max(since ?? 0, ...changes.map((c) => c.seq)) : rest[size - 1]!.seq,
				more: rest.length > size,
				log
			}
			return { page }
		}
	}
}

function visible(world: World, person: string): Change[] {
	return world.sees(person).map((kept, i) => change(kept, i + 1))
}

describe('pulling', () => {
	it('fills the phone page by page and goes on from where it was', async () => {
		const world = office()
		logged(world)
		const local = emptyPhone()
		const changes = visible(world, officer)
		const first = feed(changes, 4)
		expect(await pull(local, first.ask)).toEqual({ ok: changes.length, unwell: '' })
		expect(first.asked[0]).toBeNull()
		expect(first.asked.length).toBeGreaterThan(3)
		expect(await local.table('incidents').count()).toBe(1)
		const second = feed(changes, 4)
		await pull(local, second.ask)
		expect(second.asked).toEqual([changes.length])
	})

	it('keeps what had arrived when the network breaks off, and resumes there', async () => {
		const world = office()
		logged(world)
		const changes = visible(world, officer)
		const whole = feed(changes, 4)
		let left = 2
		const local = emptyPhone()
		const broken = async (since: number | null): Promise<Pulled> =>
			left-- > 0 ? whole.ask(since) : { failed: '连不上服务器' }
		expect(await pull(local, broken)).toEqual({ failed: '连不上服务器' })
		expect(await local.cursor()).toEqual({ since: 8, log: 'log-1' })
		const rest = feed(changes, 4)
		await pull(local, rest.ask)
		expect(rest.asked[0]).toBe(8)
		expect(await local.table('incidents').count()).toBe(1)
	})

	it('forgets what may no longer be seen', async () => {
		const world = office()
		const { incident } = logged(world)
		const local = emptyPhone()
		const changes = visible(world, headA)
		await pull(local, feed(changes, 100).ask)
		expect(await local.get('incidents', incident)).not.toBeNull()
		const gone: Change = { seq: 500, collection: 'incidents', id: incident, record: null }
		await pull(local, feed([...changes, gone], 100).ask)
		expect(await local.get('incidents', incident)).toBeNull()
	})

	it('starts over when told to, keeping the old until the new is whole', async () => {
		const world = office()
		const { incident } = logged(world)
		const local = emptyPhone()
		const changes = visible(world, officer)
		await pull(local, feed(changes, 100).ask)
		const fewer = changes.filter((c) => c.id !== incident)
		const fresh = feed(fewer, 3)
		let pages = 0
		const reset = async (since: number | null): Promise<Pulled> => {
			if (since === changes.length) return { reset: true }
			if (++pages === 3) expect(await local.get('incidents', incident)).not.toBeNull()
			return fresh.ask(since)
		}
		await pull(local, reset)
		expect(pages).toBeGreaterThan(3)
		expect(await local.get('incidents', incident)).toBeNull()
	})

	it('starts over when the office was set up anew: the log has another name', async () => {
		const world = office()
		const { incident } = logged(world)
		const local = emptyPhone()
		const changes = visible(world, officer)
		await pull(local, feed(changes, 100).ask)
		const other = feed(
			changes.filter((c) => c.id !== incident),
			100,
			'log-2'
		)
		await pull(local, other.ask)
		expect(await local.get('incidents', incident)).toBeNull()
		expect((await local.cursor())?.log).toBe('log-2')
	})
})

it('an app that keeps more than the one before it reads the feed anew', async () => {
	const world = office()
	const { incident } = logged(world)
	const photo = { name: '现场.jpg', type: 'image/jpeg', size: 1, sha256: '0'.repeat(64) }
	world.do(officer, 'attachment.add', { incident, ...photo })
	const changes = visible(world, officer)
	const person = `phone${++people}`
	const older = new Dexie(`zhiban-records-${person}`)
	older.version(0.1).stores({ incidents: 'id, state, changedAt', cursor: 'key' })
	await older.table('cursor').put({ key: 'cursor', since: changes.length, log: 'log-1' })
	older.close()
	const local = new LocalRecords(person)
	await pull(local, feed(changes, 4).ask)
	expect(await local.table('attachments').count()).toBe(1)
	const again = feed(changes, 4)
	await pull(local, again.ask)
	expect(again.asked).toEqual([changes.length])
})

describe('what waits in the outbox', () => {
	const opened: LocalRecords[] = []
	afterEach(async () => {
		for (const local of opened.splice(0)) await local.remove()
	})
	async function phone(person: string, world = office()) {
		const local = new LocalRecords(person)
		opened.push(local)
		await local.store(visible(world, person), { since: 100, log: 'log' })
		const outbox = new MemoryOutbox()
		const written = new Written(local, outbox, () => world.now)
		const view = () => seen(written)
		return { world, local, outbox, view, written }
	}
	let nth = 0
	const command = (name: string, args: unknown, at: number) => {
		const id = 'waits' + String(++nth).padStart(10, '0')
		return { id, name, args, at, device: 'test' }
	}

	it('is shown as done: logged, handed over, then noted and passed on, though no server has it', async () => {
		const { world, outbox, view } = await phone(officer)
		const log = command('incident.log', { kind: 'incident', text: LANDSLIDE, section: world.a }, world.now)
		await outbox.add(officer, log, world.now)
		const items = await desk(await view(), officer)
		expect(items.open).toHaveLength(1)
		expect(items.open[0]).toMatchObject({
			ahead: true,
			incident: { number: null, receivedAt: null, section: world.a },
			assignment: { state: 'waiting', sectionName: '秘书二室', dueAt: null }
		})
		const note = command('incident.note', { incident: log.id + '1', text: '又来电' }, world.now + 1)
		const pass = command(
			'assignment.transfer',
			{ assignment: log.id + '2', section: world.b, reason: '涉及学校' },
			world.now + 2
		)
		await outbox.add(officer, note, world.now)
		await outbox.add(officer, pass, world.now)
		const whole = await dossier(await view(), log.id + '1')
		expect(whole?.incident.section).toBe(world.b)
		expect(whole?.entries.map((e) => e.kind)).toEqual([
			'incident.logged',
			'incident.noted',
			'assignment.transferred'
		])
		expect(whole?.aheadEntries.size).toBe(3)
	})

	it('is shown until the feed has it, not longer', async () => {
		const { world, outbox, view } = await phone(officer)
		const log = command('log.write', { text: '零报告' }, world.now)
		await outbox.add(officer, log, world.now)
		expect((await view()).isAhead('entries', log.id + 'e1')).toBe(true)
		await outbox.settle([{ id: log.id, seq: 150 }], world.now)
		expect((await view()).isAhead('entries', log.id + 'e1')).toBe(true)
		const done = command('log.write', { text: '早已收到' }, world.now)
		await outbox.add(officer, done, world.now)
		await outbox.settle([{ id: done.id, seq: 90 }], world.now)
		expect((await view()).isAhead('entries', done.id + 'e1')).toBe(false)
	})

	it('is decided once for all who ask, and anew when the feed has moved on', async () => {
		const { world, local, outbox, view, written } = await phone(officer)
		const put = vi.spyOn(Ahead.prototype, 'put')
		const write = async (text: string) => {
			const log = command('log.write', { text }, world.now)
			expect((await written.foresee(log)).foreseen).toHaveProperty('records')
			await outbox.add(officer, log, world.now)
			return log.id + 'e1'
		}
		const first = await write('零报告')
		await Promise.all([view(), view(), view()])
		const second = await write('又一条')
		const seen = await Promise.all([view(), view()])
		expect(put.mock.calls.map(([entry]) => entry.id + 'e1')).toEqual([first, second])
		for (const v of seen) expect(v.aheadIn('entries')).toEqual([first, second])
		await local.store([], { since: 101, log: 'log' })
		expect((await view()).aheadIn('entries')).toEqual([first, second])
		expect(put).toHaveBeenCalledTimes(4)
		put.mockRestore()
	})

	it('is read ahead once where something is going to be done, and again when it changed meanwhile', async () => {
		const { world, local, outbox, written } = await phone(officer)
		const read = vi.spyOn(outbox, 'all')
		const write = (text: string) => command('log.write', { text }, world.now)
		await written.prepare()
		await written.prepare()
		expect((await written.foresee(write('读好的'))).waiting).toEqual([])
		expect(read).toHaveBeenCalledTimes(1)
		// A second one right after the first looks again: the first is being written.
		await written.foresee(write('再读'))
		expect(read).toHaveBeenCalledTimes(2)
		await written.prepare()
		const other = write('另一个窗口写的')
		await outbox.add(officer, other, world.now)
		expect((await written.foresee(write('其后'))).waiting.map((e) => e.id)).toEqual([other.id])
		await written.prepare()
		await local.store([], { since: 200, log: 'log' })
		await outbox.settle([{ id: other.id, seq: 150 }], world.now)
		expect((await written.foresee(write('已传'))).waiting).toEqual([])
		read.mockClear()
		await written.prepare()
		await local.store([], { since: 201, log: 'log' })
		await written.foresee(write('读得更远'))
		expect(read).toHaveBeenCalledTimes(2)
	})

	it('is silent to whoever asks while the records are being removed', async () => {
		const { local, written } = await phone(officer)
		const answers: string[] = []
		const listen = (name: string, asked: Promise<unknown>) =>
			void asked.then(
				() => answers.push(name),
				(error: unknown) => answers.push(`${name}: ${String(error)}`)
			)
		listen('before', local.get('office', 'office'))
		await vi.waitFor(() => expect(answers).toEqual(['before']))
		const removed = local.remove()
		listen('prepare', written.prepare())
		listen('get', local.get('office', 'office'))
		listen('of', local.of('nobody'))
		listen(
			'read',
			local.read(() => local.table('people').toArray())
		)
		await removed
		listen('after', local.cursor())
		listen(
			'other',
			local.read(() => Promise.reject(new Error('its own')))
		)
		await vi.waitFor(() => expect(answers).toContain('other: Error: its own'))
		await new Promise((resolve) => setTimeout(resolve)) // whatever else would have answered has
		expect(answers).toEqual(['before', 'other: Error: its own'])
	})

	it('changes nothing where the phone cannot tell, and nothing once refused', async () => {
		const { world, outbox, view } = await phone(headA)
		await outbox.add(
			headA,
			command('assignment.acknowledge', { assignment: 'unknown2' }, world.now),
			world.now
		)
		const refused = command('incident.note', { incident: 'unknown1', text: '补' }, world.now)
		await outbox.add(headA, refused, world.now)
		await outbox.settle([{ id: refused.id, refusals: [] }], world.now)
		const items = await desk(await view(), headA)
		expect(items).toEqual(nothing)
	})

	it('of another person on the same phone is not shown', async () => {
		const { world, outbox, view } = await phone(officer)
		await outbox.add('lead', command('log.write', { text: '别人的' }, world.now), world.now)
		const log = command('incident.log', { kind: 'matter', text: '别人的', section: null }, world.now)
		await outbox.add('lead', log, world.now)
		expect((await desk(await view(), officer)).open).toEqual([])
	})

	it('a matter waits for a section once one has given it back, or was gone when it came in; one that was kept does not', async () => {
		const world = office()
		const matter = (section: string | null) => {
			const result = world.do(officer, 'incident.log', { kind: 'matter', text: '某村停水两天', section })
			return result.id
		}
		matter(null)
		const back = matter(world.a)
		world.do(headA, 'assignment.return', { assignment: back + '2', reason: '不归我科' })
		const { name, aliases } = world.get('sections', world.a)!
		const duties = ['负责应急管理方面的文电工作。']
		world.do('', 'catalogue.adopt', { sections: [{ name, aliases, duties, tasks: [] }] })
		const gone = matter(world.b)
		const { view } = await phone(officer, world)
		const waits = async () => {
			const { waiting } = await desk(await view(), officer)
			const watched = await watchItems(await view(), officer, world.now + 1)
			expect(watched.map((w) => [w.incident.id, w.why])).toEqual(waiting.map((w) => [w.incident.id, w.why]))
			return waiting.map((w) => [w.incident.id, w.why])
		}
		expect(await waits()).toEqual([
			[back + '1', '待交办'],
			[gone + '1', '待交办']
		])
		expect((await watchItems(await view(), officer, 0))[0]!.words).toMatch(/^有 1 条待交办（编号 /)
	})

	it('and not any more once it is handed over again on this very phone', async () => {
		const world = office()
		const { incident, assignment } = logged(world)
		world.do(officer, 'incident.amend', { incident, kind: 'matter' })
		const { outbox, view } = await phone(headA, world)
		const back = { assignment, reason: '不归我科' }
		await outbox.add(headA, command('assignment.return', back, world.now), world.now)
		expect(await (await view()).givenBack([incident])).toEqual(new Set([incident]))
		expect(await (await view()).givenBack(['another'])).toEqual(new Set())
		world.do(headA, 'assignment.return', back)
		const duty = await phone(officer, world)
		expect((await desk(await duty.view(), officer)).waiting).toHaveLength(1)
		const again = command('incident.assign', { incident, section: world.b }, world.now)
		await duty.outbox.add(officer, again, world.now)
		expect((await desk(await duty.view(), officer)).waiting).toEqual([])
	})

	it('where each has to sign, the other finds it among what waits, and may; once they have signed nobody does', async () => {
		const world = office()
		const when = { kinds: null, categories: null, levels: null, sensitive: null, from: null, to: null }
		const both = { after: 0, whom: ['a', 'b'], need: 'each', channels: null, repeat: 0, every: 0 }
		const policies = [{ id: 'all', name: '每人', when, steps: [both], forgotten: null, most: 4 }]
		world.do(admin, 'policies.set', { policies })
		const { incident, assignment } = logged(world)
		world.do(headA, 'assignment.acknowledge', { assignment })
		const phones = new Map<string, Awaited<ReturnType<typeof phone>>>()
		for (const person of [headA, deputyA]) phones.set(person, await phone(person, world))
		const may = async (person: string) => {
			const { local, view } = phones.get(person)!
			await local.store(visible(world, person), { since: 100, log: 'log' }, true)
			const { waiting } = await desk(await view(), person)
			const own = await signsToo(await view(), world.get('assignments', assignment), person)
			return [own, waiting.map((w) => [w.incident.id, w.why])]
		}
		expect(await may(headA)).toEqual([false, []])
		expect(await may(deputyA)).toEqual([true, [[incident, '待签收']]])
		world.live(60 * 60_000)
		expect(world.get('chases', assignment + 'q')?.state).toBe('alarmed')
		expect(await may(headA)).toEqual([false, []])
		expect(await may(deputyA)).toEqual([true, [[incident, '待签收']]])
		const { name, title, roles } = world.get('people', deputyA)!
		world.do(admin, 'person.set', { person: deputyA, name, title, roles, sections: [], phone: null })
		expect(await may(headA)).toEqual([true, []])
		world.do(headA, 'assignment.acknowledge', { assignment })
		expect(await may(headA)).toEqual([false, []])
	})

	it('puts the most urgent first among what waits for me', async () => {
		const world = office()
		const kept = logged(world, null)
		world.now += 60_000
		const soon = logged(world)
		const { view } = await phone(officer, world)
		const { waiting } = await desk(await view(), officer)
		expect(waiting.map((w) => [w.incident.id, w.why])).toEqual([[kept.incident, '待交办']])
		const head = await phone(headA, world)
		expect((await desk(await head.view(), headA)).waiting.map((w) => [w.incident.id, w.why])).toEqual([
			[soon.incident, '待签收']
		])
	})

	it('counts whom to telephone among what waits and what is late', async () => {
		const world = office()
		world.do(admin, 'policies.set', { policies: usualPolicies })
		logged(world)
		world.live(3 * hour)
		const { view } = await phone(officer, world)
		const items = await desk(await view(), officer)
		expect([items.calls.length, items.waiting.length]).toEqual([1, 0])
		expect([awaiting(items), overdue(items, world.now)]).toEqual([1, 1])
		const head = await phone(headA, world)
		const own = await desk(await head.view(), headA)
		expect([awaiting(own), overdue(own, world.now)]).toEqual([1, 1])
		expect(overdue(own, world.now - 3 * hour)).toBe(0)
	})
})
