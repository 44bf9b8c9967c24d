import type { Actor, Command, Timer } from '../../src/domain/command'
import type { Notice } from '../../src/domain/notice'
import type { DutyEvent, Role } from '../../src/domain/event'
import type { Collection, Id, Kept, Key, Records } from '../../src/domain/record'
import type { Refusal } from '../../src/domain/refusal'
import { apply } from '../../src/domain/apply'
import { EVERYBODY } from '../../src/domain/events/person'
import { actorOf, check, step } from '../../src/domain/decide'
import { keyOf, Loaded } from '../../src/domain/loaded'

/** 2026-11-22 02:14 by the office's clock: a Sunday night. */
export const NIGHT = Date.parse('2026-11-22T02:14:00+08:00')

export type Result =
	| { id: Id; ok: true; events: DutyEvent[] }
	| { id: Id; ok: false; refusals: Refusal[] }
	/** A phone that lacks the records to tell. */
	| { id: Id; ok: 'pending' }

/** A server's loop in memory: the real rules, a clock that the test moves, and all that was ever written. */
export class World {
	now = NIGHT
	events: DutyEvent[] = []
	timers: Timer[] = []
	notices: Notice[] = []
	private readonly records = new Map<Key, Kept>()
	private commands = 0

	constructor(private readonly host: 'server' | 'phone' = 'server') {}

	/** Does something as a person ('' is the server itself). */
	do(person: Id, name: string, args: unknown, more: Partial<Command> = {}): Result {
		const id = 'cmd' + String(++this.commands).padStart(12, '0')
		return this.run(person, { id, name, args, at: this.now, device: 'test', ...more })
	}

	run(person: Id, command: Command): Result {
		const { id } = command
		const checked = check(command)
		if ('refused' in checked) return { id, ok: false, refusals: checked.refused }
		const loaded = new Loaded()
		this.load(loaded, person ? [`people/${person}`] : [])
		const actor: Actor = actorOf(person || null, loaded)
		const context = { now: this.now, actor, host: this.host, prepared: null }
		for (;;) {
			const outcome = step(checked, loaded, context)
			if ('missing' in outcome) this.load(loaded, outcome.missing)
			else if ('refused' in outcome) return { id, ok: false, refusals: outcome.refused }
			else if ('done' in outcome) {
				this.events.push(...outcome.events)
				for (const kept of outcome.records) this.records.set(keyOf(kept), kept)
				this.timers = this.timers.filter((t) => !outcome.done.cancelled.includes(t.about))
				this.timers.push(...outcome.done.timers)
				this.notices.push(...outcome.done.notices)
				return { id, ok: true, events: outcome.events }
			} else if ('pending' in outcome) return { id, ok: 'pending' }
			else throw new Error('asks for preparation: ' + JSON.stringify(outcome))
		}
	}

	/** Moves the clock at one go and meets the deadlines that have come, oldest first, as the loop does after a stop. */
	pass(ms: number): Result[] {
		this.now += ms
		const met: Result[] = []
		for (;;) {
			const due = this.timers.filter((t) => t.dueAt <= this.now).sort((a, b) => a.dueAt - b.dueAt)[0]
			if (!due) return met
			this.timers = this.timers.filter((t) => t !== due)
			const { id, name, args } = due
			met.push(this.run('', { id, name, args, at: this.now, device: '' }))
		}
	}

	/** Lets time go by: each deadline is met when it comes. */
	live(ms: number): void {
		const end = this.now + ms
		for (;;) {
			const next = Math.min(...this.timers.map((t) => t.dueAt))
			if (next > end) break
			this.pass(Math.max(0, next - this.now))
		}
		this.pass(end - this.now)
	}

	get<C extends Collection>(collection: C, id: Id): Records[C] | null {
		return (this.records.get(`${collection}/${id}`)?.record ?? null) as Records[C] | null
	}

	all<C extends Collection>(collection: C): Records[C][] {
		const kept = [...this.records.values()].filter((k) => k.collection === collection)
		return kept.map((k) => k.record as Records[C])
	}

	/** What a person would be given. */
	sees(person: Id): Kept[] {
		const rights = this.get('rights', `${person}r`)?.sees ?? []
		return [...this.records.values()].filter((k) => k.record.audience.some((a) => rights.includes(a)))
	}

	/** The records that the log alone makes, to compare with those kept. */
	replayed(): Map<Key, Kept> {
		const fresh = new World(this.host)
		for (const events of byCommand(this.events)) {
			const loaded = new Loaded()
			for (;;) {
				const made = apply(events, loaded)
				if ('missing' in made) fresh.load(loaded, made.missing)
				else {
					for (const kept of made) fresh.records.set(keyOf(kept), kept)
					break
				}
			}
		}
		return fresh.records
	}

	kept(): Map<Key, Kept> {
		return this.records
	}

	/** A phone that has just pulled: what the person may see, the same clock, the next command's id. */
	phoneOf(person: Id): World {
		const phone = new World('phone')
		for (const kept of this.sees(person)) phone.records.set(keyOf(kept), kept)
		phone.now = this.now
		phone.commands = this.commands
		return phone
	}

	private load(loaded: Loaded, keys: readonly Key[]): void {
		for (const key of keys) {
			if (key.startsWith('subject/')) {
				const subject = key.slice('subject/'.length)
				const belongs = (k: Kept) =>
					subject === EVERYBODY
						? k.collection === 'people'
						: k.record.subject === subject.replace(/^all:/, '')
				loaded.putSubject(subject, [...this.records.values()].filter(belongs))
			} else {
				const kept = this.records.get(key)
				if (kept) loaded.put(kept)
				else loaded.putAbsent(key)
			}
		}
	}
}

/** The log, a command at a time. */
function byCommand(events: readonly DutyEvent[]): DutyEvent[][] {
	const all: DutyEvent[][] = []
	for (const event of events) {
		if (all.at(-1)?.[0]?.command === event.command) all.at(-1)!.push(event)
		else all.push([event])
	}
	return all
}

/** People of the test office, by what they do. */
export const officer = 'officer'
export const lead = 'lead'
export const admin = 'admin'
export const headA = 'heada'
export const deputyA = 'deputya'
export const headB = 'headb'
export const nobody = 'nobody'

export interface Office extends World {
	a: Id
	b: Id
	catalogue: Id
	duties: { a: Id; b: Id }
}

/** An office of two field sections and a duty room, with A and B persons, ready for the night. */
export function office(): Office {
	const world = new World() as Office
	const must = (result: Result) => {
		if (result.ok !== true) throw new Error(JSON.stringify(result))
		return result
	}
	must(world.do('', 'office.set', { name: '某区人民政府办公室' }))
	const adopted = must(
		world.do('', 'catalogue.adopt', {
			sections: [
				{ name: '秘书二室', aliases: [], duties: ['负责应急管理、交通运输方面的文电工作。'], tasks: [] },
				{ name: '秘书三室', aliases: [], duties: ['负责教育、卫生健康方面的文电工作。'], tasks: [] },
				{
					name: '区政府总值班室',
					aliases: ['区长热线电话办公室'],
					duties: ['负责区政府值班工作。'],
					tasks: []
				}
			]
		})
	)
	const catalogue = world.all('catalogues')[0]!
	world.catalogue = adopted.id + '1'
	world.a = catalogue.sections[0]!.section
	world.b = catalogue.sections[1]!.section
	world.duties = { a: catalogue.sections[0]!.duties[0]!.id, b: catalogue.sections[1]!.duties[0]!.id }
	const person = (id: Id, name: string, roles: Role[], sections: Id[] = []) =>
		must(world.do('', 'person.set', { person: id, name, title: null, roles, sections, phone: null }))
	person(admin, '系统管理员', ['admin'])
	person(officer, '值班员甲', ['officer'])
	person(lead, '带班领导甲', ['leader'])
	person(headA, '秘书二室负责人', [], [world.a])
	person(deputyA, '秘书二室经办人', [], [world.a])
	person(headB, '秘书三室负责人', [], [world.b])
	must(world.do('', 'section.staff', { section: world.a, a: headA, b: deputyA }))
	must(world.do('', 'section.staff', { section: world.b, a: headB, b: null }))
	return world
}

export const LANDSLIDE = '北山镇值班室来电：后山滑坡，压塌民房两间，两人联系不上。'

/** Logs the landslide; to section A as suggested unless told otherwise. */
export function logged(world: Office, section: Id | null = world.a) {
	const suggestion = { catalogue: world.catalogue, duties: [world.duties.a], section: world.a }
	const result = world.do(officer, 'incident.log', { kind: 'incident', text: LANDSLIDE, suggestion, section })
	if (result.ok !== true) throw new Error(JSON.stringify(result))
	return { incident: result.id + '1', assignment: result.id + '2' }
}
