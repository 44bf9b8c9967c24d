// 订阅到手机日历: a link is a key, shown once, that can be taken back.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Server, type Phone } from '../support/server'

let server: Server
let officer: Phone
beforeAll(async () => {
	server = await Server.demo()
	officer = await server.signIn('zhiban1')
})
afterAll(() => server.dispose())

const open = async (phone: Phone) => {
	const response = await phone.ask('/api/duty/calendar', { method: 'POST' })
	return ((await response.json()) as { path: string }).path
}
const read = (path: string) => fetch(server.url + path)

it('gives a calendar without signing in: own turns with who stands beside, no numbers, nothing of incidents', async () => {
	const path = await open(officer)
	const response = await read(path)
	expect(response.status).toBe(200)
	expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
	expect(response.headers.get('cache-control')).toContain('no-store')
	const text = await response.text()
	const events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent')
	const turns = (await officer.sees()).get('turns')!.filter((t) => t?.['person'] === officer.person)
	const uids = events.map((e) => String(new ICAL.Event(e).uid))
	expect(uids.length).toBeGreaterThan(3)
	expect(turns.map((t) => `${String(t?.['id'])}@zhiban`)).toEqual(expect.arrayContaining(uids))
	const now = events
		.map((e) => new ICAL.Event(e))
		.find(
			(e) => e.startDate.toJSDate().getTime() <= Date.now() && e.endDate.toJSDate().getTime() > Date.now()
		)!
	expect(now.summary).toBe('值班：主班')
	expect(now.description).toContain('带班领导 带班领导甲')
	expect(text).not.toMatch(/0000-|滑坡|事件/)
	expect(await (await officer.ask('/api/duty/calendar')).json()).toMatchObject({
		open: true,
		read: expect.any(Number) as number
	})
})

it('a link that was taken back, replaced, or is somebody’s who was stopped opens nothing', async () => {
	const first = await open(officer)
	const second = await open(officer)
	expect((await read(first)).status).toBe(404)
	expect((await read(second)).status).toBe(200)
	expect((await officer.ask('/api/duty/calendar', { method: 'DELETE' })).status).toBe(200)
	expect((await read(second)).status).toBe(404)
	expect(await (await officer.ask('/api/duty/calendar')).json()).toEqual({ open: false })
	for (const path of [
		'/api/duty/calendar/x.ics',
		second.replace('.ics', ''),
		second.replace(/.\.ics/, '!.ics')
	])
		expect((await read(path)).status).toBe(404)
	for (const method of ['GET', 'POST', 'DELETE'])
		expect((await fetch(server.url + '/api/duty/calendar', { method })).status).toBe(401)

	const other = await server.signIn('zhiban4')
	const theirs = await open(other)
	expect((await read(theirs)).status).toBe(200)
	const admin = await server.signIn('admin')
	const stopped = {
		person: other.person,
		name: '值班员丁',
		title: null,
		roles: ['officer'],
		sections: [],
		phone: null
	}
	await admin.must('person.set', { ...stopped, disabled: true })
	expect((await read(theirs)).status).toBe(404)
})

it('the key is neither in the data file nor in what the server logs', async () => {
	const path = await open(officer)
	const key = /([A-Za-z0-9]{40})\.ics$/.exec(path)![1]!
	expect((await read(path)).status).toBe(200)
	for (let i = 0; i < 12; i++) await read(path)
	expect((await read(path)).status).toBe(429) // no hammering, and this is not written down with its address either
	await server.stop()
	for (const name of ['data.db', 'auxiliary.db'])
		expect(readFileSync(join(server.dir, name)).includes(key), name).toBe(false)
	expect(server.output).not.toContain(key)
	await server.start()
	expect((await read(path)).status).toBe(200)
})
