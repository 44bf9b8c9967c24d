// Who sees and does what: role × record × command, against the real server. Each row is a fresh incident in a known
// state; + is done, any other word is the refusal's code.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Turn } from '../../src/domain/events/turn'
import { usualHandover } from '../../src/domain/roster/handover'
import { onDuty } from '../../src/domain/roster/onDuty'
import { usualRules } from '../../src/domain/roster/seats'
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
	['assignment.overdue', 'waiting', [no, no, no, no, no, no]],
	['duty.rules', 'kept', ['+', no, no, no, no, no]],
	['roster.draft', 'kept', ['+', no, no, no, no, no]],
	['roster.publish', 'kept', ['+', no, no, no, no, no]],
	['roster.remind', 'kept', [no, no, no, no, no, no]],
	// The officer's own turn: an administrator asks for others.
	['swap.ask', 'kept', ['+', '+', no, no, no, no]],
	['swap.accept', 'kept', [no, 'same', no, no, no, no]],
	['swap.decline', 'kept', [no, 'state', no, no, no, no]],
	['swap.withdraw', 'kept', ['+', '+', no, no, no, no]],
	['swap.approve', 'kept', ['state', no, 'state', no, no, no]],
	['swap.refuse', 'kept', ['state', no, 'state', no, no, no]],
	['swap.undo', 'kept', ['state', 'state', 'state', no, no, no]],
	['swap.expire', 'kept', [no, no, no, no, no, no]],
	['turn.take', 'kept', ['state', 'state', 'state', 'state', 'state', 'state']],
	['turn.assign', 'kept', ['+', no, no, no, no, no]],
	// Somebody else's leave; one's own is everybody's to report.
	['leave.set', 'kept', ['+', no, no, no, no, no]],
	['leave.cancel', 'kept', ['+', no, no, no, no, no]],
	['leave.import', 'kept', ['+', no, no, no, no, no]],
	['room.set', 'kept', ['+', '+', '+', no, no, no]],
	['room.duty', 'kept', ['+', '+', '+', no, no, no]],
	['inspection.start', 'kept', ['+', '+', '+', no, no, no]],
	['inspection.call', 'kept', ['+', '+', '+', no, no, no]],
	['inspection.end', 'kept', ['state', 'state', 'state', no, no, no]],
	// The officer stands as main officer now, and hands over to somebody who is none of these.
	['handover.give', 'kept', [no, '+', no, no, no, no]],
	['handover.take', 'kept', ['state', 'state', 'state', 'state', 'state', 'state']],
	['handover.withdraw', 'kept', [no, '+', no, no, no, no]],
	['handover.without', 'kept', [no, 'state', no, no, no, no]],
	['handover.late', 'kept', [no, no, no, no, no, no]],
	['handover.rules', 'kept', ['+', no, no, no, no, no]]
]

let far = Date.parse('2031-01-01T00:30:00Z')
let lone = Date.parse('2040-01-01T00:30:00Z')
/** What is asked about in the roster: far ahead, each time on a day of its own. */
async function ofRoster(): Promise<Record<string, string>> {
	const { admin, officer } = phones
	const person = (await admin.sees()).get('people')!.find((p) => p?.['name'] === '值班员乙')!['id'] as string
	const period = { from: '2032-02-01', to: '2032-02-01', turns: [], unmet: [] }
	far += 3 * 86_400_000
	const span = { from: far, to: far + 86_400_000 }
	const turn = (await admin.must('turn.set', { seat: 'officer', person: officer.person, ...span })) + '1'
	const swap = (await officer.must('swap.ask', { turn, to: person, reason: '有事' })) + '1'
	const next = { from: span.to, to: span.to + 86_400_000 }
	const mine = (await admin.must('turn.set', { seat: 'deputy', person: officer.person, ...next })) + '1'
	const leave = (await admin.must('leave.set', { person, ...span, kind: '休假' })) + '1'
	const roster = (await admin.must('roster.draft', period)) + '1'
	return { turn, swap, mine, leave, roster, person }
}

let lower = 0
/** A lower duty room, and an inspection in which nobody has been called. */
async function ofRooms(): Promise<Record<string, string>> {
	const rooms = [{ name: `值班室${++lower}`, phones: ['0000-8810001'] }]
	const room = (await phones.admin.must('room.set', { rooms })) + '1'
	const inspection = (await phones.admin.must('inspection.start', { way: 'list', rooms: [room] })) + '1'
	return { room, inspection }
}

const sheetOf = (turn: string) => ({
	...{ turn, open: [], equipment: [], notes: null, tasks: [], done: [] },
	phone: { through: true, at: Date.now() }
})
/** The officer's turn that runs and one that is to come; but for the first, with a sheet that waits for the reliever. */
async function ofHandover(command: string): Promise<Record<string, string>> {
	const { officer } = phones
	const turns = (await officer.sees()).get('turns') as unknown as Turn[]
	const main = turns.filter((t) => t.seat === 'officer' && t.person === officer.person)
	const mine = onDuty(main, Date.now())[0]!
	const coming = main.find((t) => t.from > mine.to)!.id
	const given =
		mine.handed ??
		(command === 'handover.give' ? '' : (await officer.must('handover.give', sheetOf(mine.id))) + '1')
	return { turn: mine.id, coming, handover: given }
}

let guest = 0
function argsOf(
	command: string,
	made: { incident: string; assignment: string },
	lesson: string | null,
	of: Record<string, string> = {}
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
		'turn.set': {
			seat: 'driver',
			person: phones.officer.person,
			from: (lone += 86_400_000),
			to: lone + 1
		},
		'duty.rules': { ...usualRules },
		'roster.draft': { from: '2032-02-01', to: '2032-02-29', turns: [], unmet: [] },
		'roster.publish': { roster: of['roster'] },
		'roster.remind': { person: of['person'] },
		'swap.ask': { turn: of['mine'], to: null, reason: '有事' },
		'swap.accept': { swap: of['swap'] },
		'swap.decline': { swap: of['swap'] },
		'swap.withdraw': { swap: of['swap'] },
		'swap.approve': { swap: of['swap'] },
		'swap.refuse': { swap: of['swap'], reason: '当天有会' },
		'swap.undo': { swap: of['swap'], reason: '误批' },
		'swap.expire': { swap: of['swap'] },
		'turn.take': { turn: of['turn'], reason: '生病' },
		'turn.assign': { turn: of['turn'], person: of['person'], reason: '生病' },
		'room.set': { rooms: [{ name: `值班室${++lower}`, group: '乡镇', phones: [] }] },
		'room.duty': { room: of['room'], days: [{ date: '2026-11-24', who: '值班员甲' }] },
		'inspection.start': { way: 'draw', count: 1 },
		'inspection.call': { inspection: of['inspection'], room: of['room'], outcome: '接通' },
		'inspection.end': { inspection: of['inspection'] },
		'handover.give': sheetOf(of['turn'] ?? ''),
		'handover.take': { handover: of['handover'] },
		'handover.withdraw': { handover: of['handover'] },
		'handover.without': { turn: of['coming'], reason: '电话交接' },
		'handover.late': {},
		'handover.rules': { ...usualHandover, seats: ['officer'] },
		'leave.import': { leaves: [{ person: of['person'], from: now, to: now + 1, kind: '休假' }] },
		'leave.set': { person: of['person'], from: now, to: now + 1, kind: '休假' },
		'leave.cancel': { leave: of['leave'] },
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
		const rooms = /^(room|inspection)/.test(command) ? await ofRooms() : {}
		const handover = command.startsWith('handover') ? await ofHandover(command) : rooms
		const roster = /^(swap|roster|leave|turn\.(take|assign))/.test(command) ? await ofRoster() : handover
		const args = argsOf(command, made, await proposed(command), roster)
		const { answer } = await phones[role].do(command, args)
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
