import type { Live } from './live.svelte'
import type { OfficeState } from './office.svelte'
import { desk, nothing, tonight, type DeskItems, type Tonight } from '../records/desk'
import type { Shown } from './lastShown'

/** Who is on duty is asked for again as shifts change, not at every tick of the clock: so often, ms. */
export const SLOT = 300_000

const desks = new WeakMap<OfficeState, Live<DeskItems>>()
const tonights = new WeakMap<OfficeState, { slot: number; live: Live<Tonight> }>()

/** What is on the desk, asked for once however many places show it. */
export function deskOf(office: OfficeState): Live<DeskItems> {
	const known = desks.get(office)
	if (known) return known
	const live = office.live((view) => desk(view, office.person), nothing, office.last?.desk)
	desks.set(office, live)
	return live
}

const nobody: Tonight = { on: [], from: 0, until: 0 }

/** Who is on duty now, likewise. */
export function tonightOf(office: OfficeState, now: number): Live<Tonight> {
	const slot = Math.floor(now / SLOT)
	const known = tonights.get(office)
	if (known?.slot === slot) return known.live
	const at = () => Math.max(slot * SLOT, Date.now())
	const last = office.last?.tonight
	const stands = !known && last && last.from <= at() && at() < last.until
	const live = office.live((view) => tonight(view, at()), nobody, stands ? last : undefined)
	tonights.set(office, { slot, live })
	return live
}

/** Whether what the first screen shows has been read: it is then laid out once, and not a second time as each part comes. */
export function firstRead(office: OfficeState, now: number): boolean {
	const readings = [...office.readings, deskOf(office), tonightOf(office, now)]
	// Each is asked, also after one that is not there yet: being asked is what starts them.
	return readings.map((live) => live.ready).every(Boolean)
}

/** What the first screen shows just now; null: it has not been read. */
export function shownBy(office: OfficeState, now: number): Shown | null {
	if (!firstRead(office, now)) return null
	return {
		people: [...office.people.values()],
		sections: [...office.sections.values()],
		office: office.office,
		desk: deskOf(office).current,
		tonight: tonightOf(office, now).current
	}
}
