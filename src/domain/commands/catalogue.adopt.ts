import * as v from 'valibot'
import type { Command, NewEvent } from '../command'
import type { CatalogueDuty, CatalogueSection, GoneSection } from '../event'
import type { Catalogue } from '../events/catalogue'
import { decided, made, rule } from '../command'
import { dutyRoomOf } from '../catalogue/dutyRoom'
import { identify } from '../catalogue/identity'
import { refusal, type Refusal } from '../refusal'
import { absent, isAdmin } from './lookup'
import { id, line, words } from './schema'

const text = words('职责内容不能为空')
const lineNumber = v.pipe(v.number('行号应是数字'), v.integer('行号应是整数'), v.minValue(1, '行号从 1 起'))
/** A text alone, or with where it stood and how it was printed. */
const duty = v.union([
	text,
	v.strictObject({
		text,
		printed: v.exactOptional(text),
		lines: v.exactOptional(v.tuple([lineNumber, lineNumber]))
	})
])
const MOST = 500
const TOO_MANY = '一个科室的职责太多'

const schema = v.strictObject({
	/** The version that was looked at beside this one; null: there was none. Not said: whatever is in force. */
	base: v.exactOptional(v.nullable(id('对照的版本'))),
	source: v.exactOptional(
		v.nullable(
			v.strictObject({
				name: line('文件名', 200),
				sha256: v.nullable(v.pipe(v.string('缺少校验值'), v.regex(/^[0-9a-f]{64}$/, '校验值不对')))
			})
		)
	),
	sections: v.pipe(
		v.array(
			v.strictObject({
				/** The section that this one is, under another name. */
				was: v.exactOptional(id('原来的科室')),
				name: line('科室名称', 60),
				printed: v.exactOptional(line('科室名称', 60)),
				aliases: v.array(line('别名', 60)),
				duties: v.pipe(v.array(duty), v.maxLength(MOST, TOO_MANY)),
				tasks: v.pipe(v.array(text), v.maxLength(MOST, TOO_MANY))
			})
		),
		v.minLength(1, '目录里没有科室'),
		v.maxLength(200, '科室太多')
	)
})
type Args = v.InferOutput<typeof schema>

/**
 * 采用职责目录: a new version, whole or not at all. A section that is the same as before (identity.ts) keeps its id, and
 * with it its people and what it has in hand; one that the new version lacks keeps its record, without a place in order.
 */
export const adopt = rule({
	name: 'catalogue.adopt',
	schema,
	needs(_, loaded) {
		const inForce = loaded.get('office', 'office')?.catalogue
		return inForce ? ['office/office', `catalogues/${inForce}`] : ['office/office']
	},
	mayI: (actor) => isAdmin(actor),
	decide(command, snapshot, { host }) {
		const { args } = command
		const inForce = snapshot.get('office', 'office')?.catalogue ?? null
		const before = inForce === null ? null : snapshot.get('catalogues', inForce)
		// A phone that does not know the version it was made against has not heard of everything yet.
		if (host === 'phone' && inForce !== null && !before) return absent(host, 'base', '目录')
		const no = problems(args, inForce, before)
		return no.length > 0 ? no : decided(...eventsOf(command, before))
	}
})

function problems({ base, sections }: Args, inForce: string | null, before: Catalogue | null): Refusal[] {
	const all: Refusal[] = []
	if (base !== undefined && base !== inForce)
		all.push(
			refusal(
				'state',
				'base',
				before
					? `这期间已有人采用了第 ${before.version} 版，请先对照新的差别再采用`
					: '对照的版本不是现行版本，请重新对照'
			)
		)
	const names = new Set<string>()
	const known = new Set([...(before?.sections ?? []), ...(before?.gone ?? [])].map((s) => s.section))
	sections.forEach(({ name, was }, i) => {
		if (names.has(name)) all.push(refusal('same', `sections.${i}.name`, `有两个科室都叫“${name}”`))
		names.add(name)
		if (was === undefined) return
		if (!known.delete(was))
			all.push(refusal('notFound', `sections.${i}.was`, `“${name}”所指的原科室没有，或已由另一个科室承接`))
	})
	return all
}

function eventsOf(command: Command<Args>, before: Catalogue | null): NewEvent[] {
	const { args } = command
	const id = made(command, 1)
	const known = before?.sections ?? []
	const same = identify(args.sections, known, before?.gone)
	let ordinal = 1
	let lineNo = 0
	const sections = args.sections.map(({ was: _, duties, ...s }, i): CatalogueSection => ({
		...s,
		section: same[i] ?? made(command, ++ordinal),
		duties: duties.map((d, k): CatalogueDuty => ({
			id: `${id}d${++lineNo}`,
			no: k + 1,
			...(typeof d === 'string' ? { text: d } : d)
		}))
	}))
	const standing = new Set(sections.map((s) => s.section))
	const gone = [...known, ...(before?.gone ?? [])]
		.filter((s) => !standing.has(s.section))
		.map(({ section, name, aliases }): GoneSection => ({ section, name, aliases }))
	const texts = sections.map((s) => ({ ...s, duties: s.duties.map((d) => d.text) }))
	const dutyRoom = dutyRoomOf(texts)
	const events: NewEvent[] = [
		{
			kind: 'catalogue.adopted',
			subject: id,
			data: {
				catalogue: id,
				version: (before?.version ?? 0) + 1,
				dutyRoom: dutyRoom === null ? null : sections[dutyRoom]!.section,
				sections,
				source: args.source ?? null,
				gone
			}
		}
	]
	const name = (section: GoneSection, order: number | null) =>
		events.push({
			kind: 'section.named',
			subject: section.section,
			data: { section: section.section, order, name: section.name, aliases: section.aliases }
		})
	sections.forEach((section, i) => name(section, i + 1))
	for (const section of known) if (!standing.has(section.section)) name(section, null)
	return events
}
