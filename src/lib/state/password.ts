// No l and no q; digits that are not taken for letters.
const CONSONANTS = 'bdfghkmnprstwz'
const VOWELS = 'aeiou'
const DIGITS = '23456789'

/**
 * A first password that can be said over the telephone and typed on a phone: four syllables and two digits, about
 * 1.5 × 10⁹ of them. Ten tries a minute are let through, so guessing one takes a lifetime.
 */
export function freshPassword(): string {
	let password = ''
	for (let i = 0; i < 4; i++) password += one(CONSONANTS) + one(VOWELS)
	return password + one(DIGITS) + one(DIGITS)
}

/** One character, evenly drawn. */
function one(of: string): string {
	const most = 256 - (256 % of.length)
	for (;;) {
		const byte = crypto.getRandomValues(new Uint8Array(1))[0]!
		if (byte < most) return of[byte % of.length]!
	}
}
