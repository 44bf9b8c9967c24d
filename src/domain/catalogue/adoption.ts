import type { CatalogueSection } from '../event'
import type { Id } from '../record'
import type { EditLine, EditSection, Editing } from './editing'
import { identify, type Known } from './identity'

/** A section as `catalogue.adopt` takes it. */
export interface Adopting {
	was?: Id
	name: string
	printed?: string
	aliases: string[]
	duties: { text: string; printed?: string; lines?: [number, number] }[]
	tasks: string[]
}

export function adopting({ sections }: Editing): Adopting[] {
	return sections.map(({ was, name, printed, aliases, duties, tasks }) => ({
		...(was === null ? {} : { was }),
		name: name.trim(),
		...(printed === null ? {} : { printed }),
		aliases: [...aliases],
		duties: duties.map(duty),
		tasks: tasks.map((t) => t.text)
	}))
}

function duty({ text, printed, spans }: EditLine): Adopting['duties'][number] {
	const from = Math.min(...spans.map((s) => s.from))
	const to = Math.max(...spans.map((s) => s.to))
	return {
		text,
		...(printed === null ? {} : { printed }),
		...(spans.length === 0 ? {} : { lines: [from, to] as [number, number] })
	}
}

/** The sections as adopting would make them, known by what they were: what is new has ids of its own. */
export function becoming(
	{ sections }: Editing,
	inForce: readonly Known[],
	gone: readonly Known[] = []
): CatalogueSection[] {
	const asked = sections.map(({ name, aliases, was }) => ({
		name: name.trim(),
		aliases,
		...(was === null ? {} : { was })
	}))
	const same = identify(asked, inForce, gone)
	return sections.map(({ id, name, aliases, duties, tasks }, i) => ({
		section: same[i] ?? `new${id}`,
		name: name.trim(),
		aliases: [...aliases],
		duties: duties.map((d, k) => ({ id: `new${d.id}`, no: k + 1, text: d.text })),
		tasks: tasks.map((t) => t.text)
	}))
}

/** Why it cannot be adopted as it stands, beside the section that it is about. */
export function problemsOf({ sections }: Editing): { section: number; reason: string }[] {
	const first = new Map<string, EditSection>()
	return sections.flatMap((s) => {
		const name = s.name.trim()
		const reason = nameProblem(name, first.has(name))
		first.set(name, s)
		return reason === '' ? [] : [{ section: s.id, reason }]
	})
}

function nameProblem(name: string, twice: boolean): string {
	if (name === '') return '科室没有名称'
	if (name.length > 60) return '科室名称不超过 60 字'
	return twice ? `有两个科室都叫“${name}”，请改名或合并` : ''
}
