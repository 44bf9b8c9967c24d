import { expect, it } from 'vitest'
import { day, hour, minute } from '../instant'
import { admin, headA, NIGHT, office, officer, type Result } from '../../../tests/support/world'
import { deviceTrouble, nextRoll, numberTrouble, rollRows } from './rollCall'
import { rollToAnswer } from './rollToAnswer'

const must = (result: Result) => {
	if (result.ok !== true) throw new Error(JSON.stringify(result))
	return result
}
const at = (text: string) => Date.parse(text + '+08:00')

it('asks everybody who may sign in, once, by a test without content', () => {
	const world = office()
	const person = { person: 'gone', name: '已停用', title: null, roles: [], sections: [], phone: null }
	must(world.do('', 'person.set', { ...person, disabled: true }))
	expect(world.do(officer, 'rollCall.start', {})).toMatchObject({ ok: false })
	world.notices = []
	const { id } = must(world.do(admin, 'rollCall.start', {}))
	const call = world.get('rollCalls', id + '1')!
	expect(call.asked).toContain(headA)
	expect(call.asked).not.toContain('gone')
	expect(world.notices.map((n) => n.person).sort()).toEqual(call.asked)
	expect(new Set(world.notices.map((n) => `${n.kind} ${n.subject}`))).toEqual(
		new Set([`channelTest ${call.id}`])
	)
	expect(world.phoneOf(headA).do(headA, 'rollCall.answer', { rollCall: call.id })).toMatchObject({ ok: true })
})

it('keeps each answer for the duty side and the person, and takes none twice or late', () => {
	const world = office()
	const rollCall = must(world.do(admin, 'rollCall.start', {})).id + '1'
	const answer = (who: string) => world.do(who, 'rollCall.answer', { rollCall })
	const said = (result: Result) => ('refusals' in result ? result.refusals[0]!.reason : 'ok')
	expect(said(answer(headA))).toBe('ok')
	expect(said(answer(headA))).toBe('您已经答过了')
	expect(world.sees(officer).filter((k) => k.collection === 'rollAnswers')).toHaveLength(1)
	expect(world.sees('headb').filter((k) => k.collection === 'rollAnswers')).toHaveLength(0)
	world.now += 3 * day
	expect(said(answer(officer))).toBe('这次点名已经结束')
	expect(world.replayed()).toEqual(world.kept())
})

it('is called by itself each week at its time, once after a long silence', () => {
	const world = office()
	const weekly = { weekday: 1, time: '16:30' }
	must(world.do(admin, 'rollCall.rules', { weekly }))
	expect(world.timers.map((t) => t.dueAt)).toEqual([at('2026-11-23T16:30:00')])
	world.pass(at('2026-11-23T16:30:00') - NIGHT)
	expect(world.all('rollCalls')).toHaveLength(1)
	world.pass(30 * day)
	expect(world.all('rollCalls')).toHaveLength(2)
	expect(world.timers.map((t) => t.dueAt)).toEqual([at('2026-12-28T16:30:00')])
	// One by hand in between changes nothing of that.
	must(world.do(admin, 'rollCall.start', {}))
	expect(world.timers).toHaveLength(1)
	must(world.do(admin, 'rollCall.rules', { weekly: null }))
	expect(world.timers).toEqual([])
	expect(rollToAnswer(world.all('rollCalls'), world.now)?.startedAt).toBe(world.now)
	expect(rollToAnswer(world.all('rollCalls'), world.now + 3 * day)).toBeNull()
})

it('finds the next instant of a weekday and time', () => {
	const sunday = { weekday: 0, time: '02:14' }
	expect(nextRoll(sunday, NIGHT)).toBe(NIGHT + 7 * day)
	expect(nextRoll(sunday, NIGHT - 1)).toBe(NIGHT)
	expect(nextRoll({ weekday: 6, time: '00:00' }, NIGHT)).toBe(at('2026-11-28T00:00:00'))
})

it('lists first who did not answer, then whose number or devices are stale', () => {
	const world = office()
	const call = world.get('rollCalls', must(world.do(admin, 'rollCall.start', {})).id + '1')!
	must(world.do(headA, 'rollCall.answer', { rollCall: call.id }))
	must(world.do(officer, 'rollCall.answer', { rollCall: call.id }))
	const contact = {
		...{ id: 'c', subject: 'c', audience: [], formerly: [], person: officer, phone: '0000-8800001' },
		...{ testedAt: NIGHT - hour, outcome: '接通' as const }
	}
	const contacts = new Map([[officer, contact]])
	const seen = new Map([[officer, NIGHT - minute]])
	const rows = rollRows(call, world.all('rollAnswers'), contacts, seen, NIGHT)
	expect(rows.at(-1)).toEqual({ person: officer, answeredAt: world.now, troubles: [] })
	expect(rows.at(-2)).toMatchObject({ person: headA, troubles: ['没有号码', '没有登录过的设备'] })
	expect(rows.slice(0, -2).every((r) => r.answeredAt === null)).toBe(true)
	expect(numberTrouble({ ...contact, testedAt: NIGHT - 31 * day }, NIGHT)).toBe('号码 31 天没有试过')
	expect(numberTrouble({ ...contact, outcome: '空号' }, NIGHT)).toBe('号码是空号')
	expect(deviceTrouble(NIGHT - 8 * day, NIGHT)).toBe('设备 8 天没有上线')
})
