import type { ReadLine, ReadSection, Span } from './reading'
import type { Named } from './sectionName'
import { sectionKey } from './sectionName'

/** Sections in the order in which they are first named; whatever else is said of one joins it. */
export class Gathered {
	readonly sections: ReadSection[] = []
	#byKey = new Map<string, ReadSection>()

	section({ name, aliases }: Named, { from, to }: Span): ReadSection {
		const key = sectionKey(name)
		let section = this.#byKey.get(key)
		if (!section) {
			section = { name, printed: null, aliases: [], duties: [], tasks: [], from, to }
			this.#byKey.set(key, section)
			this.sections.push(section)
		}
		for (const alias of aliases) if (!section.aliases.includes(alias)) section.aliases.push(alias)
		return section
	}
}

export function placed(texts: readonly string[], { from, to }: Span): ReadLine[] {
	return texts.map((text) => ({ text, printed: null, from, to }))
}
