/** Names of more syllables than this are shortened to initials: nobody types mishuyishijingbanren. */
const SPELT_OUT = 4
const LONGEST = 24

/** A username from the syllables of a name (pinyin without tones; letters and digits as they are), unlike those taken. */
export function usernameFrom(syllables: readonly string[], taken: ReadonlySet<string>): string {
	const plain = syllables.map((s) => s.toLowerCase().replace(/[^a-z0-9]/g, '')).filter((s) => s !== '')
	const spelt = plain.filter((s) => /[a-z]/.test(s)).length <= SPELT_OUT
	const base = plain.map((s) => (spelt || /[0-9]/.test(s) ? s : s[0]!)).join('')
	const fit = base.slice(0, LONGEST)
	return unlike(fit.length >= 2 ? fit : `user${fit}`, taken)
}

function unlike(base: string, taken: ReadonlySet<string>): string {
	if (!taken.has(base)) return base
	// A name that ends in a digit gets a mark between: ke1 and ke1-2, never ke12.
	const stem = /[0-9]$/.test(base) ? base + '-' : base
	for (let n = 2; ; n++) if (!taken.has(stem + n)) return stem + n
}
