import type { Leave } from '../../domain/events/leave'
import type { Person } from '../../domain/events/person'
import type { Turn } from '../../domain/events/turn'
import type { DutyRules } from '../../domain/roster/seats'
import { ledgerOf, type LedgerRow } from '../../domain/roster/ledger'
import { stood } from '../../domain/roster/stood'
import { calendarFor } from './month'
import { standersOf } from './standers'

interface Given {
	duty: DutyRules
	people: readonly Person[]
	leaves: readonly Leave[]
	turns: readonly Turn[]
}

/** 值班台账 of a year's turns up to an instant. */
export function yearLedger(given: Given): LedgerRow[] {
	const seats = given.duty.seats.map((s) => s.id)
	const people = standersOf({ ...given, seats })
	return ledgerOf(people, stood(given.turns, given.duty, calendarFor(given.duty)), [])
}
