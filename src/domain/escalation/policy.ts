import type { Category, Level } from '../event'
import type { Channel } from '../notice'

/**
 * Who is asked: the section's A or B person; who is on duty as 主班 or 副班; the leader on duty; all who may lead; the duty
 * officers by a task to telephone the section.
 */
export const whoms = ['a', 'b', 'officer', 'lead', 'leads', 'call'] as const
export type Whom = (typeof whoms)[number]

export interface Step {
	/** Whole minutes since the step before, for the first since it was handed over. 0: at once. */
	after: number
	/** At least one. */
	whom: readonly Whom[]
	/** What this step counts as an answer: 签收 by one of them, or by each. Only a section's A and B person sign. */
	need: 'any' | 'each'
	/** In this order; null: the office's usual order. */
	channels: readonly Channel[] | null
	/** How often it is said again while nobody answers, and after how many minutes each time. */
	repeat: number
	every: number
}

/** Whom nobody has answered is chased so. The last step is always followed by a standing alarm in the duty room. */
export interface Policy {
	/** 2–12 of [a-z0-9], of the office's own. */
	id: string
	name: string
	/** Null: any. `from`–`to` is a time of day as 22:00–06:00, by the office's clock when it is handed over; both or neither. */
	when: {
		kinds: readonly ('incident' | 'matter')[] | null
		categories: readonly Category[] | null
		/** An incident whose level is open counts as level null. */
		levels: readonly (Level | null)[] | null
		sensitive: boolean | null
		from: string | null
		to: string | null
	}
	steps: readonly Step[]
	/** Minutes without progress after 签收 until it is asked again; null: never. */
	forgotten: number | null
	/** How often one person is asked at most, over all steps. */
	most: number
}
