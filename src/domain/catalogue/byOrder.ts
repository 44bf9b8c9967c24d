import type { Section } from '../events/section'

/** As the catalogue in force has them, then those it has no more. */
export function byOrder(a: Pick<Section, 'order'>, b: Pick<Section, 'order'>): number {
	return (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER)
}
