import source from '../catalogues/002_f243def5ae5b4e7b.txt'
import type { CatalogueSection, Role } from '../../src/domain/event'
import type { Id } from '../../src/domain/record'
import { readCatalogue } from '../../src/domain/catalogue/read'
import { plain } from '../../src/domain/catalogue/reading'
import { adopt } from '../../src/domain/commands/catalogue.adopt'
import { usualHandover } from '../../src/domain/roster/handover'
import { usualRules } from '../../src/domain/roster/seats'
import { day, hour, minute, officeDate, officeInstant, type Instant } from '../../src/domain/instant'
import { Loaded } from '../../src/domain/loaded'
import { buildIndex } from '../../src/domain/routing/buildIndex'
import { suggest } from '../../src/domain/routing/suggest'
import { night } from './night'
import { months, nextTurn } from './roster'
import { numberTests } from './numbers'

/** Who signs in. Ids and order are fixed: the same demo office every time. */
interface Account {
	id: Id
	username: string
	name: string
	title: string
	roles: Role[]
	sections: Id[]
	phone: string
}
/** One command of the demo, by whom ('' is the server) and when. */
interface Step {
	id: Id
	actor: Id
	name: string
	args: unknown
	at: Instant
}

/** The demo office as it stands `now`: JSON of {accounts, steps}. Called once by the server with --demo. */
export function demo(now: Instant): string {
	const steps: Step[] = []
	const step = (actor: Id, name: string, args: unknown, at: Instant): Id => {
		const id = 'demo' + String(steps.length + 1).padStart(11, '0')
		steps.push({ id, actor, name, args, at })
		return id
	}
	// Before the first roster, for what has begun is never published.
	const founded = now - 100 * day
	step('', 'office.set', { name: '某区人民政府办公室' }, founded)
	const sections = readCatalogue(source).sections.map(plain)
	const adoption = step('', 'catalogue.adopt', { sections }, founded)
	const adopted = adoptedSections(adoption, sections, founded)
	const dutyRoom = adopted.find((s) => s.name.includes('值班'))?.section

	const accounts = people(adopted, dutyRoom ? [dutyRoom] : [])
	const of = (username: string) => accounts.find((a) => a.username === username)!.id
	for (const { id, username: _, ...person } of accounts)
		step('', 'person.set', { person: id, ...person }, founded)
	adopted.forEach(({ section }, i) => {
		const head = headName(i)
		step('', 'section.staff', { section, a: of(head), b: of(head + 'b') }, founded)
	})
	const drivers = ['siji', 'siji2'].map(of)
	const seats = usualRules.seats.map((s) => (s.id === 'driver' ? { ...s, people: drivers } : s))
	step(of('admin'), 'duty.rules', { ...usualRules, seats }, founded)
	const rosters = months(now)
	const turnIds = new Map<string, Id>()
	for (const [month, published] of [
		...rosters.published.map((m) => [m, true] as const),
		[rosters.draft, false] as const
	]) {
		const turns = month.turns.map((t) => ({ ...t, person: of(t.person) }))
		// A week before the month, as the rules want it; the draft is of this morning.
		const at = published ? Math.min(officeInstant(month.from, '15:00') - 7 * day, now - day) : now - 5 * hour
		const note = published ? null : '草稿：请核对后公布'
		const roster = step(of('admin'), 'roster.draft', { ...month, turns, calendarNote: note }, at)
		if (!published) continue
		const id = step(of('admin'), 'roster.publish', { roster: `${roster}1` }, at + hour)
		month.turns.forEach((t, i) => turnIds.set(`${t.seat} ${t.from}`, `${id}${i + 1}`))
	}
	const planned = rosters.published.flatMap((m) => m.turns)
	// zhiban4 would change seats with zhiban1 that night, and zhiban1 has agreed: the leader's word is awaited. zhiban3 asks
	// whoever may.
	const idOf = (turn: { seat: string; from: number }) => turnIds.get(`${turn.seat} ${turn.from}`)
	const asked = nextTurn(planned, 'zhiban4', 'officer', now + day)
	const inReturn = idOf({ ...asked, seat: 'deputy' })
	const swap = step(
		of('zhiban4'),
		'swap.ask',
		{ turn: idOf(asked), to: of('zhiban1'), inReturn, reason: '嗓子发炎，接电话不便，想与副班对调' },
		now - 4 * hour
	)
	const open = nextTurn(planned, 'zhiban3', 'deputy', now + 4 * day)
	step(of('zhiban3'), 'swap.ask', { turn: idOf(open), to: null, reason: '老人住院陪护' }, now - 3 * hour)
	step(of('zhiban1'), 'swap.accept', { swap: `${swap}1` }, now - 2 * hour)
	const away = officeInstant(officeDate(now), '00:00')
	const leave = (who: string, by: string, from: number, days: number, kind: string, note: string) =>
		step(
			of(by),
			'leave.set',
			{ person: of(who), from: away + from * day, to: away + (from + days) * day, kind, note },
			now - 6 * hour
		)
	leave('daiban2', 'daiban2', 0, 1, '外出', '到乡镇调研，电话畅通')
	leave('zhiban2', 'zhiban2', 9, 3, '培训', '市里业务培训')
	for (const { by, person, ago, outcome } of numberTests)
		step(of(by), 'contact.tested', { person: of(person), outcome }, now - ago)

	const index = buildIndex(adopted)
	const catalogue = `${adoption}1`
	const logged: { incident: Id; at: Instant }[] = []
	for (const tale of night) {
		const at = now - tale.ago
		const by = of(tale.by)
		if (tale.kind === 'log') {
			step(by, 'log.write', { text: tale.text }, at)
			continue
		}
		const suggestion = suggest(index, catalogue, tale.text)
		const { section } = suggestion
		const { kind, text, place, category, level } = tale
		const occurredAt = tale.occurredBefore === null ? null : at - tale.occurredBefore
		const said = { kind, text, place, category, level, occurredAt }
		const id = step(by, 'incident.log', { ...said, suggestion, section }, at)
		logged.push({ incident: `${id}1`, at })
		if (section === null) continue
		const head = of(headName(adopted.findIndex((s) => s.section === section)))
		for (const next of tale.then) {
			const who = next.by === 'head' ? head : of(next.by)
			const ids = next.name.startsWith('assignment.') ? { assignment: `${id}2` } : { incident: `${id}1` }
			step(who, next.name, { ...ids, ...next.args }, at + next.after)
		}
	}
	// The main officer's shift changes by signature; this one's was handed over properly.
	const current = planned.findLast((t) => t.seat === 'officer' && t.from <= now)!
	const before = planned.findLast((t) => t.seat === 'officer' && t.to <= current.from)!
	const { equipment } = usualHandover
	const rules = { seats: ['officer'], lateMinutes: 10, equipment }
	step(of('admin'), 'handover.rules', rules, current.from - 3 * hour)
	const written = current.from - 12 * minute
	const sheet = {
		turn: idOf(before),
		open: logged.filter((i) => i.at < written).map((i) => i.incident),
		equipment: equipment.map((name) =>
			name.startsWith('打印机') ? { name, ok: false, remark: '传真缺纸，已报行政科' } : { name, ok: true }
		),
		phone: { through: true, at: written - 3 * minute },
		notes: '夜间有雨，注意低洼路段来电。',
		tasks: ['上午 10 点前向市总值班室补报昨晚积水情况', '带班领导要的防汛物资清单，找应急管理局催'],
		done: []
	}
	const handed = step(of(before.person), 'handover.give', sheet, written)
	step(of(current.person), 'handover.take', { handover: `${handed}1` }, current.from - 2 * minute)
	steps.sort((a, b) => a.at - b.at)
	return JSON.stringify({
		accounts: accounts.map(({ id, username, name }) => ({ id, username, name })),
		steps
	})
}

/** The sections with the ids that adopting gives them. */
function adoptedSections(id: Id, sections: unknown, at: Instant): CatalogueSection[] {
	const actor = { id: null, roles: [], sections: [] }
	const decision = adopt.decide(
		{ id, name: adopt.name, args: { sections } as never, at, device: 'demo' },
		new Loaded(),
		{ now: at, actor, host: 'server', prepared: null }
	)
	if (!decision || !('events' in decision)) throw new Error('the demo catalogue was not adopted')
	for (const event of decision.events) if (event.kind === 'catalogue.adopted') return event.data.sections
	return []
}

const headName = (index: number) => 'ke' + String(index + 1).padStart(2, '0')

function people(sections: CatalogueSection[], dutyRoom: Id[]): Account[] {
	const all: Account[] = []
	const add = (username: string, name: string, title: string, roles: Role[], of: Id[]) => {
		const id = 'person' + String(all.length + 1).padStart(9, '0')
		// No exchange has the area code 0000: these numbers cannot ring.
		const phone = '0000-88' + String(all.length + 1).padStart(5, '0')
		all.push({ id, username, name, title, roles, sections: of, phone })
	}
	add('admin', '系统管理员', '管理员', ['admin'], [])
	add('zhiban1', '值班员甲', '值班员', ['officer'], dutyRoom)
	add('zhiban2', '值班员乙', '值班员', ['officer'], dutyRoom)
	add('daiban', '带班领导甲', '带班领导', ['leader'], [])
	sections.forEach(({ section, name }, i) => {
		add(headName(i), `${name}负责人`, '负责人（A角）', [], [section])
		add(headName(i) + 'b', `${name}经办人`, '经办人（B角）', [], [section])
	})
	// Whoever comes later is added at the end: ids and numbers of those above stay.
	add('zhiban3', '值班员丙', '值班员', ['officer'], dutyRoom)
	add('zhiban4', '值班员丁', '值班员', ['officer'], dutyRoom)
	add('daiban2', '带班领导乙', '带班领导', ['leader'], [])
	add('siji', '司机甲', '驾驶员', [], [])
	add('siji2', '司机乙', '驾驶员', [], [])
	return all
}
