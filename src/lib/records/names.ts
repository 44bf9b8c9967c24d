/** The readings of a name, each as syllables: 单 alone reads shan or dan. */
export type Spell = (name: string) => string[][]

/** What one is found by. */
export interface Named<T> {
	item: T
	name: string
	/** Other names, titles, sections: found when they contain what is typed. */
	also: readonly string[]
	phone: string | null
}

interface Entry<T> extends Named<T> {
	readings: string[][]
	digits: string
}

/** Lower is better. */
const NOT_FOUND = 9

/** Names to be found by characters, by pinyin (whole, initials or mixed: zhiban, zby, zhiby), by what else they are, by number. */
export class Names<T> {
	readonly #entries: Entry<T>[]

	constructor(named: readonly Named<T>[], spell: Spell) {
		this.#entries = named.map((n) => ({
			...n,
			name: n.name.toLowerCase(),
			readings: spell(n.name),
			digits: n.phone?.replace(/\D/g, '') ?? ''
		}))
	}

	/** All that match every word of the query; the best first, else in the order given. */
	find(query: string): T[] {
		const words = query.toLowerCase().split(/\s+/).filter(Boolean)
		if (words.length === 0) return []
		const found: { item: T; rank: number }[] = []
		for (const entry of this.#entries) {
			const rank = Math.max(...words.map((word) => rankOf(entry, word)))
			if (rank < NOT_FOUND) found.push({ item: entry.item, rank })
		}
		return found.sort((a, b) => a.rank - b.rank).map((f) => f.item)
	}
}

function rankOf(entry: Entry<unknown>, word: string): number {
	const at = entry.name.indexOf(word)
	if (at >= 0) return at === 0 ? (entry.name === word ? 0 : 1) : 2
	const digits = word.replace(/-/g, '')
	if (/^\d+$/.test(digits)) return digits.length > 1 && entry.digits.includes(digits) ? 3 : NOT_FOUND
	if (entry.also.some((text) => text.toLowerCase().includes(word))) return 6
	if (!/^[a-z']+$/.test(word)) return NOT_FOUND
	const letters = word.replaceAll("'", '')
	if (entry.readings.some((syllables) => reads(syllables, 0, letters))) return 4
	const inside = (syllables: string[]) => syllables.some((_, i) => i > 0 && reads(syllables, i, letters))
	return entry.readings.some(inside) ? 5 : NOT_FOUND
}

/** Do the letters spell the syllables from `i` on, each by a beginning of it? */
function reads(syllables: readonly string[], i: number, letters: string): boolean {
	if (letters === '') return true
	const syllable = syllables[i]
	if (syllable === undefined) return false
	for (let length = Math.min(syllable.length, letters.length); length > 0; length--)
		if (letters.startsWith(syllable.slice(0, length)) && reads(syllables, i + 1, letters.slice(length)))
			return true
	return false
}

/** pinyin-pro's readings, each name's only once: its dictionary is loaded when somebody first types letters. */
export async function loadSpell(): Promise<Spell> {
	const { pinyin } = await import('pinyin-pro')
	const kept = new Map<string, string[][]>()
	return (name) => {
		const known = kept.get(name)
		if (known) return known
		const options = { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' } as const
		const read = (surname: 'head' | 'off') =>
			pinyin(name, { ...options, surname }).map((s) => s.toLowerCase())
		const [plain, asPerson] = [read('off'), read('head')]
		const readings = plain.join() === asPerson.join() ? [plain] : [plain, asPerson]
		kept.set(name, readings)
		return readings
	}
}
