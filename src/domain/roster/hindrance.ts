import type { Leave } from '../events/leave'
import type { Office } from '../events/office'
import type { Person } from '../events/person'
import type { Turn } from '../events/turn'
import type { Seat } from '../event'
import type { Id } from '../record'
import type { RefusalCode } from '../refusal'
import { hour, officeDate, officeTime, type Instant } from '../instant'
import { mayStand, rulesOf, seatName, seatOf } from './seats'

export interface Stretch {
	seat: Seat
	from: Instant
	to: Instant
}

/** 11-25 08:30 主班 */
export function turnWords(turn: Stretch, office: Office | null): string {
	return `${officeDate(turn.from).slice(5)} ${officeTime(turn.from)} ${seatName(office, turn.seat)}`
}

/** Which of somebody's turns runs at the same time as a stretch, until they were relieved; `but` are those that they give away. */
export function overlapping(
	person: Id,
	stretch: Pick<Stretch, 'from' | 'to'>,
	turns: readonly Turn[],
	but: readonly Id[] = []
): Turn | null {
	for (let i = 0; i < turns.length; i++) {
		const turn = turns[i]!
		if (turn.person !== person || but.includes(turn.id)) continue
		const end = Math.min(turn.to, turn.relievedAt ?? turn.to)
		if (turn.from < stretch.to && stretch.from < end) return turn
	}
	return null
}

interface Asking {
	who: Person | null
	stretch: Stretch
	/** Turns of the months around, everybody's. */
	turns: readonly Turn[]
	leaves: readonly Leave[]
	office: Office | null
	/** Turns that the person gives away in the same act. */
	but?: readonly Id[]
	/** An emergency: what comes too soon after another turn is stood all the same. */
	tired?: boolean
}

/** `notAllowed`: never; `state`: not then. */
export interface Hindrance {
	code: Extract<RefusalCode, 'notAllowed' | 'state'>
	reason: string
}
const never = (reason: string): Hindrance => ({ code: 'notAllowed', reason })
const notThen = (reason: string): Hindrance => ({ code: 'state', reason })

/** Why somebody can never stand a seat, as things are. */
export function unfit(who: Person | null, seat: Seat, office: Office | null): Hindrance | null {
	if (!who) return never('不在本单位名单上，不能值班')
	if (who.disabled) return never(`${who.name}已停用，不能值班`)
	return mayStand(seatOf(office, seat), who) ? null : never(`${who.name}不能值${seatName(office, seat)}`)
}

/** Why somebody cannot stand a stretch, as the person who asks reads it; null: they can. */
export function hindrance({
	who,
	stretch,
	turns,
	leaves,
	office,
	but = [],
	tired
}: Asking): Hindrance | null {
	const no = unfit(who, stretch.seat, office)
	if (!who || no) return no
	const { name } = who
	const same = overlapping(who.id, stretch, turns, but)
	if (same) return notThen(`${name}那时在值${turnWords(same, office)}`)
	for (let i = 0; i < leaves.length; i++) {
		const leave = leaves[i]!
		if (!leave.cancelled && leave.from < stretch.to && stretch.from < leave.to)
			return notThen(
				`${name}那时${leave.kind}（${officeDate(leave.from).slice(5)} 至 ${officeDate(leave.to - 1).slice(5)}）`
			)
	}
	if (tired) return null
	const rest = rulesOf(office).restHours * hour
	for (let i = 0; i < turns.length; i++) {
		const turn = turns[i]!
		if (turn.person !== who.id || but.includes(turn.id)) continue
		// Noon and night of one day are one person's day of duty.
		if (turn.seat === stretch.seat && officeDate(turn.from) === officeDate(stretch.from)) continue
		if (turn.from < stretch.to + rest && stretch.from < turn.to + rest)
			return notThen(`${name}与${turnWords(turn, office)}间隔不到 ${rulesOf(office).restHours} 小时`)
	}
	return null
}
