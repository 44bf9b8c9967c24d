import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldsOf } from '../../cli/duty/intake'
import { officeISO } from '../instant'
import { intake } from './intake'
import { phoneNumbers } from './phone'
import { order493 } from './thresholds'

interface Report {
	id: string
	received_at: string
	text: string
	gold: Record<string, unknown>
}
const reports = (name: string) =>
	readFileSync(new URL(`../../../tests/data/${name}`, import.meta.url), 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Report)

/** Places and sources are judged by their words: most of the characters wanted are there. */
function right(field: string, got: unknown, gold: Record<string, unknown>): boolean {
	const wanted = gold[field]
	if (field === 'occurred_at' && typeof wanted === 'string' && typeof got === 'string')
		return Math.abs(Date.parse(got) - Date.parse(wanted)) <= Number(gold['tolerance_min']) * 60_000
	if ((field === 'place' || field === 'source') && typeof wanted === 'string' && typeof got === 'string') {
		const words = [...wanted.replace(/[（）某]/g, '')]
		return words.filter((c) => got.includes(c)).length >= 0.7 * words.length
	}
	return JSON.stringify(got) === JSON.stringify(wanted)
}

/** By field: how many are right of how many that say something of it. */
function accuracy(of: readonly Report[]): Record<string, [right: number, of: number]> {
	const counts: Record<string, [number, number]> = {}
	for (const { text, received_at, gold } of of) {
		for (const [field, got] of Object.entries(fieldsOf(intake(text, Date.parse(received_at))))) {
			if (!(field in gold)) continue
			const count = (counts[field] ??= [0, 0])
			count[1]++
			if (right(field, got, gold)) count[0]++
		}
	}
	return counts
}

// Tuned on these: texts never seen fare worse. The floors hold what has been reached.
describe.each([
	['reports.jsonl', { place: 29, source: 28 } as Record<string, number>],
	['reports-more.jsonl', { deaths: 17, sensitive: 18 } as Record<string, number>]
])('来电来函 %s', (name, floors) => {
	const counts = accuracy(reports(name))
	it.each(Object.entries(counts))('%s', (field, [rights, of]) => {
		expect(of).toBeGreaterThan(0)
		expect(rights).toBeGreaterThanOrEqual(floors[field] ?? of)
	})
})

const at = Date.parse('2026-11-22T02:20:00+08:00') // 星期日
const when = (text: string) => {
	const { occurredAt } = intake(text, at)
	return occurredAt === null ? null : officeISO(occurredAt).slice(0, 16)
}

describe('什么时候', () => {
	it.each([
		['十分钟前路口两车相撞', '2026-11-22T02:10'],
		['半小时前仓库起火', '2026-11-22T01:50'],
		['一个半小时前仓库起火', '2026-11-22T00:50'],
		['昨日22时许，仓库起火', '2026-11-21T22:00'],
		['昨晚十点半，仓库起火', '2026-11-21T22:30'],
		['前天下午3点，仓库起火', '2026-11-20T15:00'],
		['今晨1时05分，仓库起火', '2026-11-22T01:05'],
		['23:50仓库起火', '2026-11-21T23:50'],
		['11月20日8时15分，仓库起火', '2026-11-20T08:15'],
		['2026年11月19日上午9时许，仓库起火', '2026-11-19T09:00'],
		['十一月十九日二十一时四十分，仓库起火', '2026-11-19T21:40'],
		['周五晚上8点，仓库起火', '2026-11-20T20:00'],
		['今天凌晨一点三刻，仓库起火', '2026-11-22T01:45'],
		['刚才仓库起火了', '2026-11-22T02:20'],
		['昨天傍晚仓库起火', null],
		['明天上午9时仓库停电检修', null],
		['明日8时至下午6时，线路检修停电', null],
		['明晚8点小区停水', null],
		['后天14时道路封闭', null],
		['下周一上午9点停电检修', null],
		['27日8时停水', null],
		['次日9时停水', null],
		['今晚11点仓库起火', '2026-11-21T23:00'],
		['11月20日晚聚餐，次日凌晨3时多人呕吐', '2026-11-21T03:00'],
		['昨日8时至下午6时小区停电', '2026-11-21T08:00'],
		['上周五下午3点仓库起火', '2026-11-13T15:00'],
		['业主说明晚上9点仓库起火', '2026-11-21T21:00'],
		['暴雨后天气转好，1时桥梁垮塌', '2026-11-22T01:00'],
		['接报时间2时10分。昨晚11点仓库起火，消防23时20分到场', '2026-11-21T23:00']
	])('%s → %s', (text, expected) => expect(when(text)).toBe(expected))
})

describe('多少人', () => {
	const people = (text: string) => {
		const { deaths, injuries, seriousInjuries, missing, trapped, evacuated } = intake(text, at)
		return [deaths, injuries, seriousInjuries, missing, trapped, evacuated]
	}
	it.each([
		['两车相撞，两死三伤', [2, 3, null, null, null, null]],
		['两车相撞，3死5伤', [3, 5, null, null, null, null]],
		['两车相撞，造成2人死亡、3人受伤', [2, 3, null, null, null, null]],
		['两车相撞，死亡2人，受伤3人，其中重伤1人', [2, 3, 1, null, null, null]],
		['两车相撞，无人员伤亡', [0, 0, 0, null, null, null]],
		['两车相撞，暂无人员伤亡报告', [0, 0, 0, null, null, null]],
		['两车相撞，伤亡情况不明', [null, null, null, null, null, null]],
		['死亡人数由2人增至5人', [5, null, null, null, null, null]],
		['更正：原报死亡3人，现更正为死亡2人', [2, null, null, null, null, null]],
		['一名82岁老人走失', [null, null, null, 1, null, null]],
		['一艘渔船失去联系，船上11人', [null, null, null, 11, null, null]],
		['井下有6名矿工被困', [null, null, null, null, 6, null]],
		['5人被困，已救出2人', [null, null, null, null, 3, null]],
		['5人被困，已全部救出', [null, null, null, null, 0, null]],
		['已转移群众46户153人', [null, null, null, null, null, 153]],
		['拟转移群众153人', [null, null, null, null, null, null]],
		['出动消防车6辆、消防员32人，扑灭大火', [null, null, null, null, null, null]],
		['司机，男，45岁，轻伤', [null, null, null, null, null, null]],
		['联系电话13900000000，有1人受伤', [null, 1, null, null, null, null]],
		['鸡死了300只，未发现人员感染', [0, 0, 0, null, null, null]],
		['现场无失联、无被困人员', [null, null, null, 0, 0, null]],
		['4名学生、1名家长受伤', [null, 5, null, null, null, null]],
		['网传死了十几个人，系谣言，无人员伤亡', [0, 0, 0, null, null, null]],
		['伤了十几个人', [null, null, null, null, null, null]],
		['9人失踪，后找到4人，其中3人死亡1人受伤', [3, 1, null, 5, null, null]],
		['5人失踪，目前已找到3人，均已遇难，另2人仍在搜救', [3, null, null, 2, null, null]],
		['5人失联，已打捞出2具遗体', [2, null, null, 3, null, null]],
		['8人失踪，已救出5人，仍有3人失踪', [null, null, null, 3, null, null]],
		['8人被困、2人失联，已救出5人', [null, null, null, 2, 3, null]],
		['7人被埋，已搜救出4人，其中2人遇难', [2, null, null, null, 3, null]],
		['3人失联，先找到1人，累计找到2人，均无生命体征', [2, null, null, 1, null, null]],
		['一名老人走失，现已找到', [null, null, null, 0, null, null]],
		['2人失联，找到2名目击者', [null, null, null, 2, null, null]],
		['4人失联，尚未找到', [null, null, null, 4, null, null]],
		['死亡：2人；重伤：1人；轻伤：4人', [2, 5, 1, null, null, null]],
		['失踪：2人，死亡：1人', [1, null, null, 2, null, null]],
		['受伤人数：12人，其中重伤3人', [null, 12, 3, null, null, null]],
		['仓库爆炸。死亡:1 受伤:3 被困:0', [1, 3, null, null, 0, null]],
		['死亡（人）：2，受伤（人）：3', [2, 3, null, null, null, null]],
		['死亡人数：由2人增至5人；失联：无', [5, null, null, 0, null, null]],
		['死亡：11月20日认定，受伤：3天内', [null, null, null, null, null, null]],
		['18:03人受伤', [null, null, null, null, null, null]]
	])('%s', (text, expected) => expect(people(text)).toEqual(expected))
})

describe('是哪一类', () => {
	it.each([
		['化工厂爆炸，受伤人员已送县医院', '事故灾难'],
		['自建房倒塌，受伤人数3人', '事故灾难'],
		['两车相撞，重伤人员2名，轻伤人员5名', '事故灾难'],
		['锅炉爆炸，被烧伤人员4名', '事故灾难'],
		['两车相撞，死伤人数不明', '事故灾难'],
		['暴雨致3人死亡，倒塌房屋120间', '自然灾害'],
		['大风造成塔吊倒塌，3人死亡', '事故灾难'],
		['车站有人伤人，3人受伤', '社会安全事件'],
		['醉汉打伤人员3名', '社会安全事件']
	])('%s → %s', (text, category) => expect(intake(text, at).category).toBe(category))
})

describe('级别只是建议，门槛是数据', () => {
	it.each([
		['仓库爆炸，死亡2人', 4],
		['仓库爆炸，死亡3人', 3],
		['仓库爆炸，死亡10人', 2],
		['仓库爆炸，死亡30人', 1],
		['仓库爆炸，重伤50人', 2],
		['仓库爆炸，直接经济损失1000万元', 3],
		['仓库爆炸，直接经济损失1.2亿元', 1],
		['仓库爆炸，1人死亡，2人失联', null],
		['山体滑坡，1人死亡，2人失联', 3],
		['山体滑坡，9人失联，找到8人，其中5人死亡', 3],
		['仓库爆炸', null]
	])('%s → %s', (text, level) => expect(intake(text, at).level).toBe(level))

	it('单位改了门槛，建议跟着变', () => {
		const strict = {
			...order493,
			steps: [{ level: 1 as const, deaths: 1, seriousInjuries: 9, lossYuan: 9e9 }]
		}
		expect(intake('仓库爆炸，死亡2人', at, strict).level).toBe(1)
	})
})

describe('在哪里，谁报的', () => {
	const form =
		'事件名称：甲厂爆炸。发生时间：11月20日20时。安置地点：镇中学。地点：城东工业园甲厂。死亡：3人。受伤：6人。'
	it('表格里写的地点就是地点，栏名不是报告人', () => {
		expect(intake(form, at)).toMatchObject({ place: '城东工业园甲厂', source: null, deaths: 3, level: 3 })
		expect(intake('【事件】房屋倒塌\n【地点】东河镇沙坝村3组\n【伤亡】死亡：1人', at).place).toBe(
			'东河镇沙坝村3组'
		)
	})

	it.each([
		['一名学生已送县医院，伤势不明', null],
		['3名矿工被困井下', '井下'],
		['送到社区医院治疗', null],
		['送桥镇农贸市场起火', '送桥镇农贸市场']
	])('%s → %s', (text, place) => expect(intake(text, at).place).toBe(place))
})

describe('回拨谁', () => {
	it.each([
		['联系电话0000-5550123', ['00005550123']],
		['手机139 0000 0000', ['13900000000']],
		['（0000）5550123', ['00005550123']],
		['回电５５５０１２３', ['5550123']],
		['公交卡号20261122，死亡1100只', []],
		['2026-11-22 02:14，K1204处，110接警', []]
	])('%s', (text, digits) => expect(phoneNumbers(text).map((n) => n.digits)).toEqual(digits))

	it('家属、司机的电话不是报告人的', () => {
		const text = '司机电话13800000000，联系不上。我的电话13900000000'
		expect(intake(text, at).contactPhone).toBe('13900000000')
		expect(intake('手机丢失，号码13800000000，本人电话13900000000', at).contactPhone).toBe('13900000000')
		expect(intake('家属电话13800000000', at).contactPhone).toBeNull()
	})
})

describe('随便什么文字', () => {
	const piece = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 8 }),
		fc.constantFrom(
			'昨晚11点40',
			'死亡',
			'3人',
			'，',
			'。',
			'其中',
			'无',
			'北山镇后山',
			'滑坡',
			'：',
			'\n',
			'　',
			'损失'
		),
		fc.constantFrom(
			'电话0000-5550123',
			'两死三伤',
			'被困',
			'已全部救出',
			'转',
			'报告',
			'——',
			'我是',
			'99月',
			'时',
			'亿元'
		)
	)
	it('不出错，指的都在文中，数字都是非负整数', () => {
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
				const text = pieces.join('')
				const read = intake(text, at)
				for (const { from, to } of read.spans) {
					expect(from).toBeGreaterThanOrEqual(0)
					expect(to).toBeGreaterThan(from)
					expect(to).toBeLessThanOrEqual(text.length)
				}
				const { deaths, injuries, seriousInjuries, missing, trapped, evacuated, lossYuan } = read
				for (const n of [deaths, injuries, seriousInjuries, missing, trapped, evacuated, lossYuan])
					expect(n === null || (Number.isSafeInteger(n) && n >= 0)).toBe(true)
			}),
			{ numRuns: 300 }
		)
	})

	it.each([
		['六万四千个同样的字', '火'],
		['数字', '数几十百'],
		['号码', '0123456789'],
		['地名', '北山镇路村'],
		['否定', '没有未无人员'],
		['时间', '昨日22时许'],
		['伤亡', '3人死亡、'],
		['栏目', '死亡：1'],
		['报告', '昨日22时许北山镇路口起火，3人死亡，'],
		['标点', '，。：（'],
		['表情', '🔥'],
		['半个字', '\ud83d']
	])('64 KB 的%s也很快读完', (_, unit) => {
		const text = unit.repeat(Math.ceil(65_536 / unit.length))
		const start = performance.now()
		intake(text, at)
		expect(performance.now() - start).toBeLessThan(2_000)
	})
})
