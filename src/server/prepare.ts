import type { CatalogueSection } from '../domain/event'
import type { Id } from '../domain/record'
import type { RoutingIndex } from '../domain/routing/buildIndex'
import { buildIndex } from '../domain/routing/buildIndex'
import { suggest } from '../domain/routing/suggest'

/** The workers' bundle: routing, which is too slow for the loop. Kept apart so that the loop's own bundle loads fast. */
interface Host {
	load(collection: string, id: string): string | null
}
declare const host: Host

/** The index of the catalogue in force; a newer one takes its place. */
let ready: { catalogue: Id; index: RoutingIndex } | null = null

/** Routes {text, catalogue} (JSON) and answers with a Suggestion (JSON), or "null" where there is no such catalogue. */
export function prepare(request: string): string {
	const { text, catalogue } = JSON.parse(request) as { text: string; catalogue: Id }
	if (ready?.catalogue !== catalogue) {
		const json = host.load('catalogues', catalogue)
		if (json === null) return 'null'
		const { sections } = JSON.parse(json) as { sections: CatalogueSection[] }
		ready = { catalogue, index: buildIndex(sections) }
	}
	return JSON.stringify(suggest(ready.index, catalogue, text))
}
