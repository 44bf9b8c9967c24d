import type { Instant } from '../instant'

/** What makes a planned turn and one that stands the same: seat, place and beginning. */
export function turnKey({ seat, place = 0, from }: { seat: string; place?: number; from: Instant }): string {
	return `${seat} ${place} ${from}`
}
