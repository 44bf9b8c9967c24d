import * as v from 'valibot'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { absent, isAdmin } from './lookup'
import { id, maybe } from './schema'

/** AB角: who answers for a section, and who when A is away. */
export const staff = rule({
	name: 'section.staff',
	schema: v.strictObject({ section: id('科室'), a: maybe(id('A 角')), b: maybe(id('B 角')) }),
	needs: ({ section, a, b }) => [
		`sections/${section}`,
		...(a ? [`people/${a}` as const] : []),
		...(b ? [`people/${b}` as const] : [])
	],
	mayI: (actor) => isAdmin(actor),
	decide({ args }, snapshot, { host }) {
		if (!snapshot.get('sections', args.section)) return absent(host, 'section', '科室')
		if (args.a && !snapshot.get('people', args.a)) return absent(host, 'a', '人员')
		if (args.b && !snapshot.get('people', args.b)) return absent(host, 'b', '人员')
		if (args.a && args.a === args.b) return [refusal('same', 'b', 'A 角和 B 角不能是同一人')]
		return decided({ kind: 'section.staffed', subject: args.section, data: args })
	}
})
