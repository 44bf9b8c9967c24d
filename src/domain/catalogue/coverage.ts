import type { CatalogueSection, QuotedDuty } from '../event'
import type { Id } from '../record'
import type { RoutingIndex } from '../routing/buildIndex'
import type { Naming } from '../routing/naming'
import { placesOf } from '../routing/highlight'
import { saysNothing } from '../routing/holdings'
import { namedIn, namingOf } from '../routing/naming'

/**
 * 职责覆盖: what the fields and functions that routing knows are given to by a catalogue. It is read off what routing
 * itself goes by, so an empty cell here is a report that finds no section there.
 */
export interface Coverage {
	sections: { id: Id; name: string }[]
	covered: Covered[]
}

/** nobody: 无人承担; mentioned: no line gives it to a section plainly; one: 一家承担; shared: 多头. */
export type CoverState = 'nobody' | 'mentioned' | 'one' | 'shared'

/** A field or function, and the sections whose duties name it, whoever holds it most first. */
export interface Covered {
	name: string
	kind: 'field' | 'function'
	state: CoverState
	holders: Holder[]
	/** Where nobody holds it: the nearest one that somebody does, whose sections get what is reported of it. */
	near: { name: string; sections: Id[] } | null
}

export interface Holder {
	section: Id
	/** It is this section's; otherwise its lines only mention it. */
	holds: boolean
	/** 1 for whoever holds it most, less for the others. */
	share: number
	/** The duties that name it, the plainest first, each with where it does, as [from, to) pairs. */
	duties: { duty: QuotedDuty; places: [number, number][] }[]
	/** The tasks (工作任务) that name it. */
	tasks: string[]
	/** The name or alias of the section that says so by itself; null: none does. */
	title: string | null
}

/** Of the weight of a line that names it plainly: less does not make it the section's. */
const HOLDS = 0.5
/** Of the weight of whoever holds it most: less is a side of somebody else's work. */
const BESIDE = 0.6
/** A line that names it for something else altogether. */
const HARDLY = 0.15

export function coverageOf(sections: readonly CatalogueSection[], index: RoutingIndex): Coverage {
	const naming = namingOf(index.groups)
	const named = sections.map((section) => mentionsOf(naming, section))
	const covered: Covered[] = []
	index.groups.forEach(({ name, kind }, group) => {
		if (kind !== 'field' && kind !== 'function') return
		const own = index.holdings.from[group] === group
		const holders = own ? holdersOf(index, sections, named, group) : []
		const plain = holders.filter((h) => h.holds).length
		covered.push({
			name,
			kind,
			state: plain > 1 ? 'shared' : plain === 1 ? 'one' : holders.length > 0 ? 'mentioned' : 'nobody',
			holders,
			near: own ? null : nearOf(index, group)
		})
	})
	return { sections: sections.map((s) => ({ id: s.section, name: s.name })), covered }
}

/** How many of each state there are. */
export function counts(covered: readonly Covered[]): Record<CoverState, number> {
	const all = { nobody: 0, mentioned: 0, one: 0, shared: 0 }
	for (const { state } of covered) all[state]++
	return all
}

function holdersOf(
	index: RoutingIndex,
	sections: readonly CatalogueSection[],
	named: readonly Mention[][],
	group: number
): Holder[] {
	const flat = index.holdings.holders[group]!
	const most = index.holdings.most[group]!
	const all: Holder[] = []
	for (let h = 0; h < flat.length; h += 3) {
		const s = flat[h]!
		const share = flat[h + 1]!
		const own = named[s]!.filter((m) => m.group === group).sort((a, b) => b.weight - a.weight)
		if (share * most < HARDLY) continue
		const lines = own.flatMap(({ duty }) => duty ?? [])
		all.push({
			section: sections[s]!.section,
			holds: share >= BESIDE && share * most >= HOLDS,
			share: Math.round(share * 100) / 100,
			duties: lines.map((duty) => ({ duty, places: placesOf([index.groups[group]!], duty.text) })),
			tasks: own.flatMap(({ task }) => task ?? []),
			title: own.find((m) => m.title !== null)?.title ?? null
		})
	}
	return all.sort((a, b) => b.share - a.share)
}

/** A place in a section's part of the catalogue that names a group; one of duty, task and title is there. */
interface Mention {
	group: number
	weight: number
	duty: QuotedDuty | null
	task: string | null
	title: string | null
}

function mentionsOf(naming: Naming, { name, aliases, duties, tasks }: CatalogueSection): Mention[] {
	const all: Mention[] = []
	const add = (text: string, what: Partial<Mention>) => {
		const found = namedIn(naming, text)
		for (let i = 0; i < found.length; i += 2)
			all.push({ group: found[i]!, weight: found[i + 1]!, duty: null, task: null, title: null, ...what })
	}
	for (const duty of duties) if (!saysNothing(duty.text)) add(duty.text, { duty })
	for (const task of tasks) if (!saysNothing(task)) add(task, { task })
	for (const title of [name, ...aliases]) add(title, { title })
	return all
}

function nearOf({ groups, holdings, sections }: RoutingIndex, group: number): Covered['near'] {
	const from = holdings.from[group]!
	const flat = holdings.holders[from]!
	const ids: Id[] = []
	for (let h = 0; h < flat.length; h += 3) if (flat[h + 1]! >= BESIDE) ids.push(sections[flat[h]!]!)
	return { name: groups[from]!.name, sections: ids }
}
