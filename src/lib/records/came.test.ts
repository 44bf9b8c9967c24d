// What came to a section, and by which line of its duties.
import { describe, expect, it } from 'vitest'
import type { CatalogueSection, QuotedDuty } from '../../domain/event'
import type { Assignment } from '../../domain/events/assignment'
import type { Incident } from '../../domain/events/incident'
import { day, officeInstant } from '../../domain/instant'
import { type Came, cameBy, LOOK_BACK } from './came'

const now = officeInstant('2026-11-24', '08:00')
const since = now - LOOK_BACK
const duty = (no: number, text: string, id = `d${no}`): QuotedDuty => ({ id, no, text })
const floods = duty(1, '负责水利、防汛。')
const farms = duty(2, '负责农业农村。')
const section = {
	section: 's',
	name: '一科',
	aliases: [],
	duties: [floods, farms],
	tasks: []
} as CatalogueSection

let nth = 0
/** An incident that came to the section so many days ago, by these lines, of which the first was the strongest. */
function came(ago: number, duties: QuotedDuty[], over: Partial<Assignment> = {}): Came {
	const id = `i${++nth}`
	const assignment = { id: `${id}a`, incident: id, duties, madeAt: now - ago * day, ...over } as Assignment
	const suggestion = { catalogue: 'c', section: 's', duties: duties.map((d) => d.id) }
	return { assignment, incident: { id, suggestion, prepared: null } as unknown as Incident }
}
const ids = (all: Came[] | undefined) => all?.map((c) => c.assignment.incident)

describe('九十天内交到我科的', () => {
	it('各归引它来的那一条，最近的在前，更早的不算', () => {
		const [a, b, c] = [came(80, [floods]), came(2, [floods]), came(91, [floods])]
		const by = cameBy(section, [a, b, c], since)
		expect(ids(by.byDuty.get('d1'))).toEqual(ids([b, a]))
		expect(by.byDuty.has('d2')).toBe(false)
		expect(by.total).toBe(2)
	})

	it('引了几条的，只算说得最重的那一条', () => {
		const item = came(1, [farms, floods], { duties: [floods, farms] })
		expect(ids(cameBy(section, [item], since).byDuty.get('d2'))).toEqual(ids([item]))
	})

	it('已转出、看不到内容的，也按交来时引的那一条算', () => {
		const gone = { ...came(1, [floods]), incident: null }
		expect(cameBy(section, [gone], since).byDuty.get('d1')).toEqual([gone])
	})

	it('换了目录，文字没变的还是那一条，变了的列在旧条目里', () => {
		const kept = came(3, [duty(7, '负责 水利，防汛；', 'old7')])
		const gone = came(4, [duty(8, '负责气象。', 'old8')])
		const by = cameBy(section, [kept, gone], since)
		expect(ids(by.byDuty.get('d1'))).toEqual(ids([kept]))
		expect([...by.formerly.keys()]).toEqual(['负责气象。'])
	})

	it('没有引职责的另列；退回又交来的算一件，按有引文的那次', () => {
		const first = came(5, [floods], { state: 'returned' })
		const again = {
			...first,
			assignment: { ...first.assignment, id: 'again', duties: [], madeAt: now - day }
		}
		const chosen = came(1, [])
		const by = cameBy(section, [again, first, chosen], since)
		expect(by.total).toBe(2)
		expect(ids(by.byDuty.get('d1'))).toEqual(ids([first]))
		expect(ids(by.without)).toEqual(ids([chosen]))
	})

	it('目录里没有这个科室了，都列在旧条目里', () => {
		const by = cameBy(null, [came(1, [floods])], since)
		expect(by.byDuty.size).toBe(0)
		expect(by.formerly.size).toBe(1)
	})
})
