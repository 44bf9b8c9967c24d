import { getContext, setContext } from 'svelte'
import type { Dialling } from '$lib/state/directory.svelte'
import type { Lookup } from '$lib/state/lookup.svelte'

interface Shared {
	lookup: Lookup
	dialling: Dialling
}

const KEY = Symbol('lookup')
export const provideLookup = (shared: Shared) => setContext(KEY, shared)
/** What is being looked up, shared by the list and the section beside it. */
export const useLookup = (): Shared => getContext<Shared>(KEY)
