import type { Live } from './live.svelte'
import type { OfficeState } from './office.svelte'
import { desk, nothing, type DeskItems } from '../records/desk'

const kept = new WeakMap<OfficeState, Live<DeskItems>>()

/** What is on the desk, asked for once however many places show it. */
export function deskOf(office: OfficeState): Live<DeskItems> {
	const known = kept.get(office)
	if (known) return known
	const live = office.live((view) => desk(view, office.person), nothing)
	kept.set(office, live)
	return live
}

/**
 * The number on the app's icon: how much waits for the person signed in; 0 takes it away. Only installed apps have such an
 * icon, and some systems refuse: then there is none, and nothing is lost, for the desk says the same.
 */
export function badge(waiting: number): void {
	if (!('setAppBadge' in navigator)) return
	const set = waiting > 0 ? navigator.setAppBadge(waiting) : navigator.clearAppBadge()
	set.catch((error: unknown) => console.info('no badge on the icon', error))
}
