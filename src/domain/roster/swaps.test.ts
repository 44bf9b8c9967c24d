import { describe, expect, it } from 'vitest'
import { at, draft, dutyOffice, must, plan, published, reasons, turnOn } from '../../../tests/support/roster'
import { admin, headA, lead, nobody } from '../../../tests/support/world'
import { onDuty } from './onDuty'

/** o1 23, o2 24 … o6 28, o1 29; deputies o4 23 … o1 26 … o4 29; leaders l1 23, l2 24, l3 25 … l1 29. */
function office() {
	const world = dutyOffice()
	published(world)
	world.notices = []
	world.timers = [] // that of the next roster
	return world
}
const told = (world: ReturnType<typeof office>) => world.notices.map((n) => [n.person, n.kind])
const ask = (world: ReturnType<typeof office>, turn: string, more = {}, by = 'o1') =>
	world.do(by, 'swap.ask', { turn, reason: '家中有事', ...more })

describe('换班', () => {
	it('is asked, agreed to, consented by a leader, and then both turns change hands at once', () => {
		const world = office()
		const [mine, theirs] = [turnOn(world, 29), turnOn(world, 28)]
		const swap = must(ask(world, mine.id, { to: 'o6', inReturn: theirs.id })) + '1'
		expect(told(world)).toEqual([['o6', 'swapAsked']])
		must(world.do('o6', 'swap.accept', { swap }))
		expect(turnOn(world, 29).person).toBe('o1') // a leader has still to say
		// Whoever leads on that day is asked.
		expect(told(world).slice(1)).toEqual([
			['o1', 'swapAnswered'],
			[turnOn(world, 29, 'lead').person, 'swapToApprove']
		])
		must(world.do('l3', 'swap.approve', { swap }))
		expect(turnOn(world, 29)).toMatchObject({
			person: 'o6',
			original: 'o1',
			standIn: true,
			via: swap,
			ask: null
		})
		expect(turnOn(world, 28)).toMatchObject({ person: 'o1', original: 'o6', standIn: true, via: swap })
		expect(world.get('swaps', swap)).toMatchObject({ state: 'done', approvedBy: 'l3' })
		const line = world.all('entries').find((e) => e.kind === 'swap.done')
		expect(line?.text).toBe(
			'换班：11-29 08:30 主班由值班员一换为值班员六，11-28 08:30 主班由值班员六换为值班员一（领导三同意）'
		)
		expect(line?.audience).toEqual(['duty'])
		expect(world.timers).toEqual([])
	})

	it('of leaders is for another leader to consent to: neither of the two can', () => {
		const world = office()
		const turn = turnOn(world, 29, 'lead').id
		const swap = must(ask(world, turn, { to: 'l2' }, 'l1')) + '1'
		must(world.do('l2', 'swap.accept', { swap }))
		const asked = () => told(world).filter(([, kind]) => kind === 'swapToApprove')
		expect(asked()).toEqual([
			['l3', 'swapToApprove'],
			[lead, 'swapToApprove']
		])
		must(world.do('l3', 'swap.approve', { swap }))
		expect(turnOn(world, 29, 'lead').person).toBe('l2')
	})

	it('needs no leader where the office asks for none', () => {
		const world = office()
		const { seats } = {
			seats: [
				{
					id: 'officer',
					name: '主班',
					required: true,
					roles: ['officer'],
					people: [],
					pattern: '24h',
					places: 1
				}
			]
		}
		must(world.do(admin, 'duty.rules', { seats, restHours: 12, consent: 'none' }))
		const swap = must(ask(world, turnOn(world, 29).id, { to: 'o2' })) + '1'
		must(world.do('o2', 'swap.accept', { swap }))
		expect(turnOn(world, 29).person).toBe('o2')
	})

	it('of the pool is taken by the first who may; the second hears that it is gone', () => {
		const world = office()
		const swap = must(ask(world, turnOn(world, 29).id)) + '1'
		expect(world.sees('o3').some((k) => k.record.id === swap)).toBe(true)
		expect(reasons(world.do(headA, 'swap.accept', { swap }))).toEqual(['notAllowed 秘书二室负责人不能值主班'])
		expect(reasons(world.do('l1', 'swap.accept', { swap }))).toEqual(['notAllowed 领导一不能值主班'])
		must(world.do('o2', 'swap.accept', { swap }))
		expect(reasons(world.do('o5', 'swap.accept', { swap }))).toEqual(['notAllowed 您没有办理这一步的权限'])
		// Between two it is no longer everybody's business.
		expect(world.sees(headA).some((k) => k.record.id === swap)).toBe(false)
	})

	it('for another turn in return is an offer that the asker takes', () => {
		const world = office()
		const swap = must(ask(world, turnOn(world, 29).id, { to: null })) + '1'
		must(world.do('o6', 'swap.accept', { swap, inReturn: turnOn(world, 28).id }))
		expect(world.get('swaps', swap)).toMatchObject({ state: 'offered', inReturn: turnOn(world, 28).id })
		expect(reasons(world.do('o6', 'swap.accept', { swap }))).toEqual(['same 您已经提出了，在等对方答复'])
		must(world.do('o1', 'swap.accept', { swap }))
		must(world.do('l3', 'swap.approve', { swap }))
		expect([turnOn(world, 29).person, turnOn(world, 28).person]).toEqual(['o6', 'o1'])
	})

	it('is declined, refused, withdrawn, and ends when the turn begins; the turn stays whose it was', () => {
		const world = office()
		const turn = turnOn(world, 29).id
		const first = must(ask(world, turn, { to: 'o2' })) + '1'
		expect(reasons(ask(world, turn, { to: 'o4' }))).toEqual(['state 这一班已经在问人了，先撤回再问'])
		must(world.do('o2', 'swap.decline', { swap: first }))
		const second = must(ask(world, turn, { to: 'o2' })) + '1'
		must(world.do('o2', 'swap.accept', { swap: second }))
		expect(reasons(world.do('o2', 'swap.approve', { swap: second }))).toEqual([
			'notAllowed 您没有办理这一步的权限'
		])
		must(world.do('l3', 'swap.refuse', { swap: second, reason: '当天有会' }))
		const third = must(ask(world, turn, { to: 'o2' })) + '1'
		must(world.do('o1', 'swap.withdraw', { swap: third }))
		const fourth = must(ask(world, turn)) + '1'
		expect(world.timers.map((t) => t.dueAt)).toEqual([at(29)])
		world.pass(at(29) - world.now)
		expect(['first', first, second, third, fourth].map((s) => world.get('swaps', s)?.state)).toEqual([
			undefined,
			'declined',
			'refused',
			'withdrawn',
			'expired'
		])
		expect(turnOn(world, 29)).toMatchObject({ person: 'o1', ask: null, standIn: false })
	})

	it('is refused for outsiders, the stopped, who may not stand the seat, who stands then, who would not rest, who is away', () => {
		const world = office()
		const turn = turnOn(world, 29).id
		expect(reasons(ask(world, turn, { to: nobody }))).toEqual(['notFound 没有这个人员，或您看不到它'])
		expect(reasons(ask(world, turn, { to: 'l1' }))).toEqual(['notAllowed 领导一不能值主班'])
		expect(reasons(ask(world, turn, { to: 'o4' }))).toEqual(['state 值班员四那时在值11-29 08:30 副班'])
		expect(reasons(ask(world, turn, { to: 'o3' }))).toEqual([
			'state 值班员三与11-28 08:30 副班间隔不到 12 小时'
		])
		expect(reasons(ask(world, turn, {}, 'o6'))).toEqual(['notAllowed 您没有办理这一步的权限'])
		must(world.do('o6', 'leave.set', { person: 'o6', from: at(29), to: at(30, '00:00'), kind: '出差' }))
		expect(reasons(ask(world, turn, { to: 'o6' }))).toEqual(['state 值班员六那时出差（11-29 至 11-29）'])
		must(
			world.do(admin, 'person.set', {
				person: 'o6',
				name: '值班员六',
				roles: ['officer'],
				sections: [],
				disabled: true
			})
		)
		expect(reasons(ask(world, turn, { to: 'o6' }))).toEqual(['notAllowed 值班员六已停用，不能值班'])
	})

	it('that has grown stale is refused: the turn has become another’s, or has begun', () => {
		const world = office()
		const turn = turnOn(world, 29)
		const swap = must(ask(world, turn.id, { to: 'o6', inReturn: turnOn(world, 28).id })) + '1'
		must(world.do(admin, 'turn.assign', { turn: turnOn(world, 28).id, person: 'o4', reason: '出差' }))
		expect(reasons(world.do('o6', 'swap.accept', { swap }))).toEqual(['state 这一班已经换了人'])
		must(world.do(admin, 'turn.assign', { turn: turn.id, person: 'o3', reason: '生病' }))
		expect(world.get('swaps', swap)?.state).toBe('overtaken')
		expect(reasons(world.do('o6', 'swap.accept', { swap }))).toEqual(['state 这一班已另有安排'])
	})

	it('that its turn’s beginning has overtaken is refused, whoever still says yes', () => {
		const world = office()
		const swap = must(ask(world, turnOn(world, 29).id, { to: 'o2' })) + '1'
		must(world.do('o2', 'swap.accept', { swap }))
		world.now = at(29)
		expect(reasons(world.do('l3', 'swap.approve', { swap }))).toEqual(['state 这一班已经开始'])
		world.pass(0)
		expect(reasons(world.do('l3', 'swap.approve', { swap }))[0]).toMatch(/已作废$/)
	})

	it('is undone before it begins: by a leader, or by whoever takes their own turn back; not once it was passed on', () => {
		const world = office()
		const standIn = (to: string) => {
			const swap = must(ask(world, turnOn(world, 29).id, { to }, turnOn(world, 29).person)) + '1'
			must(world.do(to, 'swap.accept', { swap }))
			must(world.do('l3', 'swap.approve', { swap }))
			return swap
		}
		const swap = standIn('o2')
		expect(reasons(world.do('o2', 'swap.undo', { swap, reason: '不想值' }))).toEqual([
			'notAllowed 您没有办理这一步的权限'
		])
		must(world.do('o1', 'swap.undo', { swap, reason: '事情办完了' }))
		expect(turnOn(world, 29)).toMatchObject({ person: 'o1', standIn: false, via: null })
		expect(world.get('swaps', swap)?.state).toBe('undone')
		const again = standIn('o2')
		must(world.do(admin, 'turn.assign', { turn: turnOn(world, 29).id, person: 'o4', reason: '生病' }))
		expect(reasons(world.do('l3', 'swap.undo', { swap: again, reason: '误批' }))).toEqual([
			'state 这一班已经换了人'
		])
		expect(turnOn(world, 29).changes?.map((c) => [c.was, c.person, c.how])).toEqual([
			['o1', 'o2', 'standIn'],
			['o2', 'o1', 'undo'],
			['o1', 'o2', 'standIn'],
			['o2', 'o4', 'assign']
		])
		// What an administrator has given away its former owner cannot take back.
		const given = world.all('swaps').find((s) => s.kind === 'assign')!.id
		expect(reasons(world.do('o2', 'swap.undo', { swap: given, reason: '我来' }))).toEqual([
			'notAllowed 您没有办理这一步的权限'
		])
		must(world.do('l3', 'swap.undo', { swap: given, reason: '误派' }))
		expect(turnOn(world, 29).person).toBe('o2')
	})
})

describe('现在接替 and 改派', () => {
	it('splits the turn at the server’s moment; whoever comes second hears that somebody did', () => {
		const world = office()
		world.now = at(24, '15:02')
		const turn = turnOn(world, 24)
		must(world.do('o1', 'turn.take', { turn: turn.id, reason: '值班员二发烧' }))
		expect(reasons(world.do('o3', 'turn.take', { turn: turn.id, reason: '我也行' }))).toEqual([
			'state 这一班已经有人接替了'
		])
		const parts = world
			.all('turns')
			.filter((t) => t.seat === 'officer' && t.from >= at(24) && t.from < at(25))
		expect(parts.map((t) => [t.person, t.from, t.to, t.original, t.tookOverAt, t.relievedAt])).toEqual([
			['o2', at(24), world.now, 'o2', null, world.now],
			['o1', world.now, at(25), 'o2', world.now, null]
		])
		expect(told(world)).toEqual([
			['o2', 'turnMoved'],
			['l2', 'turnMoved']
		])
		const turns = world.all('turns')
		const on = (t: number) => onDuty(turns, t).find((x) => x.seat === 'officer')?.person
		expect([on(world.now - 1), on(world.now), on(at(25) - 1), on(at(25))]).toEqual(['o2', 'o1', 'o1', 'o3'])
	})

	it('looks at what is left of the turn: a leave or turn that is over stands against nobody', () => {
		const world = office()
		must(world.do('o6', 'leave.set', { person: 'o6', from: at(22), to: at(24, '00:00'), kind: '休假' }))
		must(
			world.do(admin, 'turn.set', {
				seat: 'standby',
				person: 'o5',
				from: at(23, '11:50'),
				to: at(23, '13:00')
			})
		)
		world.now = at(23, '12:30')
		const turn = turnOn(world, 23).id
		const take = (by: string) => reasons(world.do(by, 'turn.take', { turn, reason: '值班员一晕倒' }))
		expect([take('o6'), take('o5')]).toEqual([
			['state 值班员六那时休假（11-22 至 11-23）'],
			['state 值班员五那时在值11-23 11:50 备班']
		])
		world.now = at(24, '03:00')
		expect(take('o5')).toEqual(['true'])
		const rest = world
			.all('turns')
			.find((t) => t.person === 'o5' && t.seat === 'officer' && t.from === world.now)!
		must(world.do(admin, 'turn.assign', { turn: rest.id, person: 'o6', reason: '值班员五也不舒服' }))
		expect(world.all('entries').at(-1)?.text).not.toContain('休假')
	})

	it('is not for those who may not stand the seat, stand another then, or before it begins', () => {
		const world = office()
		const turn = turnOn(world, 24).id
		expect(reasons(world.do('o1', 'turn.take', { turn, reason: '早到' }))).toEqual([
			'state 这一班还没有开始，请用“换班”'
		])
		world.now = at(24, '20:00')
		expect(reasons(world.do(headA, 'turn.take', { turn, reason: '来' }))[0]).toMatch(/^notAllowed/)
		expect(reasons(world.do('o5', 'turn.take', { turn, reason: '来' }))).toEqual([
			'state 值班员五那时在值11-24 08:30 副班'
		])
		// An administrator answers for it.
		must(world.do(admin, 'turn.assign', { turn, person: 'o5', reason: '无人可派' }))
		expect(world.all('entries').at(-1)?.text).toBe(
			'改派：11-24 08:30 主班由值班员二改为值班员五。理由：无人可派（值班员五那时在值11-24 08:30 副班）'
		)
		expect(
			reasons(world.do(admin, 'turn.assign', { turn: turnOn(world, 25).id, person: nobody, reason: '来' }))[0]
		).toMatch(/^notFound/)
	})
})

describe('单排一班', () => {
	it('is refused where somebody stands already, or the person stands another seat', () => {
		const world = office()
		const set = (seat: string, person: string, from: number, to: number) =>
			world.do(admin, 'turn.set', { seat, person, from, to })
		expect(reasons(set('driver', 'o1', at(23), at(24)))).toEqual(['state 值班员一那时已值11-23 08:30 主班'])
		expect(reasons(set('officer', 'o2', at(23), at(23, '12:00')))).toEqual([
			'state 11-23 08:30 主班已有人，要换人请改派'
		])
		expect(reasons(set('officer', 'o2', at(1), at(20)))).toEqual(['shape 一班最长八天'])
		must(set('driver', headA, at(23), at(24)))
	})
})

describe('休假和外出报备', () => {
	it('is one’s own; a leader’s is read by the duty room alone, and goes into the log', () => {
		const world = office()
		const leave = { person: 'l1', from: at(23), to: at(25), kind: '出差', note: '省里开会' }
		expect(reasons(world.do('o1', 'leave.set', leave))).toEqual(['notAllowed 您没有办理这一步的权限'])
		const id = must(world.do(admin, 'leave.set', leave)) + '1'
		expect(told(world)).toEqual([['l1', 'turnOnLeave']]) // l1 leads on the 23rd
		const sees = (who: string) => world.sees(who).some((k) => k.record.id === id)
		expect([sees('o1'), sees('l1'), sees(headA)]).toEqual([true, true, false])
		expect(world.all('entries').at(-1)).toMatchObject({
			text: '外出报备：领导一 11-23 至 11-25 出差，省里开会',
			audience: ['duty']
		})
		must(world.do('l1', 'leave.cancel', { leave: id }))
		expect(reasons(world.do('l1', 'leave.cancel', { leave: id }))).toEqual(['same 已经取消了'])
	})
})

describe('公布值班表', () => {
	it('is drafted for administrators and published for all, each told once', () => {
		const world = dutyOffice()
		const roster = draft(world, plan())
		const sees = (who: string) => world.sees(who).some((k) => k.record.id === roster)
		expect([sees(admin), sees('o1')]).toEqual([true, false])
		expect(world.all('turns')).toEqual([])
		must(world.do(admin, 'roster.publish', { roster }))
		expect(world.all('turns')).toHaveLength(21)
		expect(new Set(told(world).map(([, kind]) => kind))).toEqual(new Set(['turnsPublished']))
		expect(
			told(world)
				.map(([who]) => who)
				.sort()
		).toEqual(['l1', 'l2', 'l3', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6'])
		expect(reasons(world.do(admin, 'roster.publish', { roster }))).toEqual(['same 已经公布了'])
	})

	it('again keeps each turn’s identity, changes nothing that has begun, and tells only those whose turn moved', () => {
		const world = dutyOffice()
		const roster = published(world)
		const before = world.all('turns').map((t) => t.id)
		world.now = at(24, '12:00')
		world.notices = []
		const anew = plan().map((t) => {
			if (t.seat === 'officer' && t.from === at(24)) return { ...t, person: 'o1' } // begun
			if (t.seat === 'deputy' && t.from === at(26)) return { ...t, person: 'o6' } // was o1's
			return t
		})
		published(world, anew, roster)
		expect(world.all('turns').map((t) => t.id)).toEqual(before)
		expect(turnOn(world, 24).person).toBe('o2')
		expect(turnOn(world, 26, 'deputy')).toMatchObject({ person: 'o6', original: 'o6', standIn: false })
		expect(told(world).sort()).toEqual([
			['o1', 'turnMoved'],
			['o6', 'turnMoved']
		])
	})

	const stand = (world: ReturnType<typeof dutyOffice>) =>
		onDuty(world.all('turns'), world.now).map(({ seat, person, from }) => [seat, person, from])

	it('in the middle of a day fills that day too, once, and leaves alone who stands then', () => {
		const world = dutyOffice()
		// Of another shift: one is over by then, the other runs on into the afternoon.
		const [from, over, on] = [at(22, '09:00'), at(23, '09:00'), at(23, '17:00')]
		must(world.do(admin, 'turn.set', { seat: 'officer', person: 'o6', from, to: over }))
		must(world.do(admin, 'turn.set', { seat: 'deputy', person: 'o5', from, to: on }))
		world.now = at(23, '10:00')
		const roster = published(world)
		const today = [
			['officer', 'o1', over],
			['deputy', 'o5', from],
			['lead', 'l1', at(23)]
		]
		expect(stand(world)).toEqual(today)
		expect(told(world)).toContainEqual(['o1', 'turnsPublished'])
		const turns = world.all('turns').length
		world.now = at(23, '11:00')
		published(world, plan(), roster)
		expect(stand(world)).toEqual(today)
		expect(world.all('turns')).toHaveLength(turns)
	})

	it('sets nothing for hours that are over', () => {
		const world = dutyOffice()
		world.now = at(24)
		published(world)
		expect(world.all('turns').filter((t) => t.from < at(24))).toEqual([])
		expect(stand(world).map(([, person]) => person)).toEqual(['l2', 'o2', 'o5'])
	})

	it('lets a turn fall away that it no longer has, and its swap with it', () => {
		const world = dutyOffice()
		const roster = published(world)
		const gone = turnOn(world, 29)
		const swap = must(world.do('o1', 'swap.ask', { turn: gone.id, to: null, reason: '有事' })) + '1'
		published(
			world,
			plan().filter((t) => !(t.seat === 'officer' && t.from === at(29))),
			roster
		)
		expect(world.get('turns', gone.id)).toMatchObject({ dropped: true, audience: [] })
		expect(world.get('swaps', swap)?.state).toBe('overtaken')
		expect(reasons(world.do('o6', 'swap.accept', { swap }))[0]).toMatch(/^state|^notAllowed/)
	})

	it('is refused where somebody would stand two seats at once, with every name', () => {
		const world = dutyOffice()
		const twice = plan().map((t) => (t.seat === 'deputy' && t.from === at(25) ? { ...t, person: 'o3' } : t))
		const roster = draft(world, twice)
		expect(reasons(world.do(admin, 'roster.publish', { roster }))).toEqual([
			'state 值班员三的11-25 08:30 主班与11-25 08:30 副班时间重叠'
		])
		expect(world.all('turns')).toEqual([])
	})

	function swapped(inReturn: boolean) {
		const world = dutyOffice()
		const roster = published(world)
		const by = inReturn ? 'o6' : 'o2'
		const back = inReturn ? turnOn(world, 28).id : null
		const swap =
			must(
				world.do('o1', 'swap.ask', { turn: turnOn(world, 29).id, to: by, inReturn: back, reason: '有事' })
			) + '1'
		must(world.do(by, 'swap.accept', { swap }))
		must(world.do('l3', 'swap.approve', { swap }))
		world.notices = []
		return { world, roster, swap }
	}
	const withPerson = (seat: string, on: number, person: string) =>
		plan().map((t) => (t.seat === seat && t.from === at(on) ? { ...t, person } : t))

	it('again keeps a swap with its turn, also where the roster gives the turn to another', () => {
		const { world, roster, swap } = swapped(false)
		published(world, plan(), roster)
		expect(turnOn(world, 29)).toMatchObject({ person: 'o2', original: 'o1', standIn: true, via: swap })
		expect(told(world)).toEqual([])
		published(world, withPerson('officer', 29, 'o5'), roster)
		expect(turnOn(world, 29)).toMatchObject({ person: 'o2', original: 'o5', standIn: true, via: swap })
		expect(world.get('swaps', swap)?.state).toBe('done')
	})

	it('again undoes a swap that can no longer be, both turns, and both are told', () => {
		const { world, roster, swap } = swapped(true)
		// o6 now stands deputy on the 29th, so cannot stand officer then.
		published(world, withPerson('deputy', 29, 'o6'), roster)
		expect(turnOn(world, 29)).toMatchObject({ person: 'o1', standIn: false, via: null })
		expect(turnOn(world, 28)).toMatchObject({ person: 'o6', standIn: false, via: null })
		expect(world.get('swaps', swap)).toMatchObject({ state: 'undone', answer: '值班表改了' })
		expect(told(world).map(([who]) => who)).toEqual(expect.arrayContaining(['o1', 'o6']))
	})

	it('again gives the turn in return back where the roster itself gives the first to whoever swapped into it', () => {
		const { world, roster } = swapped(true)
		published(world, withPerson('officer', 29, 'o6'), roster)
		expect(turnOn(world, 29)).toMatchObject({ person: 'o6', original: 'o6', standIn: false })
		expect(turnOn(world, 28)).toMatchObject({ person: 'o6', standIn: false })
	})
})
