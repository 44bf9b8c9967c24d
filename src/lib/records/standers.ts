import type { Leave } from '../../domain/events/leave'
import type { Person } from '../../domain/events/person'
import type { Person as Planned } from '../../domain/roster/request'
import { officeDate } from '../../domain/instant'
import { mayStand, planRulesOf, type DutyRules } from '../../domain/roster/seats'
import { placeName } from '../../domain/roster/stood'

const none = () => ({ weekday: 0, weekend: 0, holiday: 0, eve: 0 })

interface Given {
	duty: DutyRules
	/** All that are not stopped. */
	people: readonly Person[]
	leaves: readonly Leave[]
	/** Ids of the seats. */
	seats: readonly string[]
}

/** Who may stand any of the seats, as planner and ledger know them. */
export function standersOf({ duty, people, leaves, seats }: Given): Planned[] {
	const rules = planRulesOf(duty)
	return people
		.map((p): Planned => {
			const own = duty.seats.filter((s) => seats.includes(s.id) && mayStand(s, p))
			return {
				id: p.id,
				name: p.name,
				seats: own.flatMap((s) => Array.from({ length: s.places }, (_, i) => placeName(s.name, i))),
				section: p.sections[0] ?? null,
				exempt: rules.exempt.filter((e) => e.person === p.id).map((e) => e.what),
				leave: leaves
					.filter((l) => l.person === p.id && !l.cancelled)
					.map((l) => ({ from: officeDate(l.from), to: officeDate(l.to - 1), at: [l.from, l.to] })),
				apartFrom: rules.apart.flatMap(({ one, other }) => (p.id === one ? [other] : [])),
				carried: none(),
				weight: 1,
				from: null,
				to: null,
				wishes: rules.wishes.filter((w) => w.person === p.id)
			}
		})
		.filter((p) => p.seats.length > 0)
}
