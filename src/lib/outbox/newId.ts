import type { Id } from '../../domain/record'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** 15 of [a-z0-9], evenly drawn (252 is the largest multiple of 36 that a byte can hold). */
export function newId(): Id {
	let id = ''
	while (id.length < 15)
		for (const byte of crypto.getRandomValues(new Uint8Array(24)))
			if (byte < 252 && id.length < 15) id += LETTERS[byte % 36]
	return id
}
