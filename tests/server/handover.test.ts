// A handover on the real server, its clock moved to the morning: signed by both and by nobody else, through a kill -9 and
// another roster in between; who is late is asked once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Handover } from '../../src/domain/events/handover'
import type { Turn } from '../../src/domain/events/turn'
import { minute, type Instant } from '../../src/domain/instant'
import { onDuty } from '../../src/domain/roster/onDuty'
import { usualRules } from '../../src/domain/roster/seats'
import { Server, until, type Phone } from '../support/server'

let server: Server
/** So far the server's clock stands before ours. */
let ahead = 0
const now = () => Date.now() + ahead
let admin: Phone
/** The main officer of this night, the one of the roster's next day, and who takes that day over. */
let outgoing: Phone
let planned: Phone
let reliever: Phone
let turn: Turn
let handover: string

const turns = async () => (await admin.sees()).get('turns') as unknown as Turn[]
const next = async () => (await turns()).find((t) => t.seat === 'officer' && t.from === turn.to)!
const said = async (phone: Phone, name: string, args: unknown) => {
	const { answer } = await phone.do(name, args, { at: now() })
	if (answer.ok) return 'done'
	return 'refusals' in answer ? answer.refusals.map((r) => r.reason).join() : 'again'
}
async function mainOfficer(): Promise<string[]> {
	const on = onDuty(await turns(), now(), { handover: ['officer'] })
	return on.filter((t) => t.seat === 'officer').map((t) => t.person)
}
/** Moves the clock to an instant. */
async function at(t: Instant): Promise<void> {
	const by = Math.max(0, t - now())
	await server.advance(by)
	ahead += by
}

beforeAll(async () => {
	server = await Server.demo()
	admin = await server.signIn('admin')
	outgoing = await server.signIn('zhiban1')
	planned = await server.signIn('zhiban3')
	reliever = await server.signIn('zhiban4')
	turn = onDuty(await turns(), now()).find((t) => t.seat === 'officer')!
	expect(turn.person).toBe(outgoing.person)
	await admin.must('duty.rules', { ...usualRules, restHours: 0 })
	await at(turn.to - 10 * minute)
})
afterAll(async () => {
	expect(server.verify().says).toMatch(/^ok /)
	await server.dispose()
})

it('the outgoing signs; strangers neither sign nor take on', async () => {
	const sheet = {
		turn: turn.id,
		open: [],
		equipment: [{ name: '值班电脑', ok: true }],
		phone: { through: true, at: now() },
		notes: null,
		tasks: ['给区应急局回电'],
		done: [0]
	}
	expect(await said(planned, 'handover.give', sheet)).toBe('您没有办理这一步的权限')
	const { id, answer } = await outgoing.do('handover.give', sheet, { at: now() })
	expect(answer.ok).toBe(true)
	handover = id + '1'
	const written = (await planned.record('handovers', handover)) as unknown as Handover
	expect(written.sheet.tasks.map((t) => t.text)).toEqual([
		'带班领导要的防汛物资清单，找应急管理局催',
		'给区应急局回电'
	])
	for (const username of ['zhiban2', 'daiban', 'ke05'])
		expect(await said(await server.signIn(username), 'handover.take', { handover })).toBe(
			'现在接班的是值班员丙，由本人签字'
		)
	// The head of a section is not even shown it.
	expect(await (await server.signIn('ke05')).record('handovers', handover)).toBeNull()
	expect(await said(planned, 'handover.withdraw', { handover })).toBe('您没有办理这一步的权限')
})

it('a kill -9 and a changed roster in between: the sheet is there, and whoever has the turn now signs', async () => {
	await server.kill()
	await server.start()
	await server.advance(ahead)
	const given = (await planned.record('handovers', handover)) as unknown as Handover
	expect([given.state, given.sheet.tasks.length]).toEqual(['given', 2])
	const { id } = await next()
	await admin.must('turn.assign', { turn: id, person: reliever.person, reason: '值班员丙生病' })
	expect(await said(planned, 'handover.take', { handover })).toBe('现在接班的是值班员丁，由本人签字')
})

it('past the hour the outgoing is still on; ten minutes later the reliever and the leader are told, once', async () => {
	await at(turn.to + 5 * minute)
	expect(await mainOfficer()).toEqual([outgoing.person])
	expect((await next()).person).toBe(reliever.person)
	await at(turn.to + 10 * minute)
	const chased = async () => (await turns()).find((t) => t.id === turn.id)!.chased
	await until('the late reliever to be chased', async () => Boolean(await chased()))
	await at(turn.to + 90 * minute)
	expect(await mainOfficer()).toEqual([outgoing.person])
	const lead = onDuty(await turns(), now()).find((t) => t.seat === 'lead')!.person
	expect((await told('handoverLate', turn.id)).sort()).toEqual([reliever.person, lead].sort())
})

it('the reliever signs: from then on it is they, once and for all', async () => {
	expect(await said(reliever, 'handover.take', { handover })).toBe('done')
	expect(await mainOfficer()).toEqual([reliever.person])
	const { tookOverAt } = await next()
	const before = (await turns()).find((t) => t.id === turn.id)!
	expect(before.relievedAt).toBe(tookOverAt)
	expect(await said(reliever, 'handover.take', { handover })).toBe('这张交接单已经签过接班')
	expect(await said(outgoing, 'handover.withdraw', { handover })).toBe('对方已经接班，交接单不能再改')
	expect(await told('handoverTaken', handover)).toEqual([outgoing.person])
})

/** Who was told so of it, by the server's own table. */
async function told(kind: string, subject: string): Promise<string[]> {
	const Authorization = await server.superuser()
	const filter = encodeURIComponent(`kind="${kind}" && subject="${subject}"`)
	const path = `/api/collections/duty_view_notices/records?perPage=50&filter=${filter}`
	const response = await fetch(server.url + path, { headers: { Authorization } })
	const { items } = (await response.json()) as { items: { person: string }[] }
	return items.map((n) => n.person)
}
