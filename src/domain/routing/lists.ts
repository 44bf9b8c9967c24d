/**
 * Many short lists of numbers by key, in two flat arrays: thousands of small ones cost more to make than to read. Those
 * of a key stand in `value` from `from[key]` to `from[key + 1]`, the last put in first.
 */
export interface Lists {
	from: readonly number[]
	value: readonly number[]
}

/** Makes lists of what was put in, in turn: `keys[i]` below `size`, `values[i]`. */
export function listsOf(keys: readonly number[], values: readonly number[], size: number): Lists {
	const from: number[] = []
	for (let key = 0; key <= size; key++) from[key] = 0
	for (let i = 0; i < keys.length; i++) from[keys[i]!]!++
	let before = 0
	for (let key = 0; key <= size; key++) from[key] = before += from[key]!
	// From here each key's place is its end, and moves back to its beginning as the list is filled.
	const value: number[] = []
	for (let i = 0; i < values.length; i++) value[i] = 0
	for (let i = 0; i < keys.length; i++) value[--from[keys[i]!]!] = values[i]!
	return { from, value }
}
