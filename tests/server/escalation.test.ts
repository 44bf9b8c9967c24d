// Whoever does not answer is chased: the whole chain on the real server, its clock moved; through a kill -9, with steps that
// came due meanwhile; and all of it made again from the log by verify.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Chase } from '../../src/domain/events/chase'
import type { Turn } from '../../src/domain/events/turn'
import { minute } from '../../src/domain/instant'
import { onDuty } from '../../src/domain/roster/onDuty'
import { usualPolicies } from '../../src/domain/escalation/usual'
import { Server, until, type Phone } from '../support/server'

let server: Server
/** So far the server's clock stands before ours. */
let ahead = 0
let officer: Phone
let head: Phone
let section: string
let token: string
const text = '北山镇值班室来电：后山滑坡，压塌民房两间。'

async function pass(ms: number): Promise<void> {
	await server.advance(ms)
	ahead += ms
}
async function log(): Promise<{ incident: string; assignment: string; chase: string }> {
	const args = { kind: 'incident', text, section }
	const id = await officer.must('incident.log', args)
	return { incident: id + '1', assignment: id + '2', chase: id + '2q' }
}
const chaseOf = async (id: string) => (await officer.record('chases', id)) as unknown as Chase
const asked = async (id: string) => (await chaseOf(id)).asked.map((a) => a.step)

/** Who was told what about an incident, by the server's own table, in order. */
async function told(subject: string): Promise<string[]> {
	const filter = encodeURIComponent(`subject="${subject}"`)
	const path = `/api/collections/duty_view_notices/records?perPage=200&filter=${filter}`
	const response = await fetch(server.url + path, { headers: { Authorization: token } })
	const { items } = (await response.json()) as { items: { person: string; kind: string }[] }
	return items.map((n) => `${n.kind} ${n.person}`)
}
async function onSeat(...seats: string[]): Promise<string[]> {
	const turns = (await officer.sees()).get('turns') as unknown as Turn[]
	const on = onDuty(turns, Date.now() + ahead, { handover: ['officer'] })
	return seats.flatMap((s) => on.filter((t) => t.seat === s).map((t) => t.person))
}

beforeAll(async () => {
	server = await Server.demo()
	const admin = await server.signIn('admin')
	officer = await server.signIn('zhiban1')
	head = await server.signIn('ke05')
	token = await server.superuser()
	const people = (await officer.sees()).get('people') as unknown as { id: string; sections: string[] }[]
	section = people.find((p) => p.id === head.person)!.sections[0]!
	// One policy for every hour of the day.
	const own = usualPolicies.find((p) => p.id === 'incidents')!
	const always = { ...own, when: { ...own.when, kinds: null }, forgotten: 60 }
	await admin.must('policies.set', { policies: [always] })
	const { answer } = await officer.do('policies.set', { policies: [always] })
	expect(answer.ok).toBe(false)
})
afterAll(async () => {
	expect(server.verify().says).toMatch(/^ok /)
	await server.dispose()
})

it('A and B, again, the officers’ telephone, the leader on duty, all leaders, the alarm: each once', async () => {
	const { incident, assignment, chase } = await log()
	const both = await told(incident)
	expect(both).toHaveLength(2)
	expect(both).toContain(`assigned ${head.person}`)
	for (const [minutes, step] of [
		[5, 0],
		[5, 1],
		[5, 2],
		[5, 3]
	] as const) {
		await pass(minutes * minute)
		await until(
			`step ${step}`,
			async () => (await asked(chase)).at(-1) === step && (await chaseOf(chase)).asked.length === step + 2
		)
	}
	await pass(5 * minute)
	await until('the alarm', async () => (await chaseOf(chase)).state === 'alarmed')
	expect(await asked(chase)).toEqual([0, 0, 1, 2, 3])
	const notices = await told(incident)
	const officers = await onSeat('officer', 'deputy')
	for (const person of officers) {
		expect(notices.filter((n) => n === `callTask ${person}`)).toHaveLength(1)
		expect(notices.filter((n) => n === `unreached ${person}`)).toHaveLength(1)
	}
	const task = await officer.record('callTasks', assignment + 'k')
	expect(task).toMatchObject({ state: 'open' })
	expect(await head.record('callTasks', assignment + 'k')).toBeNull()
	const limit = await officer.record('assignments', assignment)
	expect(limit!['overdueAt']).not.toBeNull()
	// The alarm stands until somebody signs; then nobody is paged any more.
	await head.must('assignment.acknowledge', { assignment })
	expect((await chaseOf(chase)).state).toBe('answered')
	expect(await officer.record('callTasks', assignment + 'k')).toMatchObject({ state: 'dropped' })
	const before = (await told(incident)).length
	await pass(50 * minute)
	expect((await told(incident)).length).toBe(before)
	// Signed, and then nothing.
	await pass(11 * minute)
	await until('the reminder', async () => (await chaseOf(chase)).forgotten === 1)
	expect((await told(incident)).at(-1)).toBe(`forgotten ${head.person}`)
	await head.must('incident.close', { incident, result: '已处置' })
	await pass(600 * minute)
	expect((await told(incident)).filter((n) => n.startsWith('forgotten'))).toHaveLength(1)
})

it('told by telephone: the chase ends, 签收 stays open, the number is known to be good', async () => {
	const { assignment, incident, chase } = await log()
	await pass(10 * minute)
	const task = assignment + 'k'
	await until('the task', async () => (await officer.record('callTasks', task)) !== null)
	await officer.must('call.report', { task, person: head.person, outcome: '接通' })
	expect(await officer.record('callTasks', task)).toMatchObject({ state: 'told' })
	expect(await chaseOf(chase)).toMatchObject({ state: 'answered' })
	expect(await officer.record('contacts', head.person + 'c')).toMatchObject({
		outcome: '接通',
		testedBy: officer.person
	})
	await pass(20 * minute)
	expect((await told(incident)).filter((n) => n.startsWith('unreached'))).toEqual([])
	const lines = (await head.sees()).get('entries') as unknown as { incident: string; text: string }[]
	expect(lines.some((e) => e.incident === incident && /接听，已电话告知$/.test(e.text ?? ''))).toBe(true)
})

it('killed while steps were due: after the start they are carried out in order, each once', async () => {
	const made = [await log(), await log(), await log()]
	await server.kill()
	await server.start()
	// A new process has the real clock again.
	await server.advance(ahead + 16 * minute)
	ahead += 16 * minute
	for (const { chase, incident } of made) {
		await until('the steps that were due', async () => (await asked(chase)).at(-1) === 2)
		// What would have been said again is said by what came due since.
		expect(await asked(chase)).toEqual([0, 1, 2])
		const notices = await told(incident)
		expect(new Set(notices).size).toBe(notices.length)
	}
})

it('only the server says that a step is due, or what became of a notice', async () => {
	const { chase, incident } = await log()
	const tried = { notice: 'n1', person: head.person, incident, channel: 'push', outcome: 'sent', detail: '' }
	for (const [name, args] of [
		['chase.step', { chase }],
		['notice.tried', tried]
	] as const) {
		const { answer } = await officer.do(name, args)
		expect('refusals' in answer && answer.refusals[0]!.code).toBe('notAllowed')
	}
})
