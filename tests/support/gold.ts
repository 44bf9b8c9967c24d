// Compares a reading with a careful one made by a person.
import type { CatalogueReading } from '../../src/domain/catalogue/reading'

export interface GoldSection {
	name: string
	aliases: string[]
	duties: string[]
	tasks?: string[]
}

export interface Gold {
	office: string | null
	sections: GoldSection[]
}

export interface Score {
	/** F1 of the sections' names. */
	names: number
	/** Mean over the careful reading's sections of how alike the joined duties are, 0 … 1. */
	duties: number
	/** The same of the tasks, over sections that have any in either reading. */
	tasks: number
	/** The least alike section and how much. */
	worst: { name: string; duties: number }
	/** Sections stand in the same order. */
	ordered: boolean
	/** Aliases of the careful reading that were read, of all. */
	aliases: number
	missing: string[]
	extra: string[]
}

/** Brackets, blanks, quotation marks and widths aside. */
const key = (name: string) => name.replace(/[（(][^）)]*[）)]$/, '').replace(/[\s“”"]/g, '')
const fold = (text: string) =>
	text
		.replace(/\s/g, '')
		.replace(/[，,]/g, '，')
		.replace(/[；;]/g, '；')
		.replace(/[：:]/g, '：')
		.replace(/[（(]/g, '（')
		.replace(/[）)]/g, '）')

export function compare(reading: CatalogueReading, gold: Gold): Score {
	const got = new Map(reading.sections.map((s) => [key(s.name), s]))
	const wanted = gold.sections.map((s) => key(s.name))
	const hits = wanted.filter((name) => got.has(name))
	const names = (2 * hits.length) / (wanted.length + reading.sections.length || 1)
	const joined = (lines: readonly { text: string }[]) => fold(lines.map((l) => l.text).join(''))
	const duties: number[] = []
	const tasks: number[] = []
	let worst = { name: '', duties: 2 }
	let [known, all] = [0, 0]
	for (const section of gold.sections) {
		const read = got.get(key(section.name))
		const like = alike(joined(read?.duties ?? []), fold(section.duties.join('')))
		duties.push(like)
		if (like < worst.duties) worst = { name: section.name, duties: like }
		const task = section.tasks ?? []
		if (task.length > 0 || (read?.tasks.length ?? 0) > 0)
			tasks.push(alike(joined(read?.tasks ?? []), fold(task.join(''))))
		for (const alias of section.aliases) {
			all++
			if (read?.aliases.some((a) => key(a) === key(alias))) known++
		}
	}
	const mean = (of: number[]) => (of.length === 0 ? 1 : of.reduce((a, b) => a + b, 0) / of.length)
	const order = reading.sections.map((s) => key(s.name)).filter((name) => wanted.includes(name))
	return {
		names,
		duties: mean(duties),
		tasks: mean(tasks),
		worst,
		ordered: order.join() === wanted.filter((name) => order.includes(name)).join(),
		aliases: all === 0 ? 1 : known / all,
		missing: wanted.filter((name) => !got.has(name)),
		extra: [...got.keys()].filter((name) => !wanted.includes(name))
	}
}

/** 1 − edit distance / length of the longer. */
export function alike(a: string, b: string): number {
	if (a === b) return 1
	let before = Array.from({ length: b.length + 1 }, (_, i) => i)
	for (let i = 1; i <= a.length; i++) {
		const row = [i]
		for (let j = 1; j <= b.length; j++)
			row[j] = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
		before = row
	}
	return 1 - before[b.length]! / Math.max(a.length, b.length)
}
