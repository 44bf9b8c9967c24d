import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, draft, dutyOffice, must, plan, published, reasons, turnOn } from '../../../tests/support/roster'
import { admin, logged, officer, type Office } from '../../../tests/support/world'
import { day, hour, minute } from '../instant'
import { onDuty } from './onDuty'
import { usualRules } from './seats'

const SIGNING = { seats: ['officer'], lateMinutes: 10, equipment: ['值班电脑'] }

/** o1 23, o2 24, o3 25 …, the main officer hands over by signature. */
function office() {
	const world = dutyOffice()
	published(world)
	must(world.do(admin, 'handover.rules', SIGNING))
	world.notices = []
	return world
}
const sheet = (turn: string, more = {}) => ({
	...{ turn, open: [], equipment: [{ name: '值班电脑', ok: true }], notes: null, tasks: [], done: [] },
	phone: { through: true, at: at(24, '08:10') },
	...more
})
const give = (world: Office, day: number, by: string, more = {}) =>
	world.do(by, 'handover.give', sheet(turnOn(world, day).id, more))
const take = (world: Office, by: string, handover: string, more = {}) =>
	world.do(by, 'handover.take', { handover, ...more })
const on = (world: Office, t: number) =>
	onDuty(world.all('turns'), t, { handover: ['officer'] })
		.filter((turn) => turn.seat === 'officer')
		.map((turn) => turn.person)
const told = (world: Office) => world.notices.map((n) => [n.person, n.kind])

describe('交接班', () => {
	it('is signed by both; nobody is relieved before it, and what is open stands on the sheet as it was', () => {
		const world = office()
		const { incident } = logged(world)
		world.notices = []
		world.now = at(24, '08:20')
		const more = { open: [incident], tasks: ['给区应急局回电'], notes: '今晚大风' }
		const handover = must(give(world, 23, 'o1', more)) + '1'
		expect(told(world)).toEqual([['o2', 'handoverGiven']])
		expect(world.get('handovers', handover)!.sheet).toMatchObject({
			open: [{ incident, state: '待签收', holder: '秘书二室', text: '后山滑坡，压塌民房两间，两人联系不上' }],
			tasks: [{ text: '给区应急局回电', since: world.now }],
			notes: '今晚大风'
		})
		world.now = at(24, '08:40')
		expect(on(world, world.now)).toEqual(['o1'])
		must(take(world, 'o2', handover))
		expect([on(world, world.now - 1), on(world, world.now)]).toEqual([['o1'], ['o2']])
		expect(turnOn(world, 23).relievedAt).toBe(world.now)
		expect(turnOn(world, 24)).toMatchObject({ tookOverAt: world.now, sheet: handover })
		expect(world.all('entries').find((e) => e.kind === 'handover.taken')?.text).toBe(
			'交接班：11-24 08:30 主班，值班员一交班，值班员二 08:40 接班；未办结 1 件，交代 1 件'
		)
		expect(world.replayed()).toEqual(world.kept())
	})

	it('carries what is not done to the next sheet, whoever writes it', () => {
		const world = office()
		world.now = at(24, '08:20')
		const tasks = ['一', '二']
		must(take(world, 'o2', must(give(world, 23, 'o1', { tasks })) + '1'))
		world.now = at(25, '08:20')
		const next = must(give(world, 24, 'o2', { tasks: ['三'], done: [0] })) + '1'
		const { sheet } = world.get('handovers', next)!
		expect(sheet.tasks.map((t) => [t.text, t.since])).toEqual([
			['二', at(24, '08:20')],
			['三', at(25, '08:20')]
		])
		expect(sheet.done.map((t) => t.text)).toEqual(['一'])
	})

	it('carries what the last sheet left undone, also where nobody signed for it or its writer was then replaced', () => {
		const world = office()
		world.now = at(24, '08:20')
		must(take(world, 'o2', must(give(world, 23, 'o1', { tasks: ['一'] })) + '1'))
		world.now = at(25, '08:20')
		must(give(world, 24, 'o2', { tasks: ['二'], done: [0] }))
		// o3 never comes.
		world.now = at(26, '08:35')
		must(world.do('o4', 'handover.without', { turn: turnOn(world, 26).id, reason: '前一班没来' }))
		world.now = at(27, '08:20')
		const texts = (handover: string) => world.get('handovers', handover)!.sheet.tasks.map((t) => t.text)
		expect(texts(must(give(world, 26, 'o4', { tasks: ['三'] })) + '1')).toEqual(['二', '三'])
		world.now = at(27, '08:25')
		must(world.do('o6', 'turn.take', { turn: turnOn(world, 26).id, reason: '值班员四发烧' }))
		const rest = world.all('turns').find((t) => t.person === 'o6' && t.from === world.now)!
		expect(texts(must(world.do('o6', 'handover.give', sheet(rest.id, { done: [0] }))) + '1')).toEqual(['三'])
	})

	it('takes back what was withdrawn: it carries what the sheet before it did', () => {
		const world = office()
		world.now = at(24, '08:20')
		must(take(world, 'o2', must(give(world, 23, 'o1', { tasks: ['一'] })) + '1'))
		world.now = at(25, '08:20')
		const gone = must(give(world, 24, 'o2', { tasks: ['二'], done: [0] })) + '1'
		must(world.do('o2', 'handover.withdraw', { handover: gone }))
		world.now = at(25, '08:25')
		must(world.do('o6', 'turn.take', { turn: turnOn(world, 24).id, reason: '值班员二发烧' }))
		const rest = world.all('turns').find((t) => t.person === 'o6' && t.from === world.now)!
		const next = must(world.do('o6', 'handover.give', sheet(rest.id))) + '1'
		expect(world.get('handovers', next)!.sheet.tasks.map((t) => t.text)).toEqual(['一'])
	})

	it('counts from when the reliever signed, though their phone was without a network', () => {
		const world = office()
		world.now = at(24, '08:20')
		const handover = must(give(world, 23, 'o1')) + '1'
		world.now = at(24, '10:00')
		must(world.do('o2', 'handover.take', { handover }, { at: at(24, '08:31') }))
		expect(world.get('handovers', handover)).toMatchObject({
			takenAt: at(24, '08:31'),
			takenReceivedAt: at(24, '10:00')
		})
		expect(on(world, at(24, '08:31'))).toEqual(['o2'])
	})

	it('on one desk without a network: the reliever’s signature brings the sheet along, the outgoing’s own follows', () => {
		const world = office()
		world.now = at(24, '08:20')
		const left = { sheet: sheet(turnOn(world, 23).id, { tasks: ['一'] }), writtenAt: world.now }
		world.now = at(24, '09:30')
		const handover = 'cmdleft00000001' + '1'
		const taken = must(world.do('o2', 'handover.take', { handover, left }, { at: at(24, '08:25') })) + '1'
		expect(world.get('handovers', taken)).toMatchObject({
			from: 'o1',
			state: 'taken',
			signedAt: null,
			takenAt: at(24, '08:25')
		})
		expect([on(world, at(24, '08:24')), on(world, at(24, '08:25'))]).toEqual([['o1'], ['o2']])
		const own = {
			id: 'cmdleft00000001',
			name: 'handover.give',
			args: left.sheet,
			at: left.writtenAt,
			device: 'desk'
		}
		must(world.run('o1', own))
		expect(world.get('handovers', taken)).toMatchObject({ state: 'taken', signedAt: world.now })
		expect(world.replayed()).toEqual(world.kept())
	})

	it('is taken by whoever has the turn now; given once; withdrawn to be written anew', () => {
		const world = office()
		world.now = at(24, '08:00')
		const handover = must(give(world, 23, 'o1')) + '1'
		expect(reasons(give(world, 23, 'o1'))).toEqual(['state 这一班的交接单已经写好，要改请先撤回'])
		const args = { turn: turnOn(world, 24).id, person: 'o5', reason: '值班员二生病' }
		must(world.do(admin, 'turn.assign', args))
		expect(reasons(take(world, 'o2', handover))).toEqual(['state 现在接班的是值班员五，由本人签字'])
		expect(reasons(world.do('o2', 'handover.withdraw', { handover }))).toEqual([
			'notAllowed 您没有办理这一步的权限'
		])
		must(world.do('o1', 'handover.withdraw', { handover }))
		expect(reasons(take(world, 'o5', handover))).toEqual(['state 交班人已撤回这张交接单，等新的一张'])
		const again = must(give(world, 23, 'o1')) + '1'
		must(take(world, 'o5', again))
		expect(reasons(take(world, 'o5', again))).toEqual(['same 这张交接单已经签过接班'])
		expect(reasons(world.do('o1', 'handover.withdraw', { handover: again }))).toEqual([
			'state 对方已经接班，交接单不能再改'
		])
		expect(reasons(give(world, 23, 'o1'))).toEqual(['state 值班员五已经接班'])
	})

	it('says plainly what is missing, what is too early, and what is not handed over', () => {
		const world = office()
		world.now = at(23, '12:00')
		expect(reasons(give(world, 24, 'o2'))).toEqual(['state 这一班还没有开始，不能交班'])
		const broken = { equipment: [{ name: '值班电脑', ok: false }] }
		expect(reasons(give(world, 23, 'o1', broken))).toEqual(['shape 值班电脑异常，请写明情况'])
		const dead = { phone: { through: false, at: world.now } }
		expect(reasons(give(world, 23, 'o1', dead))).toEqual(['shape 值班电话没有接通，请写明情况'])
		const early = must(give(world, 23, 'o1')) + '1'
		expect(reasons(take(world, 'o2', early))).toEqual(['state 接班最早提前两小时，06:30 以后再签'])
		expect(reasons(world.do('o4', 'handover.give', sheet(turnOn(world, 23, 'deputy').id)))).toEqual([
			'state 副班不用签字交接，到点自动换班'
		])
		expect(reasons(world.do(officer, 'handover.give', sheet(turnOn(world, 23).id)))).toEqual([
			'notAllowed 您没有办理这一步的权限'
		])
	})

	it('is the affair of whoever took the rest of the turn over', () => {
		const world = office()
		world.now = at(23, '20:00')
		must(world.do('o6', 'turn.take', { turn: turnOn(world, 23).id, reason: '值班员一生病' }))
		expect(reasons(give(world, 23, 'o1'))).toEqual(['state 这一班已经有人接替了，由接替的人交班'])
		const rest = world.all('turns').find((t) => t.person === 'o6' && t.from === world.now)!
		world.now = at(24, '08:25')
		must(take(world, 'o2', must(world.do('o6', 'handover.give', sheet(rest.id))) + '1'))
		expect(on(world, world.now)).toEqual(['o2'])
	})

	it('is chased once, ten minutes after the turn’s end; without a sheet the reliever takes over with a reason', () => {
		const world = office()
		const step = (t: number) => {
			while (world.now < t) {
				const next = Math.min(t, ...world.timers.map((x) => x.dueAt))
				world.pass(next - world.now)
			}
		}
		step(at(24, '08:39'))
		expect(told(world).filter(([, kind]) => kind === 'handoverLate')).toEqual([])
		step(at(24, '08:40'))
		expect(told(world)).toEqual([
			['o2', 'handoverLate'],
			['l2', 'handoverLate']
		])
		step(at(24, '11:00'))
		expect(world.notices).toHaveLength(2)
		expect(on(world, world.now)).toEqual(['o1'])
		const turn = turnOn(world, 24).id
		must(world.do('o2', 'handover.without', { turn, reason: '值班员一已离开，电话交接' }))
		expect(on(world, world.now)).toEqual(['o2'])
		// The sheet may still follow: it changes nothing of who was on duty when.
		const handover = must(give(world, 23, 'o1')) + '1'
		world.now += hour
		must(take(world, 'o2', handover))
		expect(turnOn(world, 24)).toMatchObject({ tookOverAt: at(24, '11:00'), sheet: handover })
		step(at(25, '08:41'))
		expect(told(world).slice(-2)).toEqual([
			['o3', 'handoverLate'],
			['l3', 'handoverLate']
		])
	})

	/** o2 signs for the turn of 24 at 07:00, an hour and a half before it begins. */
	function early(before: (world: Office) => void = () => {}) {
		const world = office()
		before(world)
		world.now = at(24, '07:00')
		must(take(world, 'o2', must(give(world, 23, 'o1')) + '1'))
		world.now = at(24, '07:30')
		return world
	}

	it('early is a beginning: what was asked or planned before it seats nobody else in its place', () => {
		let swap = ''
		const world = early((world) => {
			must(world.do(admin, 'duty.rules', { ...usualRules, restHours: 0 }))
			swap = must(world.do('o2', 'swap.ask', { turn: turnOn(world, 24).id, to: 'o3', reason: '有事' })) + '1'
			must(world.do('o3', 'swap.accept', { swap }))
		})
		expect(reasons(world.do('l3', 'swap.approve', { swap }))).toEqual(['state 这一班已经签字接班'])
		const ask = { turn: turnOn(world, 24).id, to: 'o5', reason: '有事' }
		expect(reasons(world.do('o2', 'swap.ask', ask))).toEqual(['state 这一班已经签字接班'])
		const roster = world.all('rosters')[0]!.id
		const o6 = plan().map((t) => (t.seat === 'officer' && t.from === at(24) ? { ...t, person: 'o6' } : t))
		published(world, o6, roster)
		published(
			world,
			o6.filter((t) => t.seat !== 'officer' || t.from !== at(24)),
			roster
		)
		expect(turnOn(world, 24)).toMatchObject({ person: 'o2', original: 'o2', tookOverAt: at(24, '07:00') })
		expect([on(world, at(24, '06:59')), on(world, at(24, '07:00')), on(world, at(24))]).toEqual([
			['o1'],
			['o2'],
			['o2']
		])
	})

	it('early and then given to another, it was stood from the signature to that moment', () => {
		for (const how of ['assign', 'take']) {
			const world = early()
			const turn = turnOn(world, 24).id
			const roster = world.all('rosters')[0]!.id
			if (how === 'take') must(world.do('o6', 'turn.take', { turn, reason: '值班员二晕倒' }))
			else must(world.do(admin, 'turn.assign', { turn, person: 'o6', reason: '值班员二晕倒' }))
			expect(world.get('turns', turn)).toMatchObject({ from: at(24, '07:00'), to: at(24, '07:30') })
			world.now = at(24, '07:40')
			// The plan's turn of that day is the one that o6 now stands.
			published(world, plan(), roster)
			const times = ['06:59', '07:00', '07:29', '07:30', '09:00']
			expect(times.map((time) => on(world, at(24, time)))).toEqual([['o1'], ['o2'], ['o2'], ['o6'], ['o6']])
			expect(on(world, at(25) - 1)).toEqual(['o6'])
			expect(reasons(world.do('o2', 'handover.give', sheet(turn)))).toEqual([
				'state 这一班已经有人接替了，由接替的人交班'
			])
			expect(world.replayed()).toEqual(world.kept())
		}
	})

	it('early, it can be taken over by whoever was relieved, not by who stands another seat until the turn’s time', () => {
		const world = early()
		const turn = turnOn(world, 24).id
		const take = (by: string) => world.do(by, 'turn.take', { turn, reason: '值班员二晕倒' })
		expect(reasons(take('o4'))).toEqual(['state 值班员四那时在值11-23 08:30 副班'])
		must(take('o1'))
		expect([on(world, world.now - 1), on(world, world.now), on(world, at(24, '12:00'))]).toEqual([
			['o2'],
			['o1'],
			['o1']
		])
	})

	it('that is late and given to another relieves nobody: they sign, and are chased if they do not', () => {
		const world = office()
		world.live(at(24, '08:45') - world.now)
		expect(told(world)).toEqual([
			['o2', 'handoverLate'],
			['l2', 'handoverLate']
		])
		const args = { turn: turnOn(world, 24).id, person: 'o5', reason: '值班员二没来' }
		must(world.do(admin, 'turn.assign', args))
		world.notices = []
		world.live(9 * minute)
		expect(told(world)).toEqual([])
		world.live(6 * hour)
		expect(told(world)).toEqual([
			['o5', 'handoverLate'],
			['l2', 'handoverLate']
		])
		expect(on(world, world.now)).toEqual(['o1'])
		const now = world.now
		must(take(world, 'o5', must(give(world, 23, 'o1')) + '1'))
		expect([on(world, at(24, '08:46')), on(world, now - 1), on(world, now)]).toEqual([['o1'], ['o1'], ['o5']])
		expect(turnOn(world, 24)).toMatchObject({ person: 'o5', original: 'o2', tookOverAt: now, to: at(25) })
		expect(world.replayed()).toEqual(world.kept())
	})

	it('begins with the turn that runs when an office lets its seats sign: whoever stands it stays, nobody before is chased', () => {
		const world = dutyOffice()
		published(world)
		world.now = at(25, '12:00')
		const before = SIGNING.equipment
		expect(
			reasons(world.do(admin, 'handover.rules', { ...SIGNING, equipment: [...before, ...before] }))
		).toEqual(['shape “值班电脑”写了两遍'])
		expect(reasons(world.do(admin, 'handover.rules', { ...SIGNING, seats: ['gone'] }))).toEqual([
			'state 有一个岗位已经不在了，请重选'
		])
		must(world.do(admin, 'handover.rules', SIGNING))
		world.notices = []
		expect([on(world, at(25, '08:29')), on(world, at(25)), on(world, world.now)]).toEqual([
			['o2'],
			['o3'],
			['o3']
		])
		while (world.now < at(26, '08:45')) world.pass(Math.min(...world.timers.map((t) => t.dueAt)) - world.now)
		expect(told(world).filter(([, kind]) => kind !== 'rosterDue')).toEqual([
			['o4', 'handoverLate'],
			['l1', 'handoverLate']
		])
		expect(on(world, world.now)).toEqual(['o3'])
		expect(world.replayed()).toEqual(world.kept())
	})

	it('leaves exactly one on each seat at every instant, with handovers in any order, late, forgotten or mixed with swaps', () => {
		const act = fc.record({
			/** Of yesterday, of today, of tomorrow: around a change several things are done. */
			which: fc.integer({ min: -1, max: 1 }),
			what: fc.constantFrom('give', 'take', 'both', 'withdraw', 'without', 'assign', 'take now', 'publish'),
			who: fc.integer({ min: 1, max: 6 }),
			/** Minutes that pass before it; `near`: until shortly before the next change. */
			later: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 900 })),
			near: fc.boolean(),
			/** Minutes that the command was on its way. */
			late: fc.integer({ min: 0, max: 300 })
		})
		fc.assert(
			fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), (acts) => {
				const world = office()
				world.now = at(23)
				const roster = world.all('rosters')[0]!.id
				// What is done at an instant counts from that instant; a signature without a network from when it was given.
				const seen = new Map<number, string[]>()
				for (const { which, what, who, later, near, late } of acts) {
					const ahead = day - ((world.now - at(23)) % day) - (later % 120) * minute
					world.now += near && ahead > 0 ? ahead : later * minute
					const today = 23 + Math.floor((world.now - at(23)) / day)
					const turn = turnOn(world, Math.min(28, Math.max(23, today + which)))
					const sent = { at: world.now - late * minute }
					const open = world.all('handovers').find((h) => h.turn === turn.id && h.state === 'given')
					const by = turnOn(world, Math.min(29, Math.max(24, today + which + 1))).person
					if (what === 'both') {
						const given = world.do(turn.person, 'handover.give', sheet(turn.id))
						if (given.ok === true) world.do(by, 'handover.take', { handover: given.id + '1' })
					} else if (what === 'give') world.do(turn.person, 'handover.give', sheet(turn.id), sent)
					else if (what === 'take') world.do(by, 'handover.take', { handover: open?.id ?? 'none' }, sent)
					else if (what === 'withdraw')
						world.do(turn.person, 'handover.withdraw', { handover: open?.id ?? 'none' })
					else if (what === 'without')
						world.do(turn.person, 'handover.without', { turn: turn.id, reason: '电话交接' }, sent)
					else if (what === 'assign')
						world.do(admin, 'turn.assign', { turn: turn.id, person: `o${who}`, reason: '有事' })
					else if (what === 'publish') {
						draft(world, plan(who), roster)
						world.do(admin, 'roster.publish', { roster })
					} else world.do(`o${who}`, 'turn.take', { turn: turn.id, reason: '有事' })
					for (const t of seen.keys())
						if (t >= sent.at && (what === 'take' || what === 'without')) seen.delete(t)
					seen.set(world.now, on(world, world.now))
				}
				for (const [t, answer] of seen) expect([t, on(world, t)]).toEqual([t, answer])
				for (let t = at(23); t < at(30) - hour; t += 83 * minute) expect(on(world, t)).toHaveLength(1)
				const marks = world.all('turns').flatMap((t) => [t.from, t.to, t.tookOverAt, t.relievedAt])
				for (const t of marks)
					if (t && t >= at(23) && t < at(30) - 1)
						for (const near of [t - 1, t, t + 1]) if (near >= at(23)) expect(on(world, near)).toHaveLength(1)
				expect(world.replayed()).toEqual(world.kept())
			}),
			{ numRuns: 60 }
		)
	}, 30_000)
})
