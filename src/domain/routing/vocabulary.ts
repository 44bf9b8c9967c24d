/** Gives each different word a number, in the order of first mention. */
export class Vocabulary {
	readonly words: string[] = []
	#ids = new Map<string, number>()

	id(word: string): number {
		let id = this.#ids.get(word)
		if (id === undefined) {
			id = this.words.push(word) - 1
			this.#ids.set(word, id)
		}
		return id
	}
}

/** The words of a list as the lexicon writes them. */
export function listed(words: string | undefined): string[] {
	return words === undefined ? [] : (words.match(/\S+/g) ?? [])
}
