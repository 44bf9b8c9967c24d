import type { Id } from '../../domain/record'
import type { View } from './view'
import { rosterSheet, type RosterSheet } from '../../domain/document/rosterSheet'
import { day, officeInstant } from '../../domain/instant'
import { calendarOf } from '../../domain/roster/calendar'
import { rulesOf } from '../../domain/roster/seats'
import { datesOf } from './month'

/**
 * 值班安排表 of a month as this person may have it: leaders' numbers are only on phones that may show them, and only on the
 * sheet where they are asked for.
 */
export async function sheetOfMonth(
	view: View,
	month: string,
	{ numbers, reader, on }: { numbers: boolean; reader: Id; on: string }
): Promise<RosterSheet> {
	const { from, to } = datesOf(month)
	const [start, end] = [officeInstant(from, '00:00'), officeInstant(to, '00:00') + day]
	const [office, people, contacts, later] = await Promise.all([
		view.get('office', 'office'),
		view.all('people'),
		view.all('contacts'),
		view.local.table('turns').where('to').above(start).toArray()
	])
	return rosterSheet({
		office: office?.name ?? '',
		month,
		calendar: calendarOf(rulesOf(office).plan?.days),
		rules: rulesOf(office),
		turns: later.filter((turn) => turn.from < end),
		people: new Map(people.map((p) => [p.id, p])),
		phones: new Map(numbers ? contacts.filter((c) => c.phone !== '').map((c) => [c.person, c.phone]) : []),
		by: people.find((p) => p.id === reader)?.name ?? '',
		on
	})
}
