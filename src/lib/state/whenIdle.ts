/** So long at most, ms. */
const PATIENCE = 2_000

/** Does what nobody waits for when the phone has a moment: first it shows what was asked for. Gives back what calls it off. */
export function whenIdle(work: () => void): () => void {
	if ('requestIdleCallback' in globalThis) {
		const asked = requestIdleCallback(work, { timeout: PATIENCE })
		return () => cancelIdleCallback(asked)
	}
	// Safari has no such moments.
	const timer = setTimeout(work, 200)
	return () => clearTimeout(timer)
}
