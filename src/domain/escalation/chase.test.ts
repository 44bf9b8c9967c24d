import { describe, expect, it } from 'vitest'
import type { Policy } from './policy'
import {
	admin,
	deputyA,
	headA,
	headB,
	lead,
	logged,
	officer,
	type Office
} from '../../../tests/support/world'
import { at, dutyOffice, must, published, reasons, turnOn } from '../../../tests/support/roster'
import { hour, minute } from '../instant'
import { usualPolicies } from './usual'

const when: Policy['when'] = {
	kinds: null,
	categories: null,
	levels: null,
	sensitive: null,
	from: null,
	to: null
}
const incidents = usualPolicies.find((p) => p.id === 'incidents')!
const step = (after: number, whom: Policy['steps'][number]['whom'], more = {}) => ({
	...{ after, whom, need: 'any' as const, channels: null, repeat: 0, every: 0 },
	...more
})
/** One policy for everything, whatever the hour. */
const policy = (more: Partial<Policy> = {}): Policy => ({ ...incidents, id: 'all', when, ...more })

/** Tuesday 14:00: o2 is on duty, with o5 beside and l2 leading. */
function tuesday(own: Partial<Policy> = {}): Office {
	const world = dutyOffice()
	published(world)
	world.now = at(24, '14:00')
	must(world.do(admin, 'policies.set', { policies: [policy(own)] }))
	return world
}
const kinds = ['assigned', 'overdue', 'forgotten', 'callTask', 'unreached', 'returned']
const words = (world: Office) => world.notices.filter((n) => kinds.includes(n.kind))
const told = (world: Office) => words(world).map((n) => `${n.person} ${n.kind}`)
const chase = (world: Office, assignment: string) => world.get('chases', assignment + 'q')!
const said = (world: Office) =>
	world
		.all('entries')
		.filter((e) => e.kind.startsWith('chase.') || e.kind === 'callTask.reported')
		.map((e) => e.text)

describe('nobody signs', () => {
	it('A and B are told at once and again, then the officers telephone, then the leader on duty, then all leaders', () => {
		const world = tuesday()
		const { incident, assignment } = logged(world)
		world.live(hour)
		expect(told(world)).toEqual([
			...[`${headA} assigned`, `${deputyA} assigned`, `${headA} assigned`, `${deputyA} assigned`],
			...['o2 callTask', 'o5 callTask', 'l2 overdue'],
			...['l1 overdue', 'l2 overdue', 'l3 overdue', `${lead} overdue`],
			...['o2 unreached', 'o5 unreached', 'l2 unreached']
		])
		expect(words(world)[0]).toMatchObject({ first: true, about: assignment, number: '2026-1124-01' })
		expect(words(world)[2]).toMatchObject({ first: false, about: assignment })
		expect(chase(world, assignment)).toMatchObject({ state: 'alarmed', nextAt: null })
		expect(said(world)).toEqual([
			'第 1 步：再次通知秘书二室负责人、秘书二室经办人',
			'第 2 步：请值班员二、值班员五电话催办秘书二室负责人、秘书二室经办人',
			'第 3 步：已通知领导二',
			'第 4 步：已通知领导一、领导二、领导三、带班领导甲',
			'各步都催过，仍然无人应答，请值班室处理'
		])
		// The alarm stands until somebody signs or it is closed.
		must(world.do(headA, 'assignment.acknowledge', { assignment }))
		expect(chase(world, assignment)).toMatchObject({ state: 'answered' })
		must(world.do(officer, 'incident.close', { incident, result: '已处置' }))
		expect(chase(world, assignment)).toMatchObject({ state: 'ended', nextAt: null })
		expect(world.timers.filter((t) => t.about === assignment)).toEqual([])
	})

	it('the limit for 签收 is written down as it was, and pages nobody a second time', () => {
		const world = tuesday()
		const { assignment } = logged(world)
		world.live(11 * minute)
		expect(world.get('assignments', assignment)?.overdueAt).not.toBeNull()
		expect(world.notices.filter((n) => n.person === headA)).toHaveLength(2)
	})

	it('what was handed over before there were chases is asked for at its limit, as it was then', () => {
		const world = tuesday()
		const { assignment } = logged(world)
		world.kept().delete(`chases/${assignment}q`)
		world.notices = []
		world.live(hour)
		expect(told(world)).toEqual([`${headA} overdue`, `${deputyA} overdue`, `${officer} overdue`])
		expect(world.do(headA, 'assignment.acknowledge', { assignment }).ok).toBe(true)
	})
})

describe('who is asked is looked up when it is done', () => {
	it('after a late swap it is whoever has the seat now', () => {
		const world = tuesday()
		logged(world)
		world.live(9 * minute)
		must(world.do(admin, 'turn.assign', { turn: turnOn(world, 24).id, person: 'o6', reason: '生病' }))
		world.live(2 * minute)
		expect(told(world).filter((t) => t.endsWith('callTask'))).toEqual(['o6 callTask', 'o5 callTask'])
	})

	it('after the morning it is the next turn, not who went home', () => {
		const world = tuesday({ steps: [step(0, ['a']), step(30, ['officer', 'lead'])] })
		world.now = at(24, '08:10')
		logged(world)
		world.live(31 * minute)
		expect(told(world).slice(1)).toEqual(['o2 overdue', 'o5 overdue', 'l2 overdue'])
	})

	it('who is stopped, or no longer of the section, is asked no more; a step without anybody goes on at once and says so', () => {
		const world = tuesday()
		logged(world)
		for (const person of [headA, deputyA]) {
			const { name, title, roles } = world.get('people', person)!
			const sections = person === headA ? [world.a] : []
			const args = { person, name, title, roles, sections, phone: null, disabled: person === headA }
			must(world.do(admin, 'person.set', args))
		}
		world.live(5 * minute)
		expect(said(world)).toEqual(['第 1 步：A 角、B 角无人可通知，转下一步', ...said(world).slice(1)])
		// Nobody to telephone either: the leader on duty hears of it ten minutes early.
		expect(told(world).slice(2)).toEqual(['l2 overdue'])
	})

	it('without a roster it is who wrote it down, whoever passes it on', () => {
		const world = dutyOffice()
		must(world.do(admin, 'policies.set', { policies: [policy({ steps: [step(0, ['officer'])] })] }))
		const { assignment } = logged(world)
		must(world.do(lead, 'assignment.transfer', { assignment, section: world.b, reason: '涉学校' }))
		expect(told(world)).toEqual([`${officer} overdue`, `${officer} overdue`])
	})

	it('between night and noon turns nobody stands: then the alarm is for all who may lead', () => {
		const world = dutyOffice()
		const seats = [
			['officer', 'o1'],
			['deputy', 'o2'],
			['lead', 'l1']
		] as const
		const nights = seats.flatMap(([seat, person]) => [
			{ seat, place: 0, person, from: at(24, '11:50'), to: at(24, '13:00') },
			{ seat, place: 0, person, from: at(24, '17:00'), to: at(25, '09:00') }
		])
		published(world, nights)
		must(
			world.do(admin, 'policies.set', { policies: [policy({ steps: [step(0, ['a']), step(5, ['call'])] })] })
		)
		world.now = at(24, '13:30')
		const { assignment } = logged(world)
		world.live(hour)
		expect(chase(world, assignment)).toMatchObject({ state: 'alarmed' })
		expect(told(world)).toEqual([
			`${headA} assigned`,
			...['l1', 'l2', 'l3', lead].map((l) => `${l} unreached`)
		])
	})

	it('at night the night’s policy, over midnight; the morning’s for what comes in the morning', () => {
		const world = dutyOffice()
		published(world)
		const from = policy({
			id: 'night',
			when: { ...when, from: '22:00', to: '06:00' },
			steps: [step(0, ['officer'])]
		})
		must(world.do(admin, 'policies.set', { policies: [from, policy()] }))
		const used = [at(24, '21:59'), at(24, '22:00'), at(25, '02:14'), at(25, '05:59'), at(25, '06:00')].map(
			(t) => {
				world.now = t
				return chase(world, logged(world).assignment).policy.id
			}
		)
		expect(used).toEqual(['all', 'night', 'night', 'night', 'all'])
	})

	it('what is under way keeps to the policy of its time, through the quiet hours too', () => {
		const world = tuesday()
		world.now = at(24, '21:55')
		const { assignment } = logged(world)
		must(world.do(admin, 'policies.set', { policies: [policy({ steps: [step(0, ['a'])] })] }))
		world.live(hour)
		expect(chase(world, assignment).asked.map((a) => (a.at - at(24, '21:55')) / minute)).toEqual([
			0, 5, 10, 15, 20
		])
	})
})

describe('签收', () => {
	it('by one of them ends it; nobody is paged for what is answered, however long', () => {
		const world = tuesday({ forgotten: null })
		const { assignment } = logged(world)
		world.live(2 * minute)
		must(world.do(deputyA, 'assignment.acknowledge', { assignment }))
		const before = told(world).length
		world.live(100 * hour)
		expect(told(world)).toHaveLength(before)
	})

	it('where each has to sign one signature is not enough: the other is asked on, and signs too', () => {
		const steps = [step(0, ['a', 'b'], { need: 'each', repeat: 1, every: 5 }), step(10, ['lead'])]
		const world = tuesday({ steps, forgotten: null })
		const { assignment } = logged(world)
		must(world.do(headA, 'assignment.acknowledge', { assignment }))
		expect(reasons(world.do(headA, 'assignment.acknowledge', { assignment }))).toEqual([
			'same 已签收，不必再签'
		])
		world.live(6 * minute)
		expect(told(world)).toEqual([`${headA} assigned`, `${deputyA} assigned`, `${deputyA} assigned`])
		must(world.do(deputyA, 'assignment.acknowledge', { assignment }))
		expect(chase(world, assignment).answered.map((a) => a.person)).toEqual([headA, deputyA])
		expect(world.get('assignments', assignment)).toMatchObject({ acknowledgedBy: headA })
		world.live(hour)
		expect(told(world)).toHaveLength(3)
		expect(reasons(world.do(deputyA, 'assignment.acknowledge', { assignment }))).toEqual([
			'same 已签收，不必再签'
		])
	})

	describe('where each has to sign and one is stopped after the other has signed', () => {
		const steps = [step(0, ['a', 'b'], { need: 'each' }), step(10, ['call']), step(10, ['lead'])]
		function half() {
			const world = tuesday({ steps, forgotten: 60 })
			const { assignment } = logged(world)
			const stop = () => {
				const { name, title, roles, sections } = world.get('people', deputyA)!
				const args = { person: deputyA, name, title, roles, sections, phone: null, disabled: true }
				must(world.do(admin, 'person.set', args))
			}
			return { world, assignment, stop }
		}

		it('is waited for no longer: nobody else is paged, and what came of it is looked at as ever', () => {
			const { world, assignment, stop } = half()
			must(world.do(headA, 'assignment.acknowledge', { assignment }))
			world.live(11 * minute)
			expect(told(world).slice(2)).toEqual(['o2 callTask', 'o5 callTask'])
			stop()
			world.live(10 * minute)
			expect(chase(world, assignment)).toMatchObject({ state: 'answered', must: [headA, deputyA] })
			expect(world.get('callTasks', assignment + 'k')?.state).toBe('dropped')
			expect(said(world).at(-1)).toBe('秘书二室经办人已停用或不在这个科室，不再等其签收')
			world.live(hour)
			expect(told(world).slice(4)).toEqual([`${headA} forgotten`])
			expect(world.replayed().get(`chases/${assignment}q`)?.record).toEqual(chase(world, assignment))
		})

		it('one who was only told by telephone still has the limit for 签收', () => {
			const { world, assignment, stop } = half()
			const { dueAt } = world.get('assignments', assignment)!
			const short = policy({
				steps: [step(0, ['a', 'b'], { need: 'each' }), step(3, ['call']), step(2, ['lead'])]
			})
			must(world.do(admin, 'policies.set', { policies: [short] }))
			const { assignment: other } = logged(world)
			world.live(4 * minute)
			must(world.do('o2', 'call.report', { task: other + 'k', person: headA, outcome: '接通' }))
			stop()
			world.live(2 * minute)
			expect(chase(world, other).state).toBe('answered')
			world.live(5 * minute)
			expect(world.get('assignments', other)).toMatchObject({ state: 'waiting', overdueAt: dueAt })
		})

		it('stopped when the alarm stands already, whoever has signed ends it by signing once more', () => {
			const { world, assignment, stop } = half()
			must(world.do(headA, 'assignment.acknowledge', { assignment }))
			world.live(hour)
			expect(chase(world, assignment).state).toBe('alarmed')
			expect(reasons(world.do(headA, 'assignment.acknowledge', { assignment }))).toEqual([
				'same 已签收，不必再签'
			])
			stop()
			must(world.do(headA, 'assignment.acknowledge', { assignment }))
			expect(chase(world, assignment).state).toBe('answered')
			expect(reasons(world.do(headA, 'assignment.acknowledge', { assignment }))).toEqual([
				'same 已签收，不必再签'
			])
		})
	})

	it('and then nothing: whoever signed is asked again, so often and no more, the last time with the duty room', () => {
		const world = tuesday({ forgotten: 60, most: 3 })
		const { assignment, incident } = logged(world)
		must(world.do(headA, 'assignment.acknowledge', { assignment }))
		world.live(59 * minute)
		must(world.do(headA, 'incident.note', { incident, text: '已到现场' }))
		world.live(59 * minute)
		expect(told(world).filter((t) => t.endsWith('forgotten'))).toEqual([])
		world.live(20 * hour)
		expect(told(world).filter((t) => t.endsWith('forgotten'))).toEqual([
			...[`${headA} forgotten`, `${headA} forgotten`, `${headA} forgotten`],
			...['o2 forgotten', 'o5 forgotten']
		])
		expect(said(world)[0]).toBe('签收后 1 小时没有进展，已提醒秘书二室负责人')
	})

	it('closed, nobody is reminded of it', () => {
		const world = tuesday({ forgotten: 60 })
		const { assignment, incident } = logged(world)
		must(world.do(headA, 'assignment.acknowledge', { assignment }))
		must(world.do(headA, 'incident.close', { incident, result: '已处置' }))
		const before = told(world).length
		world.live(100 * hour)
		expect(told(world)).toHaveLength(before)
	})
})

describe('退回, 转办, 重新打开', () => {
	it('returned, nobody of the section is chased any more, and the task to telephone falls', () => {
		const world = tuesday()
		const { assignment } = logged(world)
		world.live(11 * minute)
		expect(world.get('callTasks', assignment + 'k')).toMatchObject({
			state: 'open',
			persons: [headA, deputyA]
		})
		must(world.do(headA, 'assignment.return', { assignment, reason: '不属本科' }))
		expect(chase(world, assignment)).toMatchObject({ state: 'ended', nextAt: null })
		expect(world.get('callTasks', assignment + 'k')).toMatchObject({ state: 'dropped' })
		const before = told(world).length
		world.live(10 * hour)
		expect(told(world)).toHaveLength(before)
	})

	it('passed on, the other section is chased from the beginning; opened again, the same one', () => {
		const world = tuesday()
		const { assignment, incident } = logged(world)
		const id = must(
			world.do(officer, 'assignment.transfer', { assignment, section: world.b, reason: '涉学校' })
		)
		world.live(6 * minute)
		expect(told(world).slice(2)).toEqual([`${headB} assigned`, `${headB} assigned`])
		must(world.do(headB, 'assignment.acknowledge', { assignment: id + '1' }))
		must(world.do(headB, 'incident.close', { incident, result: '已处置' }))
		must(world.do(officer, 'incident.reopen', { incident, reason: '又有险情' }))
		expect(chase(world, id + '1')).toMatchObject({ state: 'waiting', step: 1, answered: [] })
		expect(told(world).at(-1)).toBe(`${headB} assigned`)
		expect(world.replayed().get(`chases/${id}1q`)?.record).toEqual(chase(world, id + '1'))
	})
})

describe('更正 before anybody has signed', () => {
	/** Tuesday 22:30, by the usual policies: a matter is not urgent at night. */
	function smell() {
		const world = dutyOffice()
		published(world)
		world.now = at(24, '22:30')
		const matter = { kind: 'matter', text: '有人反映异味', section: world.a }
		const id = must(world.do(officer, 'incident.log', matter))
		return { world, incident: id + '1', assignment: id + '2' }
	}
	const serious = { kind: 'incident', level: 1, category: '事故灾难' }
	const amend = (world: Office, incident: string, args: object) =>
		must(world.do('o2', 'incident.amend', { incident, ...args }))

	it('what has become serious is chased as that from the beginning, by its own limit', () => {
		const { world, incident, assignment } = smell()
		world.live(10 * minute)
		world.notices = []
		amend(world, incident, serious)
		const limit = at(24, '22:50')
		expect(world.get('assignments', assignment)).toMatchObject({ state: 'waiting', dueAt: limit })
		expect(chase(world, assignment)).toMatchObject({
			state: 'waiting',
			step: 1,
			policy: { id: 'incidents2' }
		})
		expect(said(world)).toEqual([
			'更正后照“突发事件（夜间）”从头催办，签收限 11-24 22:50；第 1 步：已通知秘书二室负责人、秘书二室经办人'
		])
		expect(words(world)[0]).toMatchObject({ kind: 'assigned', dueAt: limit, first: true })
		world.live(hour)
		expect(told(world)).toEqual([
			...[`${headA} assigned`, `${deputyA} assigned`, `${headA} assigned`, `${deputyA} assigned`],
			...['o2 callTask', 'o5 callTask', 'l2 overdue'],
			...['l1 overdue', 'l2 overdue', 'l3 overdue', `${lead} overdue`],
			...['o2 unreached', 'o5 unreached', 'l2 unreached']
		])
		expect(world.get('assignments', assignment)?.overdueAt).toBe(limit)
		expect(world.timers.filter((t) => t.about === assignment)).toEqual([])
		for (const key of [`chases/${assignment}q`, `assignments/${assignment}`] as const)
			expect(world.replayed().get(key)).toEqual(world.kept().get(key))
	})

	it('what has become ordinary is chased as that; a limit gets no longer by it, nor is one that has passed set anew', () => {
		const { world, incident, assignment } = smell()
		amend(world, incident, serious)
		const limit = at(24, '22:40')
		amend(world, incident, { kind: 'matter' })
		expect(chase(world, assignment)).toMatchObject({ policy: { id: 'matters2' } })
		expect(said(world).at(-1)).toMatch(/^更正后照“一般事项（夜间）”从头催办；第 1 步/)
		world.live(11 * minute)
		expect(world.get('assignments', assignment)).toMatchObject({ dueAt: limit, overdueAt: limit })
		amend(world, incident, { kind: 'incident' })
		expect(world.get('assignments', assignment)).toMatchObject({ dueAt: limit, overdueAt: limit })
		expect(chase(world, assignment)).toMatchObject({ policy: { id: 'incidents2' } })
		world.live(9 * hour)
		expect(world.events.filter((e) => e.kind === 'assignment.overdue')).toHaveLength(1)
	})

	it('a correction that no policy asks about holds nothing up, whatever the hour has become', () => {
		const { world, incident, assignment } = smell()
		world.now = at(25, '07:00')
		const [before, timers] = [chase(world, assignment), world.timers]
		amend(world, incident, { level: 4, text: '有人反映异味很重', category: '其他', place: '北山镇' })
		expect(chase(world, assignment)).toEqual(before)
		expect(world.timers).toEqual(timers)
	})

	it('a text that turns out to be sensitive counts', () => {
		const world = tuesday()
		const school = policy({ id: 'school', name: '敏感', when: { ...when, sensitive: true } })
		must(world.do(admin, 'policies.set', { policies: [school, policy()] }))
		const { incident, assignment } = logged(world)
		const { dueAt } = world.get('assignments', assignment)!
		world.live(minute)
		amend(world, incident, { text: '实验中学食堂多名学生呕吐腹泻，已送医院。' })
		expect(chase(world, assignment).policy.id).toBe('school')
		expect(world.get('assignments', assignment)?.dueAt).toBe(dueAt)
	})

	it('handed over by day and amended in a night that knows one policy for all: by that one', () => {
		const world = tuesday()
		const night = policy({ id: 'night', when: { ...when, from: '22:00', to: '06:00' } })
		const matters = policy({ id: 'matters', when: { ...when, kinds: ['matter'] } })
		must(world.do(admin, 'policies.set', { policies: [night, matters, policy()] }))
		world.now = at(24, '21:50')
		const text = '有人反映异味'
		const id = must(world.do(officer, 'incident.log', { kind: 'matter', text, section: world.a }))
		world.now = at(24, '22:10')
		amend(world, id + '1', { kind: 'incident' })
		expect(chase(world, id + '2').policy.id).toBe('night')
	})

	it('told by telephone they were told of something else; signed for, they have it', () => {
		const { world, incident, assignment } = smell()
		world.now = at(25, '09:45')
		world.pass(0)
		must(world.do('o3', 'call.report', { task: assignment + 'k', person: headA, outcome: '接通' }))
		expect(chase(world, assignment).state).toBe('answered')
		amend(world, incident, serious)
		expect(chase(world, assignment)).toMatchObject({ state: 'waiting', answered: [] })
		must(world.do(headA, 'assignment.acknowledge', { assignment }))
		const before = chase(world, assignment)
		amend(world, incident, { kind: 'matter' })
		expect(chase(world, assignment)).toEqual(before)
	})

	it('a phone says what was amended and leaves chasing to the server', () => {
		const { world, incident } = smell()
		const result = world.phoneOf('o2').do('o2', 'incident.amend', { incident, ...serious })
		expect(result.ok === true && result.events.map((e) => e.kind)).toEqual(['incident.amended'])
	})
})

describe('电话催办', () => {
	it('接通 is 已电话告知: nobody is chased any more, 签收 stays to be given and its limit is kept', () => {
		const world = tuesday({
			steps: [step(0, ['a', 'b']), step(5, ['call']), step(5, ['lead'])],
			forgotten: 60
		})
		const { assignment } = logged(world)
		world.live(6 * minute)
		const task = assignment + 'k'
		must(world.do('o2', 'call.report', { task, person: headA, outcome: '占线' }))
		expect(world.get('callTasks', task)).toMatchObject({ state: 'open' })
		must(world.do('o2', 'call.report', { task, person: headA, outcome: '接通' }))
		expect(world.get('callTasks', task)).toMatchObject({ state: 'told', toldAt: world.now })
		expect(chase(world, assignment)).toMatchObject({ state: 'answered', answered: [{ person: headA }] })
		expect(said(world).slice(-2)).toEqual(['秘书二室负责人电话占线', '秘书二室负责人接听，已电话告知'])
		world.live(10 * minute)
		expect(world.get('assignments', assignment)?.overdueAt).not.toBeNull()
		expect(told(world).filter((t) => t.startsWith('l2'))).toEqual([])
		world.live(hour)
		expect(told(world).at(-1)).toBe(`${headA} overdue`)
	})

	it('空号 marks the number as one that is dead', () => {
		const world = tuesday()
		const { name, title, roles, sections } = world.get('people', headA)!
		must(world.do(admin, 'person.set', { person: headA, name, title, roles, sections, phone: '13800000000' }))
		const { assignment } = logged(world)
		world.live(11 * minute)
		must(world.do('o2', 'call.report', { task: assignment + 'k', person: headA, outcome: '空号' }))
		expect(world.get('contacts', headA + 'c')).toMatchObject({ outcome: '空号', testedBy: 'o2' })
	})

	it('is for the duty side, and for those it names', () => {
		const world = tuesday()
		const { assignment } = logged(world)
		world.live(11 * minute)
		const args = { task: assignment + 'k', person: headB, outcome: '接通' }
		expect(reasons(world.do(headA, 'call.report', args))[0]).toMatch(/^notAllowed/)
		expect(reasons(world.do('o2', 'call.report', args))[0]).toMatch(/^notFound/)
	})
})

describe('policies that are refused', () => {
	const refused = (policies: unknown) => {
		const result = dutyOffice().do(admin, 'policies.set', { policies })
		return result.ok === false ? result.refusals.map((r) => `${r.field} ${r.reason}`) : ['accepted']
	}
	it.each([
		['none', [], 'policies 至少要有一条催办规则'],
		['no step', [policy({ steps: [] })], 'policies.0.steps 至少要有一步'],
		['nobody', [policy({ steps: [step(0, [])] })], 'policies.0.steps.0.whom 第 1 步没有写催办谁'],
		[
			'minus a minute',
			[policy({ steps: [step(-1, ['a'])] })],
			'policies.0.steps.0.after 第 1 步应在 0–1440 分钟之间'
		],
		[
			'two at once',
			[policy({ steps: [step(0, ['a']), step(0, ['b'])] })],
			'policies.0.steps.1.after 第 2 步与上一步至少隔 1 分钟、至多一天'
		],
		[
			'nine steps',
			[policy({ steps: Array.from({ length: 9 }, (_, i) => step(i, ['a'])) })],
			'policies.0.steps 至多 8 步'
		],
		[
			'each of the leaders',
			[policy({ steps: [step(0, ['lead'], { need: 'each' })] })],
			'policies.0.steps.0.need 第 1 步没有 A 角、B 角，不能要求每人签收'
		],
		[
			'the same twice',
			[policy({ when: { ...when, kinds: ['matter'] } }), policy()],
			'policies.1.id 编号 all 重复'
		],
		['for ever', [policy({ most: 1000 })], 'policies.0.most 每人催办次数应在 1–12 之间'],
		[
			'half a time of day',
			[policy({ when: { ...when, from: '22:00' } })],
			'policies.0.when.from 时段要有起有止'
		],
		[
			'all taken by the one before',
			[policy(), policy({ id: 'second' })],
			'policies.1.when 「突发事件」用不上：前面的规则已全部包括，请调整顺序'
		],
		[
			'nothing for matters',
			[policy({ when: { ...when, kinds: ['incident'] } })],
			'policies 有的一般事项没有规则可用，请在最后留一条不设条件的规则'
		]
	])('%s', (_, policies, reason) => expect(refused(policies)).toContain(reason))

	it('only administrators set them', () => {
		expect(reasons(dutyOffice().do(officer, 'policies.set', { policies: [policy()] }))[0]).toMatch(
			/^notAllowed/
		)
	})

	it('sensitive is read from the text: 涉学校 has a policy of its own', () => {
		const world = tuesday()
		const school = policy({ id: 'school', when: { ...when, sensitive: true } })
		must(world.do(admin, 'policies.set', { policies: [school, policy()] }))
		const used = ['实验中学食堂多名学生呕吐腹泻，已送医院。', '东河大桥下游一艘货船搁浅。'].map((text) => {
			const id = must(world.do(officer, 'incident.log', { kind: 'incident', text, section: world.a }))
			return chase(world, id + '2').policy.id
		})
		expect(used).toEqual(['school', 'all'])
	})
})
