import type { Id } from '../record'

interface Member {
	id: Id
	name: string
	title: string | null
}

/** How likely a person answers for their section, by what they are called; less is likelier. */
function rank({ name, title }: Member): number {
	const said = `${title ?? ''} ${name}`
	if (/A\s*角|负责人/.test(said)) return 0
	if (/B\s*角/.test(said)) return 3
	if (/副(?:主任|科长|股长|处长|局长|组长|所长)/.test(said)) return 2
	if (/主任|科长|股长|处长|局长|组长|所长|室长/.test(said)) return 1
	if (/经办/.test(said)) return 3
	return 4
}

/** Proposes A and B of a section (AB角) from its people: 负责人 and 经办人, or the first two by name. A person checks it. */
export function proposePair(people: readonly Member[]): { a: Id | null; b: Id | null } {
	const order = [...people].sort(
		(x, y) => rank(x) - rank(y) || (x.name < y.name ? -1 : x.name > y.name ? 1 : 0)
	)
	return { a: order[0]?.id ?? null, b: order[1]?.id ?? null }
}
