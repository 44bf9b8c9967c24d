import * as v from 'valibot'
import type { NewEvent } from '../command'
import type { CatalogueSection } from '../event'
import { decided, made, rule } from '../command'
import { dutyRoomOf } from '../catalogue/dutyRoom'
import { isAdmin } from './lookup'
import { line, words } from './schema'

const texts = v.pipe(v.array(words('职责内容不能为空')), v.maxLength(500, '一个科室的职责太多'))

/** 采用职责目录: a new version, whole. A section of the same name or alias stays the same section. */
export const adopt = rule({
	name: 'catalogue.adopt',
	schema: v.strictObject({
		sections: v.pipe(
			v.array(
				v.strictObject({
					name: line('科室名称', 60),
					aliases: v.array(line('别名', 60)),
					duties: texts,
					tasks: texts
				})
			),
			v.minLength(1, '目录里没有科室'),
			v.maxLength(200, '科室太多')
		)
	}),
	needs(_, loaded) {
		const inForce = loaded.get('office', 'office')?.catalogue
		return inForce ? ['office/office', `catalogues/${inForce}`] : ['office/office']
	},
	mayI: (actor) => isAdmin(actor),
	decide(command, snapshot) {
		const inForce = snapshot.get('office', 'office')?.catalogue
		const before = inForce ? snapshot.get('catalogues', inForce) : null
		const id = made(command, 1)
		let ordinal = 1
		let line = 0
		const sections = command.args.sections.map((s): CatalogueSection => {
			const known = before?.sections.find((b) => b.name === s.name || b.aliases.includes(s.name))
			return {
				...s,
				section: known?.section ?? made(command, ++ordinal),
				duties: s.duties.map((text, i) => ({ id: `${id}d${++line}`, no: i + 1, text }))
			}
		})
		const dutyRoom = dutyRoomOf(command.args.sections)
		const events: NewEvent[] = [
			{
				kind: 'catalogue.adopted',
				subject: id,
				data: {
					catalogue: id,
					version: (before?.version ?? 0) + 1,
					dutyRoom: dutyRoom === null ? null : sections[dutyRoom]!.section,
					sections
				}
			}
		]
		sections.forEach(({ section, name, aliases }, i) => {
			events.push({
				kind: 'section.named',
				subject: section,
				data: { section, order: i + 1, name, aliases }
			})
		})
		return decided(...events)
	}
})
