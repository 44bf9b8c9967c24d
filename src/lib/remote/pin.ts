// A sign-in kept under a PIN, so that the people of one duty room change places without typing passwords, offline too.
//
// What it guards against: a colleague or passer-by who sits down at the desk. What it does not: somebody who takes the
// disk away and tries all PINs at leisure; 600,000 rounds make that hours, not impossible. The computer itself stays
// locked by its own password.

/** Rounds of PBKDF2-HMAC-SHA-256 (OWASP Password Storage Cheat Sheet, 2023). */
export const ROUNDS = 600_000
/** So many wrong PINs, one after another, and the kept sign-in is gone. */
export const MOST_WRONG = 5
const SHORTEST = 4
export const LONGEST = 6

export interface Sealed {
	salt: Uint8Array<ArrayBuffer>
	rounds: number
	iv: Uint8Array<ArrayBuffer>
	data: ArrayBuffer
}

/** A key that was derived once and seals again without the PIN, as long as the page lives. */
export interface PinKey {
	key: CryptoKey
	salt: Uint8Array<ArrayBuffer>
	rounds: number
}

/** Why a PIN is not taken, in words for the person; null where it is good enough. */
export function weakness(pin: string): string | null {
	if (!/^[0-9]+$/.test(pin)) return 'PIN 只用数字'
	if (pin.length < SHORTEST || pin.length > LONGEST) return `PIN 是 ${SHORTEST} 至 ${LONGEST} 位数字`
	const digits = [...pin].map(Number)
	const step = (by: number) => digits.every((d, i) => i === 0 || (d - digits[i - 1]! + 10) % 10 === by)
	if (step(0) || step(1) || step(9)) return '这个 PIN 太好猜，换一个不是同号、不是连号的'
	if (repeats(pin) || favourites.has(pin)) return '这个 PIN 太好猜，换一个少有人用的'
	if (/^(19|20)[0-9][0-9]$/.test(pin) || isBirthday(pin)) return '这个 PIN 像出生年月，换一个别人想不到的'
	return null
}

/** Straight down the keys, and what sounds like 我爱你一生一世. */
const favourites = new Set(['2580', '0852', '1314', '5201', '201314', '131452', '521131', '147258', '258369'])

const repeats = (pin: string) =>
	[2, 3].some((n) => pin.length % n === 0 && pin === pin.slice(0, n).repeat(pin.length / n))

/** 850615 and 198506: a date of birth with two figures for the year, or a year and month. */
function isBirthday(pin: string): boolean {
	if (pin.length !== 6) return false
	const [a, b, c] = [Number(pin.slice(0, 2)), Number(pin.slice(2, 4)), Number(pin.slice(4))] as const
	const month = (n: number) => n >= 1 && n <= 12
	const day = (n: number) => n >= 1 && n <= 31
	return (month(b) && day(c)) || ((a === 19 || a === 20) && month(c))
}

export async function keyFor(pin: string, salt = random(16), rounds = ROUNDS): Promise<PinKey> {
	const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
		'deriveKey'
	])
	const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }
	const aes = { name: 'AES-GCM', length: 256 }
	return { key: await crypto.subtle.deriveKey(how, raw, aes, false, ['encrypt', 'decrypt']), salt, rounds }
}

export async function seal(under: PinKey, value: unknown): Promise<Sealed> {
	const iv = random(12) // a fresh one each time: AES-GCM must not see the same twice under one key
	const plain = new TextEncoder().encode(JSON.stringify(value))
	const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, under.key, plain)
	return { salt: under.salt, rounds: under.rounds, iv, data }
}

/** What was sealed; null under another key. */
export async function unseal(under: PinKey, sealed: Sealed): Promise<unknown> {
	try {
		const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, under.key, sealed.data)
		return JSON.parse(new TextDecoder().decode(plain)) as unknown
	} catch (error) {
		if (error instanceof DOMException && error.name === 'OperationError') return null
		throw error
	}
}

function random(bytes: number): Uint8Array<ArrayBuffer> {
	return crypto.getRandomValues(new Uint8Array(bytes))
}
