import type { Id } from '../record'

/** A section that is known by its id. */
export interface Known {
	section: Id
	name: string
	aliases: readonly string[]
}

/**
 * Which of the known sections each new one is; null: a section that there was not before. What a person said (`was`)
 * comes first, then the same name, then a name that the other has as an alias; in each of these, sections of the catalogue
 * in force before those that an earlier one had. No section is two.
 */
export function identify(
	sections: readonly { name: string; aliases: readonly string[]; was?: Id | undefined }[],
	inForce: readonly Known[],
	gone: readonly Known[] = []
): (Id | null)[] {
	const found = sections.map((): Id | null => null)
	const taken = new Set<Id>()
	const take = (i: number, known: Known | undefined) => {
		if (!known || found[i] !== null) return
		found[i] = known.section
		taken.add(known.section)
	}
	const free = (all: readonly Known[]) => all.filter((known) => !taken.has(known.section))
	sections.forEach(({ was }, i) => {
		if (was !== undefined)
			take(
				i,
				free([...inForce, ...gone]).find((k) => k.section === was)
			)
	})
	const same = [
		(s: { name: string }, k: Known) => k.name === s.name,
		(s: { name: string; aliases: readonly string[] }, k: Known) =>
			k.aliases.includes(s.name) || s.aliases.includes(k.name)
	]
	for (const matches of same)
		for (const all of [inForce, gone])
			sections.forEach((s, i) => {
				if (found[i] === null)
					take(
						i,
						free(all).find((k) => matches(s, k))
					)
			})
	return found
}
