// The golden vectors in Node; pocketbase/duty/vectors_test.go runs the same files in goja. UPDATE_VECTORS=1 writes them
// anew: read the difference before committing it.
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ReadSection } from '../../src/domain/catalogue/reading'
import { plain } from '../../src/domain/catalogue/reading'
import { usualPolicies } from '../../src/domain/escalation/usual'
import { keyOf } from '../../src/domain/loaded'
import { admin, headA, logged, nobody, office, officer } from '../support/world'
import { vector } from './entry'

interface Case {
	name: string
	input: unknown
	output: unknown
}

/** A night in which everything happens once, and the refusals that belong to it: each step with the records it met. */
function deciding(): Omit<Case, 'output'>[] {
	const cases: Omit<Case, 'output'>[] = []
	const world = office()
	const { incident, assignment } = logged(world)
	const other = logged(world, null)
	const step = (name: string, actor: string, command: string, args: unknown, host = 'server') => {
		const id = 'vector' + String(cases.length + 1).padStart(9, '0')
		const records = [...world.kept().values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
		const asked = { id, name: command, args, at: world.now - 1_000, device: 'vector' }
		cases.push({ name, input: structuredClone({ records, actor, command: asked, now: world.now, host }) })
		if (host === 'server') world.run(actor, asked)
		world.now += 60_000
	}
	const suggestion = { catalogue: world.catalogue, duties: [world.duties.a], section: world.a }
	const report = { kind: 'incident', text: '东河大桥下游发现一艘货船搁浅。', suggestion, section: world.a }
	step('an incident logged and handed over', officer, 'incident.log', {
		...report,
		level: '较大',
		place: '东河大桥'
	})
	step('the same on a phone: no number, no limit', officer, 'incident.log', report, 'phone')
	step('a head may not log', headA, 'incident.log', report)
	step('a blank text', officer, 'incident.log', { ...report, text: ' \n' })
	step('an unknown field', officer, 'incident.log', { ...report, colour: 'red' })
	step('a control character', officer, 'log.write', { text: 'a\u0007b' })
	step('an unknown command', officer, 'incident.explode', {})
	step('signed by a stranger', nobody, 'assignment.acknowledge', { assignment })
	step('signed', headA, 'assignment.acknowledge', { assignment })
	step('signed twice', headA, 'assignment.acknowledge', { assignment })
	step('noted by the section', headA, 'incident.note', { incident, text: '已派人前往。😀' })
	step('amended', officer, 'incident.amend', { incident, level: 2, place: null, category: '自然灾害' })
	step('passed on', headA, 'assignment.transfer', { assignment, section: world.b, reason: '涉学校' })
	step('kept by the duty room, now assigned', officer, 'incident.assign', {
		incident: other.incident,
		section: world.a
	})
	step('closed', officer, 'incident.close', { incident, result: '已处置' })
	step('opened again', officer, 'incident.reopen', { incident, reason: '又有险情' })
	step('a line in the logbook', officer, 'log.write', { text: '零报告' })
	step('a limit that has passed', '', 'assignment.overdue', {
		assignment: world.all('assignments').at(-1)!.id
	})
	const duties = [{ text: '负责教育方面的文电工作。', printed: '負責教育方面的文電工作。', lines: [3, 4] }]
	step('a new version: one section renamed, one gone, one new', admin, 'catalogue.adopt', {
		base: world.catalogue,
		source: { name: '职责.docx', sha256: null },
		sections: [
			{ was: world.b, name: '教科文科', aliases: [], duties, tasks: ['负责联系学校。'] },
			{ name: '区政府总值班室', aliases: [], duties: ['负责区政府值班工作。'], tasks: [] },
			{ name: '法制科', aliases: [], duties: [], tasks: [] }
		]
	})
	const last = world.all('chases').at(-1)!
	const handedOver = last.stepAt
	const chased = (name: string, minutes: number) => {
		world.now = handedOver + minutes * 60_000
		step(name, '', 'chase.step', { chase: last.id })
	}
	chased('not due yet', 1)
	chased('asked again', 3)
	chased('the duty officer is to telephone', 5)
	step('and does', officer, 'call.report', { task: last.assignment + 'k', person: headA, outcome: '占线' })
	chased('no leader on duty', 10)
	chased('all leaders', 10)
	chased('nothing came of it', 15)
	step('policies', admin, 'policies.set', { policies: usualPolicies })
	step('a policy that leaves nothing to the next', admin, 'policies.set', {
		policies: [{ ...usualPolicies[1]!, when: { ...usualPolicies[1]!.when, kinds: null } }, usualPolicies[3]!]
	})
	step('sent', '', 'notice.tried', {
		...{ notice: 'n1', person: headA, incident, channel: 'push', outcome: 'sent', detail: '' }
	})
	step('to a section that is gone', officer, 'assignment.transfer', {
		assignment: world.all('assignments').at(-1)!.id,
		section: world.a,
		reason: '转办'
	})
	step('over a version that came in between', admin, 'catalogue.adopt', {
		base: world.catalogue,
		sections: [{ name: '综合科', aliases: [], duties: [], tasks: [] }]
	})
	return cases
}

const catalogue = (name: string) =>
	readFileSync(new URL(`../../seeds/catalogues/${name}.txt`, import.meta.url), 'utf8')
const seed = readFileSync(new URL('../../seeds/catalogues/002_f243def5ae5b4e7b.txt', import.meta.url), 'utf8')

function reading(): Omit<Case, 'output'>[] {
	return [
		{ name: 'a table with gaps', input: seed },
		{
			name: 'a numbered list',
			input:
				'某县政府办公室科室职责\n\n一、秘书科\n1.负责公文处理。\n2.负责会务工作。\n\n二、综合科（应急办）\n1.负责值班工作。\n'
		},
		{ name: 'interleaved columns', input: catalogue('000_31e766ff92ac392a').slice(0, 6_000) },
		{ name: 'Traditional characters', input: catalogue('003_fadb7e525a189d80') },
		{ name: 'a table on one line', input: catalogue('004_6a03369a891ee188') },
		{
			name: 'values parted by commas',
			input: '科室,挂牌,职责\n文书科,机要室,"负责收文。\n负责档案。"\n督查室,,承担督查。'
		},
		{ name: 'names in bold', input: '**文书科**（机要室）\n负责收文。\n**督查室**\n承担督查。\n科长：甲' },
		{ name: 'no catalogue at all', input: '今天天气很好，\n我们去春游。' },
		{ name: 'nothing', input: '' }
	]
}

function routing(): Omit<Case, 'output'>[] {
	const read = JSON.parse(vector('read', JSON.stringify(seed))) as {
		sections: ReadSection[]
	}
	const sections = read.sections.map((s, i) => ({
		...plain(s),
		section: `s${i + 1}`,
		duties: s.duties.map(({ text }, k) => ({ id: `s${i + 1}d${k + 1}`, no: k + 1, text }))
	}))
	const texts = [
		'东河大桥下游一艘货船搁浅，船上五人已转移。',
		'实验中学食堂多名学生呕吐腹泻，已送医院。',
		'区长后天上午要去省里开会，材料还没有定。',
		'打错电话，对方问火车几点到站。',
		'',
		'😀😀😀'
	]
	const lesson = { state: 'inForce', confirmed: true, instead: null }
	const lessons = [
		{ ...lesson, id: 'l1', at: 1, text: '东河大桥下游货船搁浅，五人转移', section: 's5', instead: 's4' },
		{ ...lesson, id: 'l2', at: 2, text: '货船在东河大桥下游搁浅', section: 's6', confirmed: false },
		{ ...lesson, id: 'l3', at: 3, text: '实验中学食堂多名学生呕吐腹泻', section: null, instead: 's5' },
		{ ...lesson, id: 'l4', at: 4, text: '区长后天上午要去省里开会', section: 's7', state: 'undone' }
	]
	return [
		{ name: 'reports by the catalogue of a district', input: { sections, texts } },
		{ name: 'the same by what the office has learned', input: { sections, texts, lessons } }
	]
}

function recognising(): Omit<Case, 'output'>[] {
	const texts = [
		'石岭乡值班室报：昨日22时许，石岭村后山滑坡，两死三伤，另有4人失联，已转移群众46户153人。回电0000-5550123。',
		'更正：原报死亡3人，现更正为死亡2人，无失联人员。',
		'喂，快来人，市场边上着火了！',
		'请问明天政务大厅上班吗？',
		'',
		'😀😀😀'
	]
	return [{ name: 'reports at night', input: { receivedAt: Date.parse('2026-11-21T18:20:00Z'), texts } }]
}

function rostering(): Omit<Case, 'output'>[] {
	const person = (id: string, seats: string[], more: object = {}) => ({
		id,
		name: `值班员${id}`,
		seats,
		section: null,
		exempt: [],
		leave: [],
		apartFrom: [],
		carried: { weekday: 0, weekend: 0, holiday: 0, eve: 0 },
		...more
	})
	const seats = [
		{ name: '带班领导', pattern: '24h' },
		{ name: '主班', pattern: '24h' }
	]
	const two = [
		...['甲', '乙', '丙'].map((id) => person(id, ['带班领导'])),
		...['丁', '戊', '己', '庚'].map((id, i) =>
			person(id, ['主班'], {
				apartFrom: i === 0 ? ['甲'] : [],
				leave: i === 1 ? [{ from: '2026-02-16', to: '2026-02-19' }] : [],
				exempt: i === 2 ? ['eve'] : [],
				carried: { weekday: i, weekend: 0, holiday: 1, eve: 0 }
			})
		)
	]
	const one = { from: '2026-09-29', to: '2026-10-10', seats: [{ name: '主班', pattern: 'day/night' }] }
	return [
		{ name: 'two seats over 春节', input: { from: '2026-02-10', to: '2026-02-28', seats, people: two } },
		{
			name: 'day and night over 国庆, wishes and a night exemption',
			input: {
				...one,
				people: ['甲', '乙', '丙', '丁', '戊', '己'].map((id, i) =>
					person(id, ['主班'], {
						exempt: i === 0 ? ['night'] : [],
						wishes: [{ from: `2026-10-0${i + 1}`, to: `2026-10-0${i + 1}`, on: i % 2 === 0 }]
					})
				)
			}
		},
		{
			name: 'a week each over New Year, days by rule',
			input: {
				from: '2026-12-14',
				to: '2027-01-17',
				seats: [{ name: '主班', pattern: 'weekly' }],
				people: ['甲', '乙', '丙'].map((id) => person(id, ['主班']))
			}
		},
		{
			name: 'too few people',
			input: { ...one, people: [person('甲', ['主班']), person('乙', ['主班'], { exempt: ['holiday'] })] }
		},
		{
			name: 'somebody drops out',
			input: {
				...one,
				seats: [{ name: '主班', pattern: '24h' }],
				people: ['甲', '乙', '丙', '丁'].map((id) => person(id, ['主班'])),
				fixed: Array.from({ length: 11 }, (_, i) => ({
					date: i < 2 ? `2026-09-${29 + i}` : `2026-10-${String(i - 1).padStart(2, '0')}`,
					seat: '主班',
					person: '甲乙丙丁'[i % 4]
				})),
				dropouts: [{ person: '乙', from: '2026-10-02' }]
			}
		},
		{ name: 'a request that is none', input: { ...one, people: [person('甲', ['司机'])] } }
	]
}

describe.each([
	['decide', deciding],
	['intake', recognising],
	['read', reading],
	['roster', rostering],
	['route', routing]
] as const)('golden vectors: %s', (kind, make) => {
	const file = new URL(`./${kind}.json`, import.meta.url)
	if (process.env['UPDATE_VECTORS']) {
		const cases = make().map((c) => ({
			...c,
			output: JSON.parse(vector(kind, JSON.stringify(c.input))) as unknown
		}))
		writeFileSync(file, JSON.stringify(cases, null, 1) + '\n')
	}
	const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[]

	it('are those that the scenario makes', () => {
		expect(cases.map((c) => ({ name: c.name, input: c.input }))).toEqual(JSON.parse(JSON.stringify(make())))
	})

	it.each(cases.map((c) => [c.name, c] as const))('%s', (_name, c) => {
		expect(JSON.parse(vector(kind, JSON.stringify(c.input)))).toEqual(c.output)
	})
})
