type Rules = typeof import('./optimistic')

let rules: Rules | null = null

/** The commands' rules, loaded when something is first done or waits: to look at the desk nobody needs them. */
export async function loadRules(): Promise<Rules> {
	return (rules ??= await import('./optimistic'))
}

/**
 * Thrown by a query that needs what is not ready yet: ask again when it is. Awaiting that would make a liveQuery lose track
 * of what it reads.
 */
export class Later extends Error {
	override name = 'Later'
	constructor(readonly prepare: () => Promise<unknown>) {
		super('not ready yet')
	}
}
