import type { Role, Seat } from '../event'
import type { Id } from '../record'
import type { DayEdit, Kind } from './calendar'

/** 岗位, as an office has set it. */
export interface SeatSetting {
	id: Seat
	name: string
	/** A day without anybody on it is a gap. */
	required: boolean
	/** Who may stand it: whoever has one of these roles, and those named. Both empty: everybody of the office. */
	roles: Role[]
	people: Id[]
	/** In the words the planner knows: 24h, day/night, night+noon, weekly, or the times themselves (08:30-08:30). */
	pattern: string
	/** How many stand it at once. */
	places: number
}

/** How an office stands duty. */
export interface DutyRules {
	seats: SeatSetting[]
	/** Hours between two turns of one person. */
	restHours: number
	/** Who has to agree to a swap besides the two: a leader, or nobody. */
	consent: 'lead' | 'none'
	/** What stands under the 值班表; absent: nothing was said. */
	foot?: SheetFoot | undefined
	/** What planning keeps to besides; absent: nothing. */
	plan?: Partial<PlanRules> | undefined
}

/** 特殊时段: its seats (null: all) are stood by so many times as many people. Dates both inclusive. */
export interface SpecialPeriod {
	name: string
	from: string
	to: string
	seats: Seat[] | null
	times: number
}

/** What somebody need not stand: everything, whatever has a night in it, or a kind of day. */
export interface Exempt {
	person: Id
	what: 'all' | 'night' | Kind
}

/** Somebody would like to be on duty on these dates, or would rather not; both inclusive. */
export interface Wish {
	person: Id
	from: string
	to: string
	on: boolean
}

export interface PlanRules {
	/** Heads a section counts with instead of those it has. */
	quotas: { section: Id; heads: number }[]
	special: SpecialPeriod[]
	/** What this office says of single days, over every notice. */
	days: DayEdit[]
	exempt: Exempt[]
	/** The A and B person of a section are not on duty on one date, and not while the other is on leave. */
	pairs: boolean
	/** Two who are not on duty on one date. */
	apart: { one: Id; other: Id }[]
	/** Met where nothing that counts more stands against it. */
	wishes: Wish[]
}

export const noPlanRules: PlanRules = {
	quotas: [],
	special: [],
	days: [],
	exempt: [],
	pairs: false,
	apart: [],
	wishes: []
}

/** As the office has set it; what it set before there were more rules lacks them. */
export const planRulesOf = (duty: DutyRules): PlanRules => ({ ...noPlanRules, ...duty.plan })

/** 值班电话, 传真, 要求 under a 值班表. */
export interface SheetFoot {
	phone: string | null
	fax: string | null
	asks: string | null
}

const usual = (id: Seat, name: string, required: boolean, roles: Role[]): SeatSetting => ({
	id,
	name,
	required,
	roles,
	people: [],
	pattern: '08:30-08:30',
	places: 1
})

/** A stand-in needs the leader's consent; nobody stands twice running (norms of duty rooms). An office sets its own. */
export const usualRules: DutyRules = {
	seats: [
		usual('lead', '带班领导', true, ['leader']),
		usual('officer', '主班', true, ['officer']),
		usual('deputy', '副班', true, ['officer']),
		usual('driver', '司机', false, []),
		usual('standby', '备班', false, ['officer', 'leader'])
	],
	restHours: 12,
	consent: 'lead'
}

/** What of the office is asked here: its record, or nothing where it is not known. */
type OfDuty = { duty?: DutyRules } | null

export function rulesOf(office: OfDuty): DutyRules {
	return office?.duty ?? usualRules
}

/** The seat's setting; a seat that the office has given up keeps what it was called. */
export function seatOf(office: OfDuty, seat: Seat): SeatSetting {
	const own = rulesOf(office).seats
	for (let i = 0; i < own.length; i++) if (own[i]!.id === seat) return own[i]!
	for (const known of usualRules.seats) if (known.id === seat) return { ...known, required: false }
	return { ...usual(seat, '其他岗位', false, []) }
}

export function seatName(office: OfDuty, seat: Seat): string {
	return seatOf(office, seat).name
}

/** Earlier seats first, those that the office has given up last. */
export function bySeat(office: OfDuty): (a: { seat: Seat }, b: { seat: Seat }) => number {
	const order = new Map(rulesOf(office).seats.map((s, i) => [s.id, i]))
	const rank = (seat: Seat) => order.get(seat) ?? order.size
	return (a, b) => rank(a.seat) - rank(b.seat)
}

export function mayStand(
	seat: SeatSetting,
	person: { id: Id; roles: readonly Role[]; disabled: boolean }
): boolean {
	if (person.disabled) return false
	if (seat.roles.length === 0 && seat.people.length === 0) return true
	return seat.people.includes(person.id) || person.roles.some((role) => seat.roles.includes(role))
}
