// Reading and routing as the bench measures them, the same in Node and in goja.
import source from '../../seeds/catalogues/002_f243def5ae5b4e7b.txt'
import type { CatalogueSection } from '../../src/domain/event'
import { readCatalogue } from '../../src/domain/catalogue/read'
import { buildIndex, type RoutingIndex } from '../../src/domain/routing/buildIndex'
import { lessonsOf, type Lessons } from '../../src/domain/routing/lessons'
import { route } from '../../src/domain/routing/route'

/** Reports of the usual length, about what an office meets. */
const texts = [
	'石岭乡来电：后山滑坡，冲毁民房三间，两名村民失联，乡里正在组织搜救，坡下群众开始转移。',
	'实验中学食堂二十多名学生呕吐腹泻，已送区医院，家长聚在校门口，校方请求派人。',
	'省道一辆油罐车侧翻，柴油泄漏，消防已到场，请协调交通部门绕行，下游有取水口。',
	'区长明早要去市里汇报，材料还差两个数据，请连夜补齐并安排车辆。',
	'有群众反映小区停水三天，物业电话打不通，请转有关单位尽快回复。'
]

/** A hundred duties: the catalogue's own, some of them twice. */
function hundred(): CatalogueSection[] {
	const { sections } = readCatalogue(source)
	const all: CatalogueSection[] = []
	let duties = 0
	for (let i = 0; duties < 100; i++) {
		const s = sections[i % sections.length]!
		const own = s.duties.slice(0, 100 - duties).map((duty) => duty.text)
		duties += own.length
		all.push({
			section: `s${i}`,
			name: s.name + (i < sections.length ? '' : '（二）'),
			aliases: [],
			tasks: [],
			duties: own.map((text, k) => ({ id: `s${i}d${k}`, no: k + 1, text }))
		})
	}
	return all
}

let index: RoutingIndex | null = null
let lessons: Lessons | null = null

/** Five hundred lessons, each its own text. */
function fiveHundred(): Lessons {
	const all = []
	for (let i = 0; i < 500; i++) {
		const text =
			texts[i % texts.length]!.slice(i % 7) + texts[(i * 3 + 1) % texts.length]!.slice(0, 20 + (i % 30))
		all.push({
			id: `l${i}`,
			text,
			section: `s${i % 9}`,
			instead: `s${(i + 1) % 9}`,
			state: 'inForce' as const,
			confirmed: i % 2 === 0,
			at: i
		})
	}
	return lessonsOf(all)
}

/** Makes the index; its time is not part of routing one text. */
export function ready(): string {
	index = buildIndex(hundred())
	lessons = fiveHundred()
	return String(index.duties.length)
}

/** Routes the nth text. */
export function routeOne(n: number): string {
	return String(route(index!, texts[n % texts.length]!).candidates.length)
}

/** Routes the nth text by what the office has learned, too. */
export function routeTaught(n: number): string {
	return String(route(index!, texts[n % texts.length]!, lessons).candidates.length)
}

/** 30 KB: the catalogue's rows three times over. */
const rows = source.slice(source.indexOf('\t1\t') - 200)
const document = source + rows + rows

export function readOne(): string {
	return String(readCatalogue(document).sections.length)
}
