// Who sees and does what: role × record × command, against the real server. Each row is a fresh incident in a known
// state; + is done, any other word is the refusal's code.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codes, Server, type Phone } from '../support/server'

const people = {
	admin: 'admin',
	officer: 'zhiban1',
	lead: 'daiban',
	/** Head and second of the section that has it in hand. */
	head: 'ke05',
	second: 'ke05b',
	/** Head of a section that has nothing to do with it. */
	other: 'ke06'
} as const
type Role = keyof typeof people
const roles = Object.keys(people) as Role[]

let server: Server
const phones = {} as Record<Role, Phone>
let own: string
let elsewhere: string

beforeAll(async () => {
	server = await Server.demo()
	for (const role of roles) phones[role] = await server.signIn(people[role])
	const sections = (await phones.officer.sees()).get('sections')!
	own = sections.find((s) => s?.['name'] === '秘书二室')!['id'] as string
	elsewhere = sections.find((s) => s?.['name'] === '秘书一室')!['id'] as string
})
afterAll(() => server.dispose())

type State = 'waiting' | 'acknowledged' | 'kept' | 'closed'

/** An incident of the officer's in a state. */
async function incident(state: State): Promise<{ incident: string; assignment: string }> {
	const section = state === 'kept' ? null : own
	const id = await phones.officer.must('incident.log', { kind: 'incident', text: '权限表 ' + state, section })
	const made = { incident: id + '1', assignment: id + '2' }
	if (state === 'acknowledged' || state === 'closed')
		await phones.head.must('assignment.acknowledge', { assignment: made.assignment })
	if (state === 'closed')
		await phones.officer.must('incident.close', { incident: made.incident, result: '办结' })
	return made
}

/** A proposal that nobody has answered, for the commands that do. */
async function proposed(command: string): Promise<string | null> {
	if (!command.startsWith('lesson.') || command === 'lesson.propose') return null
	const proposal = { text: '权限表', section: own, reason: '职责已调整' }
	return (await phones.officer.must('lesson.propose', proposal)) + '1'
}

const no = 'notAllowed'
/** In the order of `roles`: admin, officer, lead, head, second, other. */
const table: [command: string, state: State, outcomes: string[]][] = [
	['incident.log', 'kept', ['+', '+', '+', no, no, no]],
	['log.write', 'kept', ['+', '+', '+', no, no, no]],
	['incident.amend', 'waiting', ['+', '+', '+', no, no, no]],
	['incident.amend', 'closed', ['state', 'state', 'state', no, no, no]],
	['incident.note', 'waiting', ['+', '+', '+', '+', '+', no]],
	['incident.note', 'kept', ['+', '+', '+', no, no, no]],
	['incident.note', 'closed', ['state', 'state', 'state', 'state', 'state', no]],
	['incident.assign', 'kept', ['+', '+', '+', no, no, no]],
	['incident.assign', 'waiting', ['state', 'state', 'state', no, no, no]],
	['assignment.acknowledge', 'waiting', [no, no, no, '+', '+', no]],
	['assignment.acknowledge', 'acknowledged', [no, no, no, 'same', 'same', no]],
	['assignment.acknowledge', 'closed', [no, no, no, 'state', 'state', no]],
	['assignment.return', 'waiting', [no, no, no, '+', '+', no]],
	['assignment.return', 'acknowledged', [no, no, no, '+', '+', no]],
	['assignment.transfer', 'waiting', ['+', '+', '+', '+', '+', no]],
	['assignment.transfer', 'acknowledged', ['+', '+', '+', '+', '+', no]],
	['assignment.transfer', 'closed', ['state', 'state', 'state', 'state', 'state', no]],
	['incident.close', 'kept', ['+', '+', '+', no, no, no]],
	['incident.close', 'waiting', ['+', '+', '+', 'state', 'state', no]],
	['incident.close', 'acknowledged', ['+', '+', '+', '+', '+', no]],
	['incident.close', 'closed', ['state', 'state', 'state', 'state', 'state', no]],
	['incident.reopen', 'closed', ['+', '+', '+', no, no, no]],
	['incident.reopen', 'waiting', ['state', 'state', 'state', no, no, no]],
	['attachment.add', 'waiting', ['+', '+', '+', '+', '+', no]],
	['attachment.add', 'kept', ['+', '+', '+', no, no, no]],
	['attachment.add', 'closed', ['state', 'state', 'state', 'state', 'state', no]],
	['attachment.arrived', 'waiting', [no, no, no, no, no, no]],
	['lesson.propose', 'kept', ['+', '+', '+', '+', '+', no]],
	['lesson.accept', 'kept', ['+', no, no, no, no, no]],
	['lesson.refuse', 'kept', ['+', no, no, no, no, no]],
	['lesson.undo', 'kept', ['state', no, no, no, no, no]],
	['office.set', 'kept', ['+', no, no, no, no, no]],
	['contact.tested', 'kept', ['+', '+', '+', no, no, no]],
	['section.staff', 'kept', ['+', no, no, no, no, no]],
	['turn.set', 'kept', ['+', no, no, no, no, no]],
	['person.set', 'kept', ['+', no, no, no, no, no]],
	['catalogue.adopt', 'kept', ['+', no, no, no, no, no]],
	['assignment.overdue', 'waiting', [no, no, no, no, no, no]]
]

let guest = 0
function argsOf(
	command: string,
	made: { incident: string; assignment: string },
	lesson: string | null
): unknown {
	const { incident, assignment } = made
	const now = Date.now()
	return {
		'incident.log': { kind: 'incident', text: '权限表', section: own },
		'log.write': { text: '权限表' },
		'incident.amend': { incident, place: '某地' },
		'incident.note': { incident, text: '补记' },
		'incident.assign': { incident, section: elsewhere },
		'assignment.acknowledge': { assignment },
		'assignment.return': { assignment, reason: '不属本科' },
		'assignment.transfer': { assignment, section: elsewhere, reason: '应由他科' },
		'assignment.overdue': { assignment },
		'attachment.add': {
			incident,
			name: '现场.jpg',
			type: 'image/jpeg',
			size: 1,
			sha256: '0'.repeat(64)
		},
		'attachment.arrived': { attachment: incident },
		'incident.close': { incident, result: '办结' },
		'incident.reopen': { incident, reason: '又有情况' },
		'office.set': { name: '某区人民政府办公室' },
		'lesson.propose': { text: '权限表', section: own, reason: '职责已调整' },
		'lesson.accept': { lesson },
		'lesson.refuse': { lesson, reason: '目录里不是这样' },
		'lesson.undo': { lesson, reason: '还没采纳' },
		'contact.tested': { person: phones.officer.person, outcome: '接通' },
		'section.staff': { section: elsewhere, a: null, b: null },
		'turn.set': { seat: 'driver', person: phones.officer.person, from: now, to: now + 1 },
		'person.set': {
			person: `guest${String(++guest).padStart(10, '0')}`,
			name: '来宾',
			roles: [],
			sections: []
		},
		// The same sections again: they keep their ids.
		'catalogue.adopt': {
			source: { name: '职责.docx', sha256: '0'.repeat(64) },
			sections: ['秘书一室', '秘书二室', '秘书三室'].map((name) => ({
				name,
				aliases: [],
				duties: [{ text: '负责值班。', lines: [1, 1] }],
				tasks: []
			}))
		}
	}[command]
}

describe.each(table)('%s on an incident that is %s', (command, state, outcomes) => {
	it.each(roles.map((role, i) => [role, outcomes[i]!] as const))('by %s: %s', async (role, outcome) => {
		const made = await incident(state)
		const { answer } = await phones[role].do(command, argsOf(command, made, await proposed(command)))
		expect(answer.ok ? ['+'] : codes(answer)).toEqual([outcome])
	})
})

describe('who sees what', () => {
	const sees: [collection: string, state: State, by: Record<Role, boolean>][] = [
		[
			'incidents',
			'waiting',
			{ admin: true, officer: true, lead: true, head: true, second: true, other: false }
		],
		[
			'incidents',
			'kept',
			{ admin: true, officer: true, lead: true, head: false, second: false, other: false }
		],
		[
			'incidents',
			'closed',
			{ admin: true, officer: true, lead: true, head: true, second: true, other: false }
		],
		[
			'entries',
			'waiting',
			{ admin: true, officer: true, lead: true, head: true, second: true, other: false }
		],
		[
			'assignments',
			'waiting',
			{ admin: true, officer: true, lead: true, head: true, second: true, other: false }
		]
	]
	it.each(sees)('%s of an incident that is %s', async (collection, state, by) => {
		const made = await incident(state)
		for (const role of roles) {
			const seen = (await phones[role].sees()).get(collection) ?? []
			const found = seen.some((r) => r?.['subject'] === made.incident)
			expect([role, found]).toEqual([role, by[role]])
		}
	})

	it('the office’s own records by everybody, leaders’ numbers by the duty side, rights by their owner, counters by nobody', async () => {
		for (const role of roles) {
			const seen = await phones[role].sees()
			for (const collection of ['office', 'sections', 'people', 'turns', 'catalogues'])
				expect([role, collection, (seen.get(collection)?.length ?? 0) > 0]).toEqual([role, collection, true])
			const dutySide = ['admin', 'officer', 'lead'].includes(role)
			const leader = (seen.get('people') ?? []).find((p) => (p?.['roles'] as string[]).includes('leader'))!
			const numbers = (seen.get('contacts') ?? []).map((c) => c?.['person'])
			expect([role, numbers.includes(leader['id'])]).toEqual([role, dutySide])
			expect((seen.get('rights') ?? []).map((r) => r?.['person'])).toEqual([phones[role].person])
			expect(seen.has('counters')).toBe(false)
		}
	})

	it('nothing of it through PocketBase’s own record API', async () => {
		for (const collection of [
			'people',
			'duty_view_events',
			'duty_view_records',
			'duty_view_commands',
			'duty_view_notices'
		])
			for (const method of ['GET', 'POST']) {
				const body = method === 'POST' ? '{}' : null
				const response = await phones.officer.ask(`/api/collections/${collection}/records`, { method, body })
				expect([collection, method, response.status >= 400]).toEqual([collection, method, true])
			}
		const own = `/api/collections/people/records/${phones.officer.person}`
		const rename = await phones.officer.ask(own, { method: 'PATCH', body: '{"username":"admin2"}' })
		expect(rename.status).toBeGreaterThanOrEqual(400)
		expect(
			(await phones.officer.ask('/api/sql', { method: 'POST', body: '{"query":"SELECT 1"}' })).status
		).toBe(403)
	})
})
