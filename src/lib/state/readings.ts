import type { Live } from './live.svelte'
import type { OfficeState } from './office.svelte'
import { desk, nothing, onDuty, type DeskItems, type OnDuty } from '../records/desk'

/** Who is on duty is asked for again as shifts change, not at every tick of the clock: so often, ms. */
const SLOT = 300_000

const desks = new WeakMap<OfficeState, Live<DeskItems>>()
const tonights = new WeakMap<OfficeState, { slot: number; live: Live<OnDuty[]> }>()

/** What is on the desk, asked for once however many places show it. */
export function deskOf(office: OfficeState): Live<DeskItems> {
	const known = desks.get(office)
	if (known) return known
	const live = office.live((view) => desk(view, office.person), nothing)
	desks.set(office, live)
	return live
}

/** Who is on duty now, likewise. */
export function tonightOf(office: OfficeState, now: number): Live<OnDuty[]> {
	const slot = Math.floor(now / SLOT)
	const known = tonights.get(office)
	if (known?.slot === slot) return known.live
	const live = office.live((view) => onDuty(view, Math.max(slot * SLOT, Date.now())), [] as OnDuty[])
	tonights.set(office, { slot, live })
	return live
}

/** Whether what the first screen shows has been read: it is then laid out once, and not a second time as each part comes. */
export function firstRead(office: OfficeState, now: number): boolean {
	const readings = [...office.readings, deskOf(office), tonightOf(office, now)]
	// Each is asked, also after one that is not there yet: being asked is what starts them.
	return readings.map((live) => live.ready).every(Boolean)
}
