import * as v from 'valibot'
import { buildIndex } from '../../domain/routing/buildIndex'
import { route } from '../../domain/routing/route'
import { catalogueOf } from './catalogue'
import { textOf } from './document'
import { linesOf } from './jsonl'

const report = v.object({ id: v.union([v.string(), v.number()]), text: v.string() })

/** `duty route`: JSONL in, JSONL out, with names and duty lines where the domain has ids. */
export async function routing(catalogue: string, jsonl: string): Promise<string> {
	const sections = await catalogueOf(catalogue)
	if (sections.length === 0) console.error('职责目录里没有读出科室，每一条都只能留在值班室')
	const names = new Map(sections.map(({ section, name }) => [section, name]))
	const duties = new Map(sections.flatMap((s) => s.duties.map((duty) => [duty.id, duty.text] as const)))
	const index = buildIndex(sections)
	let out = ''
	for (const { id, text } of linesOf(textOf(jsonl), report, 'id 和 text')) {
		const { candidates, kept } = route(index, text)
		const named = candidates.map(({ section, because, ...rest }) => ({
			section: names.get(section),
			...rest,
			because: because.map(({ duty, words }) => ({ duty: duties.get(duty), words }))
		}))
		out += JSON.stringify({ id, candidates: named, kept }) + '\n'
	}
	return out
}
