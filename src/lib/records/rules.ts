type Rules = typeof import('./optimistic')

let rules: Rules | null = null

/** The commands' rules, loaded when something is first done or waits: to look at the desk nobody needs them. */
export async function loadRules(): Promise<Rules> {
	return (rules ??= await import('./optimistic'))
}

/** Thrown by a query that needs what is still being loaded: ask again when it is ready. */
export class Later extends Error {
	override name = 'Later'
	constructor(readonly ready: Promise<unknown>) {
		super('still being loaded')
	}
}

/** The rules at once. Awaiting them would make a liveQuery lose track of what it reads, so it is told to come later. */
export function rulesNow(): Rules {
	if (!rules) throw new Later(loadRules())
	return rules
}
