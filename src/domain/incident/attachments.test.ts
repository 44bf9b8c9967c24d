import { describe, expect, it } from 'vitest'
import type { Entry } from '../events/entry'
import { headA, headB, logged, office, officer } from '../../../tests/support/world'
import { ATTACHMENTS, attachmentType, fileSize, withFilesTogether } from './attachments'

const photo = { name: '现场.jpg', type: 'image/jpeg', size: 9, sha256: 'a'.repeat(64) }

describe('a photo of an incident', () => {
	it('is announced, arrives once, and moves with the incident', () => {
		const world = office()
		const { incident, assignment } = logged(world)
		const added = world.do(headA, 'attachment.add', { incident, ...photo })
		expect(added.ok).toBe(true)
		const id = added.id + '1'
		expect(world.get('attachments', id)).toMatchObject({
			...photo,
			subject: incident,
			audience: ['duty', `section:${world.a}`],
			by: headA,
			arrivedAt: null,
			width: null
		})
		expect(world.get('incidents', incident)!.attached).toBe(1)
		world.now += 5
		for (const times of [1, 0])
			expect(world.do('', 'attachment.arrived', { attachment: id })).toMatchObject({
				ok: true,
				events: Array(times).fill({ kind: 'attachment.arrived' }) as unknown
			})
		expect(world.get('attachments', id)!.arrivedAt).toBe(world.now)
		world.do(headA, 'assignment.transfer', { assignment, section: world.b, reason: '应由他科' })
		expect(world.get('attachments', id)).toMatchObject({
			audience: ['duty', `section:${world.b}`],
			formerly: [`section:${world.a}`]
		})
		const seen = (who: string) => world.sees(who).some((k) => k.record.id === id)
		expect([headA, headB, officer].map(seen)).toEqual([false, true, true])
		const made = [...world.replayed()].map(([k, v]) => [k, JSON.stringify(v.record)]).sort()
		expect(made).toEqual([...world.kept()].map(([k, v]) => [k, JSON.stringify(v.record)]).sort())
	})

	it('may have arrived only in the server’s own words', () => {
		const world = office()
		const { incident } = logged(world)
		const { id } = world.do(officer, 'attachment.add', { incident, ...photo })
		expect(world.do(officer, 'attachment.arrived', { attachment: id + '1' })).toMatchObject({
			refusals: [{ code: 'notAllowed' }]
		})
		expect(world.do('', 'attachment.arrived', { attachment: 'unknown0000000' })).toMatchObject({
			refusals: [{ code: 'notFound' }]
		})
	})

	it('is one of thirty at most', () => {
		const world = office()
		const { incident } = logged(world)
		for (let i = 0; i < ATTACHMENTS; i++)
			expect(world.do(officer, 'attachment.add', { incident, ...photo }).ok).toBe(true)
		expect(world.do(officer, 'attachment.add', { incident, ...photo })).toMatchObject({
			refusals: [{ code: 'state', reason: '一个事件最多 30 个附件，已经满了' }]
		})
	})
})

it('knows a file by its ending', () => {
	expect(attachmentType('现场.JPEG')).toBe('image/jpeg')
	expect(attachmentType('通报.2026.docx')).toContain('wordprocessingml')
	for (const name of ['a.html', 'a.svg', 'a.jpg.exe', 'a', '', 'jpg.', 'constructor'])
		expect([name, attachmentType(name)]).toEqual([name, null])
	expect([1, 812 * 1024, 8.25 * 1024 * 1024].map(fileSize)).toEqual(['1 KB', '812 KB', '8.3 MB'])
})

it('a timeline tells files that were added together in one line', () => {
	const line = (kind: Entry['kind'], by: string, at: number, text: string, type?: string) =>
		({ kind, by, at, receivedAt: null, text, type }) as Entry
	const image = 'image/jpeg'
	const lines = withFilesTogether([
		line('incident.logged', 'a', 0, '滑坡'),
		line('attachment.added', 'a', 1, '1.jpg', image),
		line('attachment.added', 'a', 2, '2.jpg', image),
		line('attachment.added', 'a', 3, '通报.pdf', 'application/pdf'),
		line('attachment.added', 'b', 4, '3.jpg', image),
		line('incident.noted', 'b', 5, '补记'),
		line('attachment.added', 'b', 6, '4.jpg', image),
		line('attachment.added', 'b', 6 + 10 * 60_000, '5.jpg', image)
	])
	expect(lines.map((l) => [l.by, l.text])).toEqual([
		['a', '滑坡'],
		['a', '2 张照片、通报.pdf'],
		['b', '1 张照片'],
		['b', '补记'],
		['b', '1 张照片'],
		['b', '1 张照片']
	])
})
