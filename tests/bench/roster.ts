// A year's roster for sixty people, as the planner makes it and as the rule "whoever was on duty least recently" does.
import { calendarOf, daysOf, KINDS, type Kind } from '../../src/domain/roster/calendar'
import { planRoster, type PlannedTurn } from '../../src/domain/roster/plan'
import { readRequest, type RosterRequest } from '../../src/domain/roster/request'
import { spreadOf, violations } from '../../src/domain/roster/testing'
import { median, ms, percentile, type Row } from './row'

const SEATS = ['带班领导', '主班', '副班', '司机']
/** A phone of the class meant is about four times slower than this. */
const BUDGET = 500

/** 2026 with its holidays: 12 leaders, 36 officers who stand two seats, 12 drivers; leave, exemptions and pairs kept apart. */
export function yearOfSixty(): RosterRequest {
	const people = Array.from({ length: 60 }, (_, i) => {
		const month = String(1 + (i % 12)).padStart(2, '0')
		return {
			id: `p${i}`,
			name: `值班员${i}`,
			seats: i < 12 ? ['带班领导'] : i < 48 ? ['主班', '副班'] : ['司机'],
			section: `科${i % 15}`,
			exempt: i % 20 === 13 ? ['holiday'] : i % 20 === 17 ? ['weekend'] : [],
			leave: [
				{ from: `2026-${month}-05`, to: `2026-${month}-${10 + (i % 9)}` },
				...(i % 6 === 0 ? [{ from: '2026-10-01', to: '2026-10-05' }] : [])
			],
			apartFrom: i % 8 === 4 ? [`p${(i + 12) % 60}`] : [],
			carried: { weekday: i % 3, weekend: i % 2, holiday: 0, eve: 0 }
		}
	})
	const read = readRequest({
		from: '2026-01-01',
		to: '2026-12-31',
		seats: SEATS.map((name) => ({ name, pattern: '24h' })),
		people
	})
	if ('refused' in read) throw new Error(JSON.stringify(read.refused))
	return read.request
}

/**
 * The rule of linkedin/oncall's default scheduler, written anew: of those who may stand the seat and are not away or on duty
 * that day, whoever's last turn on it is longest ago. It looks at no kind of day, no carried count and no other rule.
 */
function leastRecently(request: RosterRequest): PlannedTurn[] {
	const turns: PlannedTurn[] = []
	const last = new Map<string, number>()
	daysOf(calendarOf(), request.from, request.to).forEach(({ date, kind }, day) => {
		const today = new Set<string>()
		for (const { name: seat } of request.seats) {
			let best: string | null = null
			let longest = Infinity
			for (const { id, seats, leave } of request.people) {
				if (!seats.includes(seat) || today.has(id)) continue
				if (leave.some((l) => l.from <= date && date <= l.to)) continue
				const on = last.get(`${id} ${seat}`) ?? -1
				if (on < longest) {
					best = id
					longest = on
				}
			}
			if (best === null) continue
			turns.push({ date, seat, person: best, kind })
			today.add(best)
			last.set(`${best} ${seat}`, day)
		}
	})
	return turns
}

function worst(request: RosterRequest, turns: readonly PlannedTurn[]): Record<Kind, number> {
	const ledger = request.people.map(({ id, carried }) => {
		const row = { person: id, ...carried }
		for (const turn of turns) if (turn.person === id) row[turn.kind]++
		return row
	})
	const groups = [...new Set(request.people.map((p) => p.seats.join()))]
	const spread = { weekday: 0, weekend: 0, holiday: 0, eve: 0 }
	for (const kind of KINDS)
		for (const seats of groups) spread[kind] = Math.max(spread[kind], spreadOf(request, ledger, kind, seats))
	return spread
}

const ROUNDS = 15

export async function roster(): Promise<Row[]> {
	const request = yearOfSixty()
	// The processor's time, so that what else runs on the machine is not counted.
	const timed = (run: () => void) => {
		const from = process.cpuUsage()
		run()
		return process.cpuUsage(from).user / 1_000
	}
	const took: number[] = []
	for (let round = 0; round < ROUNDS; round++) took.push(timed(() => planRoster(request)))
	const theirs: number[] = []
	for (let round = 0; round < ROUNDS; round++) theirs.push(timed(() => leastRecently(request)))
	const plan = planRoster(request)
	const [first, middle, slowest] = [took[0]!, median(took), percentile(took, 0.95)]
	const row = (who: string, turns: readonly PlannedTurn[], own: boolean): Row => {
		const spread = worst(request, turns)
		const broken = violations(request, { turns: [...turns] }).length
		const empty = SEATS.length * 365 - turns.length
		const all = KINDS.map((kind) => spread[kind])
		return {
			what: `  ${who}: spread by kind`,
			budget: own ? '≤ 1 each, no rule broken' : '—',
			measured: `weekday ${all[0]}, weekend ${all[1]}, holiday ${all[2]}, eve ${all[3]}; ${broken} broken, ${empty} empty`,
			met: own ? all.every((n) => n <= 1) && broken === 0 && empty === 0 : null,
			figures: { ...spread, broken, empty }
		}
	}
	return [
		{
			what: 'roster: a year, 60 people, 4 seats',
			budget: `≤ ${BUDGET} ms here (2 s on a phone)`,
			measured: `p50 ${ms(middle)}, p95 ${ms(slowest)}, first ${ms(first)}`,
			met: slowest <= BUDGET,
			figures: { p50: middle, p95: slowest, first }
		},
		row('planner', plan.turns, true),
		row('least recently on duty', leastRecently(request), false),
		{
			what: '  least recently on duty: time',
			budget: '—',
			measured: `p50 ${ms(median(theirs))}`,
			met: null,
			figures: { p50: median(theirs) }
		}
	]
}
