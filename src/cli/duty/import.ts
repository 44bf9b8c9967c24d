import type { CatalogueReading, ReadSection, Span } from '../../domain/catalogue/reading'
import { readCatalogue } from '../../domain/catalogue/read'
import { plain } from '../../domain/catalogue/reading'
import { documentOf } from './document'

/** `duty import`: a duty document as JSON, or as a summary for a person. */
export async function importing(path: string, asJson: boolean): Promise<string> {
	const { text, notes } = await documentOf(path)
	const read = readCatalogue(text)
	const reading = {
		...read,
		warnings: [...notes.map((note) => ({ line: null, text: note })), ...read.warnings]
	}
	if (!asJson) return summary(reading)
	return JSON.stringify({ ...reading, sections: reading.sections.map(withPlaces) }, null, 2) + '\n'
}

/** The texts of a section, and beside them the lines of the source, `[from, to]`, where each stands. */
function withPlaces(section: ReadSection) {
	const pair = ({ from, to }: Span) => [from, to] as const
	const { duties, tasks } = section
	return {
		...plain(section),
		where: { section: pair(section), duties: duties.map(pair), tasks: tasks.map(pair) }
	}
}

const SHOWN = 20

function summary({ office, sections, unplaced, warnings }: CatalogueReading): string {
	const duties = sections.reduce((sum, section) => sum + section.duties.length, 0)
	const out = [`${office ?? '（文件里没有写单位名称）'}：${sections.length} 个科室，${duties} 条职责`]
	for (const { name, aliases, duties: own, tasks } of sections) {
		const known = aliases.length > 0 ? `（${aliases.join('、')}）` : ''
		const more = tasks.length > 0 ? `，${tasks.length} 条工作任务` : ''
		out.push(`  ${name}${known}  ${own.length} 条${more}`)
	}
	if (unplaced.length > 0) out.push(`未归入的 ${unplaced.length} 行：`)
	for (const { line, text } of unplaced.slice(0, SHOWN)) out.push(`  第 ${line} 行  ${text}`)
	if (unplaced.length > SHOWN) out.push(`  ……还有 ${unplaced.length - SHOWN} 行，用 --json 看全部`)
	if (warnings.length > 0) out.push('提醒：')
	for (const { line, text } of warnings) out.push(line === null ? `  ${text}` : `  第 ${line} 行  ${text}`)
	return out.join('\n') + '\n'
}
