/**
 * Many short lists of numbers by key, kept in flat arrays: thousands of small ones cost more to make than to read.
 * `head[key]` is the first place of a key's list, `next[place]` the one after it, -1 the end.
 */
export interface Chains {
	head: number[]
	next: number[]
	value: number[]
}

export function chains(): Chains {
	return { head: [], next: [], value: [] }
}

/** Puts a value before the others of its key. Keys come into being in order: an array with gaps is slow. */
export function link({ head, next, value }: Chains, key: number, added: number): void {
	while (head.length <= key) head.push(-1)
	next.push(head[key]!)
	head[key] = value.push(added) - 1
}

/** The first place of a key's list; -1: it has none. */
export function first({ head }: Chains, key: number): number {
	return key < head.length ? head[key]! : -1
}
