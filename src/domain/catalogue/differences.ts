import type { CatalogueSection } from '../event'
import { bound, likeness, shapeOf, type Shape } from './similar'

/** A section of a version; the same `key` in two versions is the same section. */
export interface VersionSection {
	key: string
	name: string
	aliases: readonly string[]
	duties: readonly string[]
	tasks: readonly string[]
}

export function versionOf(sections: readonly CatalogueSection[]): VersionSection[] {
	return sections.map(({ section, name, aliases, duties, tasks }) => ({
		key: section,
		name,
		aliases,
		duties: duties.map((d) => d.text),
		tasks
	}))
}

/** Where a duty (or a task) stands in a version. `no` from 1, among its section's duties or tasks. */
export interface Place {
	section: string
	task: boolean
	no: number
	text: string
}

/** What became of one line. moved: it is another section's now, perhaps in other words; reworded: also from duty to task. */
export type LineChange =
	| { kind: 'same' | 'reworded' | 'moved'; before: Place; after: Place }
	| { kind: 'added'; before: null; after: Place }
	| { kind: 'removed'; before: Place; after: null }

export interface SectionChange {
	kind: 'same' | 'added' | 'removed' | 'renamed' | 'changed'
	key: string
	before: VersionSection | null
	after: VersionSection | null
	/** All that concerns it but what stayed the same, as it stands now, then what it lost; one that moved is told of by both sections. */
	lines: LineChange[]
}

export interface Differences {
	/** As the new version has them, then those that it lacks. */
	sections: SectionChange[]
	/** Every duty and task of both versions, each once. */
	lines: LineChange[]
}

/** From here on a line is the same one in other words; another section's must be more alike than that. */
const REWORDED = 0.5
const MOVED = 0.7

interface Line {
	place: Place
	shape: Shape
}

export function differences(
	before: readonly VersionSection[],
	after: readonly VersionSection[]
): Differences {
	const old = linesOf(before)
	const now = linesOf(after)
	const lines: LineChange[] = []
	const home = (a: Line, b: Line) => a.place.section === b.place.section
	const pair = (a: Line, b: Line, alike: boolean) => {
		old.delete(a)
		now.delete(b)
		const kind = !home(a, b) ? 'moved' : alike && a.place.task === b.place.task ? 'same' : 'reworded'
		lines.push({ kind, before: a.place, after: b.place })
	}
	// Word for word in its own section, then elsewhere; then in other words.
	sameText(old, now, (p) => `${p.section} ${p.task ? 1 : 0} ${p.text}`, pair)
	sameText(old, now, (p) => `${p.section} ${p.text}`, pair)
	sameText(old, now, (p) => p.text, pair)
	similar(old, now, home, REWORDED, pair)
	similar(old, now, (a, b) => !home(a, b), MOVED, pair)
	for (const { place } of old) lines.push({ kind: 'removed', before: place, after: null })
	for (const { place } of now) lines.push({ kind: 'added', before: null, after: place })
	return { sections: sectionsOf(before, after, lines), lines }
}

function linesOf(version: readonly VersionSection[]): Set<Line> {
	const all = new Set<Line>()
	for (const { key, duties, tasks } of version)
		for (const [texts, task] of [
			[duties, false],
			[tasks, true]
		] as const)
			texts.forEach((text, i) =>
				all.add({ place: { section: key, task, no: i + 1, text }, shape: shapeOf(text) })
			)
	return all
}

type Pair = (a: Line, b: Line, alike: boolean) => void

function sameText(old: Set<Line>, now: Set<Line>, keyOf: (place: Place) => string, pair: Pair): void {
	const waiting = new Map<string, Line[]>()
	for (const line of now) {
		const key = keyOf(line.place)
		const own = waiting.get(key)
		if (own) own.push(line)
		else waiting.set(key, [line])
	}
	for (const line of [...old]) {
		const found = waiting.get(keyOf(line.place))?.shift()
		if (found) pair(line, found, true)
	}
}

function similar(
	old: Set<Line>,
	now: Set<Line>,
	may: (a: Line, b: Line) => boolean,
	least: number,
	pair: Pair
): void {
	const found: { a: Line; b: Line; score: number }[] = []
	for (const a of old)
		for (const b of now) {
			if (!may(a, b) || bound(a.shape, b.shape) < least) continue
			const score = likeness(a.shape, b.shape)
			if (score >= least) found.push({ a, b, score })
		}
	found.sort((x, y) => y.score - x.score)
	for (const { a, b } of found) if (old.has(a) && now.has(b)) pair(a, b, false)
}

function sectionsOf(
	before: readonly VersionSection[],
	after: readonly VersionSection[],
	lines: readonly LineChange[]
): SectionChange[] {
	const old = new Map(before.map((s) => [s.key, s]))
	const own = new Map<string, { here: LineChange[]; lost: LineChange[] }>()
	const of = (key: string) => {
		const found = own.get(key) ?? { here: [], lost: [] }
		own.set(key, found)
		return found
	}
	for (const line of lines) {
		if (line.kind === 'same') continue
		if (line.after) of(line.after.section).here.push(line)
		if (line.before && line.before.section !== line.after?.section) of(line.before.section).lost.push(line)
	}
	const rank = (p: Place) => (p.task ? 1_000_000 : 0) + p.no
	const change = (key: string, was: VersionSection | null, is: VersionSection | null): SectionChange => {
		const { here, lost } = of(key)
		here.sort((a, b) => rank(a.after!) - rank(b.after!))
		lost.sort((a, b) => rank(a.before!) - rank(b.before!))
		const all = [...here, ...lost]
		return { kind: kindOf(was, is, all), key, before: was, after: is, lines: all }
	}
	const standing = new Set(after.map((s) => s.key))
	return [
		...after.map((s) => change(s.key, old.get(s.key) ?? null, s)),
		...before.filter((s) => !standing.has(s.key)).map((s) => change(s.key, s, null))
	]
}

function kindOf(
	was: VersionSection | null,
	is: VersionSection | null,
	lines: readonly LineChange[]
): SectionChange['kind'] {
	if (!was) return 'added'
	if (!is) return 'removed'
	if (was.name !== is.name) return 'renamed'
	return lines.length > 0 || !sameSet(was.aliases, is.aliases) ? 'changed' : 'same'
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((x) => b.includes(x))
}

/** Nothing that a person would see is different. */
export function nothingDiffers({ sections }: Differences): boolean {
	return sections.every((s) => s.kind === 'same')
}

/** 新增 1 个科室，撤销 2 个；职责新增 3 条，改写 1 条 — empty where nothing differs. */
export function differenceWords({ sections, lines }: Differences): string {
	const words = (
		all: readonly { kind: string }[],
		kinds: readonly (readonly [string, string])[],
		unit: string
	) =>
		kinds
			.map(([kind, word]) => ({ word, n: all.filter((x) => x.kind === kind).length }))
			.filter(({ n }) => n > 0)
			.map(({ word, n }, i) => `${word} ${n} ${i === 0 ? unit : unit.slice(0, 1)}`)
			.join('，')
	const ofSections = words(
		sections,
		[
			['added', '新增'],
			['removed', '撤销'],
			['renamed', '改名']
		],
		'个科室'
	)
	const ofLines = words(
		lines,
		[
			['added', '新增'],
			['removed', '删去'],
			['reworded', '改写'],
			['moved', '换科室']
		],
		'条'
	)
	return [ofSections, ofLines && `职责${ofLines}`].filter(Boolean).join('；')
}

/** Pairs of a section that is gone and a new one that may be the same under another name, the likeliest first; each is in one pair. */
export function likelyRenames({
	sections,
	lines
}: Differences): { from: VersionSection; to: VersionSection }[] {
	const pairs: { from: VersionSection; to: VersionSection; score: number }[] = []
	for (const { before: from, after: gone } of sections)
		for (const { before: fresh, after: to } of sections) {
			if (!from || gone || !to || fresh) continue
			const went = lines.filter((l) => l.before?.section === from.key && l.after?.section === to.key).length
			const most = Math.max(from.duties.length + from.tasks.length, 1)
			const score = Math.max(went / most, likeness(shapeOf(from.name), shapeOf(to.name)))
			if (score >= 0.5) pairs.push({ from, to, score })
		}
	pairs.sort((a, b) => b.score - a.score)
	const taken = new Set<string>()
	return pairs.filter(({ from, to }) => {
		if (taken.has(from.key) || taken.has(to.key)) return false
		taken.add(from.key).add(to.key)
		return true
	})
}
