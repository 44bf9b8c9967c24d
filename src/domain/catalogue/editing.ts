import type { Id } from '../record'
import type { CatalogueReading, ReadLine, Span } from './reading'

/** A line of the result, or one that has no place in it. `spans`: all the source that is in it; empty: it was typed. */
export interface EditLine {
	id: number
	text: string
	printed: string | null
	spans: readonly Span[]
}

export interface EditSection {
	id: number
	name: string
	printed: string | null
	aliases: readonly string[]
	/** The section of the version in force that this one is, where a person said so. */
	was: Id | null
	duties: readonly EditLine[]
	tasks: readonly EditLine[]
	/** Where it is headed, and the headings that were merged into it. */
	spans: readonly Span[]
}

/**
 * A reading while a person puts it right. No line of the source is ever lost: it is in a section, `unplaced`, or `aside`
 * (looked at, and no duty). Ids count sections and lines through.
 */
export interface Editing {
	sections: readonly EditSection[]
	unplaced: readonly EditLine[]
	aside: readonly EditLine[]
	next: number
}

export type Kind = 'duty' | 'task'

/** What a person does with one tap. `line` and `section` are ids; whatever is not there changes nothing. */
export type Edit =
	| { do: 'reword'; line: number; text: string }
	| { do: 'split'; line: number; at: number }
	/** Its text goes into another's, before or after it as they stand in the source. */
	| { do: 'join'; line: number; into: number }
	/** Into a section: where it belongs by the source, or at a place from 0. */
	| { do: 'move'; line: number; to: number | 'unplaced' | 'aside'; as?: Kind; at?: number }
	| { do: 'add'; section: number; text: string; as: Kind }
	| { do: 'name'; section: number; name: string }
	| { do: 'aliases'; section: number; aliases: string[] }
	/** A line that is another name of a section. */
	| { do: 'alias'; line: number; section: number }
	/** A line that is the name of a section, which takes what stands below it there; or a name that was typed. */
	| { do: 'head'; line: number }
	| { do: 'found'; name: string }
	| { do: 'merge'; section: number; into: number; alias: boolean }
	| { do: 'drop'; section: number }
	| { do: 'place'; section: number; at: number }
	| { do: 'was'; section: number; was: Id | null }
	/** A line of the source that counted as print (a heading of columns, a page number). */
	| { do: 'take'; no: number; text: string }

export function begin(reading: CatalogueReading): Editing {
	let next = 1
	const line = ({ text, printed, from, to }: ReadLine): EditLine => ({
		id: next++,
		text,
		printed,
		spans: [{ from, to }]
	})
	const sections = reading.sections.map((s): EditSection => ({
		id: next++,
		name: s.name,
		printed: s.printed,
		aliases: s.aliases,
		was: null,
		duties: s.duties.map(line),
		tasks: s.tasks.map(line),
		spans: [{ from: s.from, to: s.to }]
	}))
	const unplaced = reading.unplaced.map(({ line: no, text }) =>
		line({ text, printed: null, from: no, to: no })
	)
	return { sections, unplaced, aside: [], next }
}

/** The state after an edit; the same object where it changes nothing. */
export function edit(state: Editing, action: Edit): Editing {
	switch (action.do) {
		case 'reword':
			return withLine(state, action.line, (l) =>
				action.text.trim() === '' || action.text === l.text
					? [l]
					: [{ ...l, text: action.text.trim(), printed: null }]
			)
		case 'split':
			return split(state, action.line, action.at)
		case 'join':
			return join(state, action.line, action.into)
		case 'move':
			return move(state, action)
		case 'add': {
			const text = action.text.trim()
			if (text === '' || !sectionOf(state, action.section)) return state
			const line = { id: state.next, text, printed: null, spans: [] }
			return put({ ...state, next: state.next + 1 }, line, action.section, action.as)
		}
		case 'name':
			return withSection(state, action.section, (s) =>
				action.name === s.name ? s : { ...s, name: action.name, printed: null }
			)
		case 'aliases':
			return withSection(state, action.section, (s) => ({ ...s, aliases: named(action.aliases, s.name) }))
		case 'alias': {
			const line = lineOf(state, action.line)
			if (!line || !sectionOf(state, action.section)) return state
			return withSection(without(state, line.id), action.section, (s) => ({
				...s,
				aliases: named([...s.aliases, unnumbered(line).text], s.name),
				spans: [...s.spans, ...line.spans]
			}))
		}
		case 'head':
			return head(state, action.line)
		case 'found':
			return action.name.trim() === ''
				? state
				: found(state, { text: action.name.trim(), printed: null, spans: [] })
		case 'merge':
			return merge(state, action.section, action.into, action.alias)
		case 'drop':
			return drop(state, action.section)
		case 'place': {
			const section = sectionOf(state, action.section)
			if (!section) return state
			const rest = state.sections.filter((s) => s !== section)
			return { ...state, sections: inserted(rest, section, action.at) }
		}
		case 'was':
			return { ...state, sections: state.sections.map((s) => answersTo(s, action.section, action.was)) }
		case 'take': {
			if (action.text.trim() === '' || placesOf(state).has(action.no)) return state
			const spans = [{ from: action.no, to: action.no }]
			const line = { id: state.next, text: action.text.trim(), printed: null, spans }
			return { ...state, unplaced: inOrder(state.unplaced, line), next: state.next + 1 }
		}
	}
}

/** An old section is one new section's at the most. */
function answersTo(s: EditSection, section: number, was: Id | null): EditSection {
	if (s.id === section) return { ...s, was }
	return was !== null && s.was === was ? { ...s, was: null } : s
}

function split(state: Editing, id: number, at: number): Editing {
	return withLine(state, id, (l) => {
		const halves = (text: string) => [text.slice(0, at).trim(), text.slice(at).trim()]
		const [first = '', second = ''] = halves(l.text)
		if (first === '' || second === '') return [l]
		// The printed form has as many characters unless words were changed too; then nobody can tell where it parts.
		const [a = null, b = null] = l.printed?.length === l.text.length ? halves(l.printed) : []
		return [
			{ ...l, text: first, printed: a },
			{ ...l, id: state.next, text: second, printed: b }
		]
	})
}

function join(state: Editing, id: number, into: number): Editing {
	const line = lineOf(state, id)
	const other = lineOf(state, into)
	if (!line || !other || line === other) return state
	const before = line.spans.length > 0 && other.spans.length > 0 && firstOf(line) < firstOf(other)
	const [a, b] = before ? [line, other] : [other, line]
	const printed = a.printed ?? b.printed
	const joined = {
		...other,
		text: a.text + b.text,
		printed: printed === null ? null : (a.printed ?? a.text) + (b.printed ?? b.text),
		spans: [...a.spans, ...b.spans]
	}
	return withLine(without(state, id), into, () => [joined])
}

function move(state: Editing, { line: id, to, as, at }: Extract<Edit, { do: 'move' }>): Editing {
	const line = lineOf(state, id)
	if (!line) return state
	if (to === 'unplaced' || to === 'aside') {
		if (state[to].includes(line)) return state
		const rest = without(state, id)
		return { ...rest, [to]: inOrder(rest[to], line) }
	}
	if (!sectionOf(state, to)) return state
	const isTask = state.sections.some((s) => s.tasks.includes(line))
	const placed = state.unplaced.includes(line) ? unnumbered(line) : line
	return put(without(state, id), placed, to, as ?? (isTask ? 'task' : 'duty'), at)
}

function merge(state: Editing, id: number, into: number, alias: boolean): Editing {
	const from = sectionOf(state, id)
	const to = sectionOf(state, into)
	if (!from || !to || from === to) return state
	const [a, b] = state.sections.indexOf(from) < state.sections.indexOf(to) ? [from, to] : [to, from]
	const merged: EditSection = {
		...to,
		aliases: named(alias ? [...to.aliases, from.name, ...from.aliases] : to.aliases, to.name),
		was: to.was ?? from.was,
		duties: [...a.duties, ...b.duties],
		tasks: [...a.tasks, ...b.tasks],
		spans: [...to.spans, ...from.spans]
	}
	const sections = state.sections.filter((s) => s !== from).map((s) => (s === to ? merged : s))
	return { ...state, sections }
}

function drop(state: Editing, id: number): Editing {
	const section = sectionOf(state, id)
	if (!section) return state
	const { name, printed, duties, tasks, spans } = section
	const heading = { id: state.next, text: name, printed, spans }
	let aside = state.aside
	for (const line of [heading, ...duties, ...tasks]) aside = inOrder(aside, line)
	return { ...state, sections: state.sections.filter((s) => s !== section), aside, next: state.next + 1 }
}

/**
 * A line becomes a section. The lines below it are its duties: in the section it stood in, those after it; without a place,
 * those that follow with nothing placed between.
 */
function head(state: Editing, id: number): Editing {
	const line = lineOf(state, id)
	if (!line) return state
	const home = state.sections.find((s) => s.duties.includes(line))
	const below = home ? home.duties.slice(home.duties.indexOf(line) + 1) : following(state, line)
	let next = found(without(state, id), unnumbered(line), home)
	for (const { id: own } of below)
		next = move(next, { do: 'move', line: own, to: state.next, at: Infinity, as: 'duty' })
	return next
}

function following(state: Editing, line: EditLine): EditLine[] {
	const at = state.unplaced.indexOf(line)
	if (at < 0) return []
	const placed = placesOf({ ...state, unplaced: [], aside: [] })
	const below: EditLine[] = []
	let no = lastOf(line)
	for (const other of state.unplaced.slice(at + 1)) {
		for (no++; no < firstOf(other); no++) if (placed.has(no)) return below
		below.push(other)
		no = lastOf(other)
	}
	return below
}

/** A new section: after the one it was a part of, else where the source has it, else at the end. */
function found(
	state: Editing,
	{ text: name, printed, spans }: Omit<EditLine, 'id'>,
	after?: EditSection
): Editing {
	const section: EditSection = {
		id: state.next,
		name,
		printed,
		aliases: [],
		was: null,
		duties: [],
		tasks: [],
		spans
	}
	const at = after ? state.sections.findIndex((s) => s.id === after.id) + 1 : 0
	const sections = at > 0 ? inserted(state.sections, section, at) : inOrder(state.sections, section)
	return { ...state, sections, next: state.next + 1 }
}

const NUMBER =
	/^\s*(?:[（(][一二三四五六七八九十百\d]{1,3}[）)]|[一二三四五六七八九十百]{1,3}[、.．]|\d{1,2}[、.．)）])\s*/

/** A line of the source as a text of its own: without its number. */
function unnumbered(line: EditLine): EditLine {
	const text = line.text.replace(NUMBER, '')
	if (text === '' || text === line.text) return line
	return { ...line, text, printed: line.printed?.replace(NUMBER, '') ?? null }
}

const firstOf = ({ spans }: { spans: readonly Span[] }) => {
	let first = Infinity
	for (const { from } of spans) first = Math.min(first, from)
	return first
}

const lastOf = ({ spans }: { spans: readonly Span[] }) => {
	let last = 0
	for (const { to } of spans) last = Math.max(last, to)
	return last
}

function inOrder<T extends { spans: readonly Span[] }>(all: readonly T[], one: T): T[] {
	const first = firstOf(one)
	const next = all.findIndex((x) => x.spans.length > 0 && firstOf(x) > first)
	return inserted(all, one, next < 0 ? all.length : next)
}

function inserted<T>(all: readonly T[], one: T, at: number): T[] {
	return [...all.slice(0, Math.max(at, 0)), one, ...all.slice(Math.max(at, 0))]
}

function put(state: Editing, line: EditLine, section: number, as: Kind, at?: number): Editing {
	const field = as === 'task' ? 'tasks' : 'duties'
	return withSection(state, section, (s) => ({
		...s,
		[field]: at === undefined ? inOrder(s[field], line) : inserted(s[field], line, at)
	}))
}

function named(aliases: readonly string[], name: string): string[] {
	const all = aliases.map((a) => a.trim()).filter((a) => a !== '' && a !== name)
	return [...new Set(all)]
}

function sectionOf(state: Editing, id: number): EditSection | undefined {
	return state.sections.find((s) => s.id === id)
}

/** Every line that is somewhere. */
export function everyLine({ sections, unplaced, aside }: Editing): EditLine[] {
	return [...sections.flatMap((s) => [...s.duties, ...s.tasks]), ...unplaced, ...aside]
}

export function lineOf(state: Editing, id: number): EditLine | undefined {
	return everyLine(state).find((l) => l.id === id)
}

function withSection(state: Editing, id: number, change: (s: EditSection) => EditSection): Editing {
	const section = sectionOf(state, id)
	const changed = section && change(section)
	if (!section || changed === section) return state
	return { ...state, sections: state.sections.map((s) => (s === section ? changed! : s)) }
}

/** Puts lines in the place of one; new ones have had their ids from `next`. */
function withLine(state: Editing, id: number, change: (line: EditLine) => EditLine[]): Editing {
	const line = lineOf(state, id)
	const lines = line && change(line)
	if (!line || !lines || (lines.length === 1 && lines[0] === line)) return state
	const all = (from: readonly EditLine[]) =>
		from.includes(line) ? from.flatMap((l) => (l === line ? lines : [l])) : from
	return {
		sections: state.sections.map((s) => ({ ...s, duties: all(s.duties), tasks: all(s.tasks) })),
		unplaced: all(state.unplaced),
		aside: all(state.aside),
		next: Math.max(state.next, ...lines.map((l) => l.id + 1))
	}
}

function without(state: Editing, id: number): Editing {
	return withLine(state, id, () => [])
}

/** By line of the source, the ids of the sections and lines that it is in; a line that is nowhere counted as print. */
export function placesOf(state: Editing): Map<number, number[]> {
	const places = new Map<number, number[]>()
	for (const { id, spans } of [...state.sections, ...everyLine(state)])
		for (const { from, to } of spans)
			for (let no = from; no <= to; no++) places.set(no, [...(places.get(no) ?? []), id])
	return places
}
