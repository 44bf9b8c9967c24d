import * as v from 'valibot'
import type { CatalogueSection } from '../../domain/event'
import { readCatalogue } from '../../domain/catalogue/read'
import { plain } from '../../domain/catalogue/reading'
import { documentOf } from './document'
import { Refused } from './refused'

const texts = v.optional(v.array(v.string()), [])
const imported = v.object({
	sections: v.array(v.object({ name: v.string(), aliases: texts, duties: texts, tasks: texts }))
})

/** A catalogue from a duty document, or from what `import --json` printed. Ids are made up for the run. */
export async function catalogueOf(path: string): Promise<CatalogueSection[]> {
	const { text } = await documentOf(path)
	let no = 0
	return sectionsOf(text, path).map((section, s) => ({
		...section,
		section: `s${s + 1}`,
		duties: section.duties.map((duty) => ({ id: `d${++no}`, no, text: duty }))
	}))
}

function sectionsOf(text: string, path: string): v.InferOutput<typeof imported>['sections'] {
	if (!/^\ufeff?\s*\{/.test(text)) return readCatalogue(text).sections.map(plain)
	let json: unknown
	try {
		json = JSON.parse(text.replace(/^\ufeff/, ''))
	} catch {
		throw new Refused(`职责目录的 JSON 不完整：${path}`)
	}
	const parsed = v.safeParse(imported, json)
	if (!parsed.success) throw new Refused(`职责目录的 JSON 里没有 sections，或者写法不对：${path}`)
	return parsed.output.sections
}
