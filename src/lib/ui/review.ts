import type { EditLine, EditSection, Editing } from '../../domain/catalogue/editing'

/** Where a line stands in the result. `all` are the lines beside it, among which it is the one at `at`. */
export interface Standing {
	section: EditSection
	task: boolean
	all: readonly EditLine[]
	at: number
}

export function standing(state: Editing, id: number): Standing | null {
	for (const section of state.sections)
		for (const task of [false, true]) {
			const all = task ? section.tasks : section.duties
			const at = all.findIndex((l) => l.id === id)
			if (at >= 0) return { section, task, all, at }
		}
	return null
}

/** What has become of a section or line, in a few words. */
export function placeWords(state: Editing, id: number): string {
	const section = state.sections.find((s) => s.id === id)
	if (section) return `科室“${section.name}”`
	const found = standing(state, id)
	if (found) return `${found.section.name} · ${found.task ? '工作任务' : '职责'}第 ${found.at + 1} 条`
	return state.aside.some((l) => l.id === id) ? '不采用' : '没有归处'
}

/** 第 3 行、第 5–8 行; lines that follow one another are told once. */
export function spanWords(spans: readonly { from: number; to: number }[]): string {
	const runs: { from: number; to: number }[] = []
	for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
		const last = runs.at(-1)
		if (last && from <= last.to + 1) last.to = Math.max(last.to, to)
		else runs.push({ from, to })
	}
	return runs.map(({ from, to }) => (from === to ? `第 ${from} 行` : `第 ${from}–${to} 行`)).join('、')
}

/** A text in pieces at which it can be parted; put together they are the text. */
export function clauses(text: string): string[] {
	return text.match(/[^。；;，,、]+[。；;，,、]*|[。；;，,、]+/g) ?? []
}

/** A line of the source as it is shown: cells parted visibly, breaks inside them as blanks. */
export function shown(line: string): string {
	return line.replace(/\f/g, '').replace(/\v/g, '\n').replace(/\t/g, ' ｜ ')
}
