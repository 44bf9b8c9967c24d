// Exactly once, whatever the phone sends: repeated, changed, torn, too long, from the future.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codes, newId, Server, until, type Phone } from '../support/server'

let server: Server
let officer: Phone
let head: Phone

beforeAll(async () => {
	server = await Server.demo()
	officer = await server.signIn('zhiban1')
	head = await server.signIn('ke05')
})
afterAll(() => server.dispose())

const report = (text: string, section: string | null = null) => ({ kind: 'incident', text, section })

describe('the same id again', () => {
	it('gets the first answer, and nothing is written twice', async () => {
		const command = officer.command('incident.log', report('东河大桥货船搁浅'))
		const first = await officer.post([command])
		const again = await officer.post([command, command])
		expect(again).toEqual([first[0], first[0]])
		const seen = (await officer.sees()).get('incidents')!.filter((i) => i?.['text'] === '东河大桥货船搁浅')
		expect(seen.map((i) => i?.['id'])).toEqual([command.id + '1'])
	})

	it('sent twice at the same moment is done once', async () => {
		const command = officer.command('log.write', { text: '同时到达' })
		const both = await Promise.all([officer.post([command]), officer.post([command])])
		expect(both[0]).toEqual(both[1])
		const lines = (await officer.sees()).get('entries')!.filter((e) => e?.['text'] === '同时到达')
		expect(lines).toHaveLength(1)
	})

	it('is the same whatever the order of its arguments', async () => {
		const id = newId()
		const at = Date.now()
		const [first] = await officer.post([{ id, at, device: 'a', name: 'incident.log', args: report('次序') }])
		const turned = { section: null, text: '次序', kind: 'incident' }
		expect(await officer.post([{ id, at, device: 'a', name: 'incident.log', args: turned }])).toEqual([first])
	})

	it('with something else in it is a conflict, by content, command or person', async () => {
		const other = await server.signIn('zhiban2')
		const command = officer.command('log.write', { text: '原文' })
		await officer.post([command])
		const changed = { ...command, args: { text: '另一段' } }
		for (const [phone, sent] of [
			[officer, changed],
			[officer, { ...command, name: 'incident.note', args: { incident: 'x', text: '原文' } }],
			[other, command]
		] as const) {
			const [answer] = await phone.post([sent])
			expect(codes(answer!)).toEqual(['conflict'])
			expect(JSON.stringify(answer)).not.toContain('原文')
		}
		expect(await officer.post([command])).toEqual([{ id: command.id, ok: true, seq: expect.any(Number) }])
	})

	it('a refusal stands: trying again takes a new id', async () => {
		const command = officer.command('log.write', { text: '  ' })
		const first = await officer.post([command])
		expect(codes(first[0]!)).toEqual(['shape'])
		expect(await officer.post([command])).toEqual(first)
		const [better] = await officer.post([
			officer.command('log.write', { text: '写好了' }, { retryOf: command.id })
		])
		expect(better!.ok).toBe(true)
	})
})

describe('a batch', () => {
	it('is answered in order, and what is refused holds nothing else up', async () => {
		const good = officer.command('log.write', { text: '一' })
		const bad = officer.command('log.write', { text: '' })
		const last = officer.command('log.write', { text: '三' })
		const answers = await officer.post([good, bad, last])
		expect(answers.map((a) => [a.id, a.ok])).toEqual([
			[good.id, true],
			[bad.id, false],
			[last.id, true]
		])
	})

	it('holds back only what names a refused one in `after`', async () => {
		const bad = officer.command('incident.log', report(''))
		const onIt = officer.command('incident.note', { incident: bad.id + '1', text: '补' }, { after: [bad.id] })
		const further = officer.command('log.write', { text: '再补' }, { after: [onIt.id] })
		const free = officer.command('log.write', { text: '无关' })
		const answers = await officer.post([bad, onIt, further, free])
		expect(answers.map(codes)).toEqual([['shape'], ['after'], ['after'], []])
		expect(answers[3]!.ok).toBe(true)
	})

	it('builds upon what came before it in the same batch', async () => {
		const log = officer.command('incident.log', report('同批'))
		const note = officer.command(
			'incident.note',
			{ incident: log.id + '1', text: '同批补记' },
			{ after: [log.id] }
		)
		const close = officer.command(
			'incident.close',
			{ incident: log.id + '1', result: '同批办结' },
			{ after: [log.id] }
		)
		const answers = await officer.post([log, note, close])
		expect(answers.every((a) => a.ok)).toBe(true)
		expect(await officer.record('incidents', log.id + '1')).toMatchObject({
			state: 'closed',
			result: '同批办结'
		})
	})
})

describe('a report without a suggestion', () => {
	it('is routed by the server: the incident says what it would propose, the section why it was chosen', async () => {
		const sections = (await officer.sees()).get('sections')!
		const third = sections.find((s) => s?.['name'] === '秘书三室')!['id'] as string
		let id = ''
		await until('the workers to have time', async () => {
			id = await officer.must('incident.log', report('实验小学多名学生呕吐腹泻，已送区医院救治。', third))
			return (await officer.record('incidents', id + '1'))!['prepared'] !== null
		})
		const incident = (await officer.record('incidents', id + '1'))!
		expect(incident['prepared']).toMatchObject({ section: third })
		const assignment = (await officer.record('assignments', id + '2'))!
		expect(assignment).toMatchObject({ how: 'accepted', section: third })
		expect((assignment['duties'] as { text: string }[])[0]!.text).toContain('教育')
	})
})

describe('what is not a command', () => {
	it.each([
		['an unknown command', { name: 'incident.explode', args: {} }, 'unknown'],
		['a wrong shape', { name: 'incident.log', args: { kind: 'incident', text: 5, section: null } }, 'shape'],
		['an argument too many', { name: 'log.write', args: { text: 'a', colour: 'red' } }, 'shape'],
		[
			'a deadline that people may not name',
			{ name: 'assignment.overdue', args: { assignment: 'a' } },
			'notAllowed'
		],
		['over 64 KB', { name: 'log.write', args: { text: '字'.repeat(22_000) } }, 'tooLong'],
		['a control character', { name: 'log.write', args: { text: 'a\u0000b' } }, 'control'],
		['a text that turns its direction', { name: 'log.write', args: { text: 'a\u202eb' } }, 'control']
	])('%s is refused in plain Chinese', async (_name, { name, args }, code) => {
		const { answer } = await officer.do(name, args)
		expect(codes(answer)).toEqual([code])
		const [refusal] = 'refusals' in answer ? answer.refusals : []
		expect(refusal!.reason).toMatch(/[\u4e00-\u9fff]{4}/)
		expect(refusal!.reason).not.toMatch(/[a-z]{4,}/i)
	})

	it.each([
		['no id', { name: 'log.write', args: { text: 'a' }, at: 1, device: 'a' }],
		[
			'an id of capitals',
			{ id: 'ABCDEFGHIJKLMNO', name: 'log.write', args: { text: 'a' }, at: 1, device: 'a' }
		],
		['no time', { id: newId(), name: 'log.write', args: { text: 'a' }, device: 'a' }],
		['a time that is text', { id: newId(), name: 'log.write', args: { text: 'a' }, at: 'now', device: 'a' }],
		['arguments that are a list', { id: newId(), name: 'log.write', args: [], at: 1, device: 'a' }],
		['a number', 7],
		['null', null]
	])('%s is refused, and the rest of the batch goes on', async (_name, sent) => {
		const good = officer.command('log.write', { text: '照常' })
		const answers = await officer.post([sent, good])
		expect(codes(answers[0]!)).toEqual(['shape'])
		expect(answers[1]!.ok).toBe(true)
	})

	it.each([['{}'], ['not json'], ['[]'], ['"text"']])('a body %s is a bad request', async (body) => {
		const response = await officer.ask('/api/duty/commands', { method: 'POST', body })
		expect(response.status).toBe(400)
	})

	it('more than 200 at once are a bad request', async () => {
		const many = Array.from({ length: 201 }, () => officer.command('log.write', { text: 'a' }))
		await expect(officer.post(many)).rejects.toThrow('400')
	})
})

describe('time', () => {
	it('of the phone is kept even when it lies ahead, and marked', async () => {
		const at = Date.now() + 3_600_000
		const { id } = await officer.do('log.write', { text: '快一小时的钟' }, { at })
		const entry = await officer.record('entries', id + 'e1')
		expect(entry).toMatchObject({ at, ahead: true })
		expect(entry!['receivedAt']).toBeLessThan(at)
	})
})

describe('a sign-in', () => {
	it.each([[''], ['nonsense'], ['Bearer eyJhbGciOiJIUzI1NiJ9.e30.x']])('%j gets nothing', async (token) => {
		const headers = { Authorization: token, 'Content-Type': 'application/json' }
		const body = JSON.stringify([officer.command('log.write', { text: 'a' })])
		for (const response of [
			await fetch(server.url + '/api/duty/commands', { method: 'POST', headers, body }),
			await fetch(server.url + '/api/duty/changes', { headers })
		])
			expect(response.status).toBe(401)
	})

	it('is no longer good the moment the password changes, though the server remembers sign-ins', async () => {
		const phone = await server.signIn('ke06')
		expect((await phone.page()).changes.length).toBeGreaterThan(0)
		const superuser = await server.superuser()
		const changed = await fetch(`${server.url}/api/collections/people/records/${phone.person}`, {
			method: 'PATCH',
			headers: { Authorization: superuser, 'Content-Type': 'application/json' },
			body: JSON.stringify({ password: 'another-password', passwordConfirm: 'another-password' })
		})
		expect(changed.status).toBe(200)
		expect((await phone.ask('/api/duty/changes')).status).toBe(401)
	})
})

describe('the feed', () => {
	it('never tears a command, whatever the size of a page', async () => {
		for (let i = 0; i < 5; i++) await officer.must('incident.log', report('分页 ' + i, null))
		/** In pages of so many; once more where what came of a notice was told meanwhile. */
		async function inPages(limit: number) {
			for (;;) {
				const whole = await officer.page('?limit=2000')
				const paged = []
				const seqs: number[][] = []
				let query = `?limit=${limit}`
				for (;;) {
					const page = await officer.page(query)
					paged.push(...page.changes)
					seqs.push([...new Set(page.changes.map((c) => c.seq))])
					query = `?limit=${limit}&since=${page.next}`
					if (!page.more) break
				}
				if ((await officer.page('?limit=2000')).next === whole.next) return { whole, paged, seqs }
			}
		}
		for (const limit of [1, 2, 3, 7]) {
			const { whole, paged, seqs } = await inPages(limit)
			expect(paged).toEqual(whole.changes)
			expect(seqs.flat()).toEqual([...new Set(seqs.flat())])
		}
	})

	it('gives null to those who may no longer see a record, and says nothing to those who never could', async () => {
		const sections = (await officer.sees()).get('sections')!
		const mine = sections.find((s) => s?.['name'] === '秘书二室')!['id'] as string
		const other = sections.find((s) => s?.['name'] === '秘书三室')!['id'] as string
		const stranger = await server.signIn('ke01')
		const since = (await head.page('?limit=2000')).next
		const id = await officer.must('incident.log', report('转给别科', mine))
		const between = (await head.page(`?since=${since}`)).next
		await head.must('assignment.transfer', { assignment: id + '2', section: other, reason: '涉及学校' })
		const changes = (await head.page(`?since=${between}`)).changes
		const of = (collection: string) => changes.filter((c) => c.collection === collection)
		expect(of('incidents')).toEqual([
			{ seq: expect.any(Number), collection: 'incidents', id: id + '1', record: null }
		])
		expect(of('entries').every((c) => c.record === null)).toBe(true)
		expect(of('assignments').map((c) => c.record?.['state'])).toEqual(['transferred'])
		expect((await stranger.page(`?since=${since}`)).changes.filter((c) => c.collection !== 'rights')).toEqual(
			[]
		)
		const now = await server.signIn('ke06', 'another-password')
		expect(await now.record('incidents', id + '1')).toMatchObject({ text: '转给别科', section: other })
		const lines = (await now.sees()).get('entries')!.filter((e) => e?.['incident'] === id + '1')
		expect(lines.filter((e) => e?.['kind'] !== 'notice.tried')).toHaveLength(2)
	})

	it('starts over for a cursor from elsewhere, and when a person’s rights change', async () => {
		const ahead = await officer.ask('/api/duty/changes?since=99999999')
		expect([ahead.status, await ahead.json()]).toEqual([410, { reset: true }])
		const phone = await server.signIn('ke07')
		const { next } = await phone.page('?limit=2000')
		const admin = await server.signIn('admin')
		const set = { person: phone.person, name: '秘书四室负责人', roles: ['officer'], sections: [] }
		await admin.must('person.set', set)
		expect((await phone.ask(`/api/duty/changes?since=${next}`)).status).toBe(410)
		expect((await phone.sees()).get('incidents')!.length).toBeGreaterThan(3)
		await admin.must('person.set', { ...set, disabled: true })
		for (const path of ['/api/duty/changes', `/api/duty/changes?since=${next}`])
			expect((await phone.ask(path)).status).toBe(401)
	})
})

describe('deadlines', () => {
	it('unsigned within the limit is overdue, once, and caught up after a standstill', async () => {
		const own = await Server.demo()
		try {
			const phone = await own.signIn('zhiban1')
			const section = (await phone.sees()).get('sections')![0]!['id'] as string
			const id = await phone.must('incident.log', report('无人签收', section))
			const overdue = async () => (await phone.record('assignments', id + '2'))!['overdueAt']
			await own.advance(9 * 60_000)
			expect(await overdue()).toBeNull()
			await own.advance(61_000)
			await until('the deadline to be met', async () => (await overdue()) !== null)
			const lines = (await phone.sees()).get('entries')!.filter((e) => e?.['kind'] === 'assignment.overdue')
			expect(new Set(lines.map((e) => e?.['incident'])).size).toBe(lines.length)
			expect(own.verify().code).toBe(0)
		} finally {
			await own.dispose()
		}
	})
})

describe('health', () => {
	it('carries the end of the log, which verify takes as an anchor', async () => {
		const health = (await (await fetch(server.url + '/api/duty/health')).json()) as {
			seq: number
			hash: string
		}
		expect(server.verify('--anchor', `${health.seq}:${health.hash}`)).toMatchObject({ code: 0 })
		expect(server.verify('--anchor', `${health.seq}:${'0'.repeat(64)}`)).toMatchObject({ code: 1 })
		expect(server.verify('--anchor', `${health.seq + 1000}:${health.hash}`).says).toContain('尾部被截去')
	})
})
