import source from '../catalogues/002_f243def5ae5b4e7b.txt'
import type { CatalogueSection, Role } from '../../src/domain/event'
import type { Id } from '../../src/domain/record'
import { readCatalogue } from '../../src/domain/catalogue/read'
import { plain } from '../../src/domain/catalogue/reading'
import { adopt } from '../../src/domain/commands/catalogue.adopt'
import { day, type Instant } from '../../src/domain/instant'
import { Loaded } from '../../src/domain/loaded'
import { buildIndex } from '../../src/domain/routing/buildIndex'
import { suggest } from '../../src/domain/routing/suggest'
import { night } from './night'
import { turns } from './roster'
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
	const founded = now - 3 * day
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
	for (const turn of turns(now)) step('', 'turn.set', { ...turn, person: of(turn.person) }, founded)
	for (const { by, person, ago, outcome } of numberTests)
		step(of(by), 'contact.tested', { person: of(person), outcome }, now - ago)

	const index = buildIndex(adopted)
	const catalogue = `${adoption}1`
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
		if (section === null) continue
		const head = of(headName(adopted.findIndex((s) => s.section === section)))
		for (const next of tale.then) {
			const who = next.by === 'head' ? head : of(next.by)
			const ids = next.name.startsWith('assignment.') ? { assignment: `${id}2` } : { incident: `${id}1` }
			step(who, next.name, { ...ids, ...next.args }, at + next.after)
		}
	}
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
