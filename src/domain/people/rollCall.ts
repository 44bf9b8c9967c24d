import type { Contact } from '../events/contact'
import type { RollAnswer, RollCall } from '../events/rollCall'
import type { Id } from '../record'
import { day, officeDate, officeInstant, officeWeekday, type Instant } from '../instant'

/** 通道点名 every week; Sunday is 0. Null where an office calls only by hand. */
export interface RollRules {
	weekday: number
	/** 16:30, by the office's clock. */
	time: string
}

/** A number that nobody has tried for so long is stale (norms of duty rooms). */
const NUMBER_KEEPS = 30 * day
/** A device that has not come by for so long may be lost or switched off. */
const DEVICE_KEEPS = 7 * day

/** The first instant of the rules after `now`. */
export function nextRoll({ weekday, time }: RollRules, now: Instant): Instant {
	const ahead = (weekday - officeWeekday(now) + 7) % 7
	const at = officeInstant(officeDate(now + ahead * day), time)
	return at > now ? at : at + 7 * day
}

/** What is wrong with somebody's number; null: nothing. */
export function numberTrouble(contact: Contact | null, now: Instant): string | null {
	if (!contact || contact.phone === '') return '没有号码'
	if (contact.outcome === '空号') return '号码是空号'
	if (!contact.testedAt) return '号码没有试过'
	const days = Math.floor((now - contact.testedAt) / day)
	return now - contact.testedAt > NUMBER_KEEPS ? `号码 ${days} 天没有试过` : null
}

/** What is wrong with somebody's devices; `seen`: when one last came by, null: there is none. */
export function deviceTrouble(seen: Instant | null, now: Instant): string | null {
	if (seen === null) return '没有登录过的设备'
	return now - seen > DEVICE_KEEPS ? `设备 ${Math.floor((now - seen) / day)} 天没有上线` : null
}

export interface RollRow {
	person: Id
	answeredAt: Instant | null
	troubles: string[]
}

/** Everybody who was asked: who has not answered first, then who has but could not be reached another way. */
export function rollRows(
	call: RollCall,
	answers: readonly RollAnswer[],
	contacts: ReadonlyMap<Id, Contact>,
	/** By person; null: not known here. */
	seen: ReadonlyMap<Id, Instant> | null,
	now: Instant
): RollRow[] {
	const answered = new Map<Id, Instant>()
	for (const { rollCall, person, at } of answers) if (rollCall === call.id) answered.set(person, at)
	const rows = call.asked.map((person) => {
		const found = [numberTrouble(contacts.get(person) ?? null, now)]
		if (seen) found.push(deviceTrouble(seen.get(person) ?? null, now))
		return {
			person,
			answeredAt: answered.get(person) ?? null,
			troubles: found.filter((t): t is string => t !== null)
		}
	})
	const rank = (row: RollRow) => (row.answeredAt === null ? 0 : row.troubles.length > 0 ? 1 : 2)
	return rows.sort((a, b) => rank(a) - rank(b))
}
