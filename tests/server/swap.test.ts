// Two who want the same at once, against the real server: one has it, the other hears why not, and at every instant exactly
// one person is on each seat.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Turn } from '../../src/domain/events/turn'
import type { PlannedTurn } from '../../src/domain/events/roster'
import { day, hour } from '../../src/domain/instant'
import { onDuty } from '../../src/domain/roster/onDuty'
import { usualRules } from '../../src/domain/roster/seats'
import { Server, type Phone } from '../support/server'

let server: Server
let admin: Phone
let one: Phone
let two: Phone
let three: Phone
let lead: Phone
/** A week far from all that the demo office has. */
const FROM = Date.parse('2031-05-05T00:30:00Z')

beforeAll(async () => {
	server = await Server.demo()
	admin = await server.signIn('admin')
	one = await server.signIn('zhiban1')
	two = await server.signIn('zhiban2')
	three = await server.signIn('zhiban3')
	lead = await server.signIn('daiban')
	await admin.must('duty.rules', { ...usualRules, restHours: 0 })
})
afterAll(async () => {
	expect(server.verify().says).toMatch(/^ok /)
	await server.dispose()
})

/** Officer turns of a week of May 2031, `who` by turns. */
function plan(who: Phone[]): PlannedTurn[] {
	return Array.from({ length: 7 }, (_, i) => ({
		seat: 'officer',
		place: 0,
		person: who[i % who.length]!.person,
		from: FROM + i * day,
		to: FROM + (i + 1) * day
	}))
}
async function publish(turns: PlannedTurn[], roster: string | null = null): Promise<string> {
	const args = { roster, from: '2031-05-05', to: '2031-05-11', turns, unmet: [] }
	const id = roster ?? (await admin.must('roster.draft', args)) + '1'
	if (roster) await admin.must('roster.draft', args)
	await admin.must('roster.publish', { roster: id })
	return id
}
const turns = async () => (await one.sees()).get('turns') as unknown as Turn[]
async function onSeat(t: number): Promise<string[]> {
	return onDuty(await turns(), t)
		.filter((x) => x.seat === 'officer')
		.map((x) => x.person)
}
async function turnAt(t: number): Promise<Turn> {
	return onDuty(await turns(), t).find((x) => x.seat === 'officer')!
}
const said = (answer: { ok: boolean; refusals?: { reason: string }[] }) =>
	answer.ok ? 'done' : (answer.refusals ?? []).map((r) => r.reason).join()

describe('races over turns', () => {
	let roster: string
	it('of the pool: two take the same turn at once, one gets it', async () => {
		roster = await publish(plan([one, two]))
		const turn = await turnAt(FROM + hour)
		expect(turn.person).toBe(one.person)
		const swap = (await one.must('swap.ask', { turn: turn.id, to: null, reason: '有事' })) + '1'
		const both = await Promise.all([two, three].map((phone) => phone.do('swap.accept', { swap })))
		const answers = both.map(({ answer }) => said(answer)).sort()
		expect(answers).toEqual(['done', expect.stringMatching(/没有办理这一步的权限|在等带班领导/)])
		await lead.must('swap.approve', { swap })
		const winner = both[0]!.answer.ok ? two : three
		expect(await onSeat(FROM + hour)).toEqual([winner.person])
	})

	it('while the roster is published again: the swap stands with its turn, or neither was changed', async () => {
		const t = FROM + 2 * day + hour
		const turn = await turnAt(t)
		const swap = (await one.must('swap.ask', { turn: turn.id, to: three.person, reason: '有事' })) + '1'
		await three.must('swap.accept', { swap })
		const anew = plan([two])
		await admin.must('roster.draft', { roster, from: '2031-05-05', to: '2031-05-11', turns: anew, unmet: [] })
		const [approved, published] = await Promise.all([
			lead.do('swap.approve', { swap }),
			admin.do('roster.publish', { roster })
		])
		expect(published.answer.ok).toBe(true)
		const state = (await three.record('swaps', swap))!['state']
		// Approved first, it stays with the turn that the roster now gives to another; published first, it has lost its object.
		const now = await turnAt(t)
		if (approved.answer.ok) {
			expect([state, now.person, now.original]).toEqual(['done', three.person, two.person])
		} else {
			expect([state, now.person, now.original]).toEqual(['overtaken', two.person, two.person])
			expect(said(approved.answer)).toBe('这一班已另有安排')
		}
		for (let i = 0; i < 7; i++) expect(await onSeat(FROM + i * day)).toHaveLength(1)
	})

	it('of a turn that has begun: no swap, but taking over at this moment, by one of two', async () => {
		const turn = (await one.sees()).get('turns') as unknown as Turn[]
		const current = onDuty(turn, Date.now()).find((x) => x.seat === 'driver')!
		const driver = await server.signIn('siji')
		const other = await server.signIn('siji2')
		const onNow = current.person === driver.person ? driver : other
		const asked = await onNow.do('swap.ask', { turn: current.id, to: null, reason: '有事' })
		expect(said(asked.answer)).toBe('这一班已经开始')
		const takers = [onNow === driver ? other : driver, await server.signIn('ke05')]
		const taken = await Promise.all(
			takers.map((phone) => phone.do('turn.take', { turn: current.id, reason: '司机发烧' }))
		)
		expect(taken.map(({ answer }) => said(answer)).sort()).toEqual(['done', '这一班已经有人接替了'])
		const after = await turns()
		const winner = taken[0]!.answer.ok ? takers[0]! : takers[1]!
		const now = onDuty(after, Date.now()).filter((x) => x.seat === 'driver')
		expect(now.map((x) => [x.person, x.original])).toEqual([[winner.person, onNow.person]])
		// Whoever had it is on record until that moment.
		const before = onDuty(after, now[0]!.from - 1).find((x) => x.seat === 'driver')!
		expect([before.id, before.person, before.to]).toEqual([current.id, onNow.person, now[0]!.from])
	})

	it('a month of five seats is published within the time that one command has', async () => {
		const from = Date.parse('2031-08-01T00:30:00Z')
		const people = [one, two, three, lead, admin].map((p) => p.person)
		const month = Array.from({ length: 31 * 5 }, (_, i) => ({
			seat: ['lead', 'officer', 'deputy', 'driver', 'standby'][i % 5]!,
			place: 0,
			person: people[(i + Math.floor(i / 5)) % 5]!,
			from: from + Math.floor(i / 5) * day,
			to: from + (Math.floor(i / 5) + 1) * day
		}))
		const draft = { from: '2031-08-01', to: '2031-08-31', turns: month, unmet: [] }
		const august = (await admin.must('roster.draft', draft)) + '1'
		const began = performance.now()
		await admin.must('roster.publish', { roster: august })
		console.info(`155 turns published in ${Math.round(performance.now() - began)} ms`)
		const moved = month.map((t, i) => (i % 5 === 1 ? { ...t, to: t.to - hour } : t))
		await admin.must('roster.draft', { ...draft, roster: august, turns: moved })
		await admin.must('roster.publish', { roster: august })
		expect((await turns()).filter((t) => t.from >= from && t.from < from + 31 * day)).toHaveLength(155)
	})
})
