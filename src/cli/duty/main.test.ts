import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { docx, item, list, p } from '../../../tests/support/docx'
import { pdf } from '../../../tests/support/pdf'
import { xlsx } from '../../../tests/support/xlsx'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from './main'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const seed = join(root, 'seeds/catalogues/002_f243def5ae5b4e7b.txt')
const folder = mkdtempSync(join(tmpdir(), 'duty-'))
afterAll(() => rmSync(folder, { recursive: true }))
const written = (name: string, text: string | Uint8Array) => {
	const path = join(folder, name)
	writeFileSync(path, text)
	return path
}

let out = ''
let err: string[] = []
beforeEach(() => {
	out = ''
	err = []
	vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
		out += String(text)
		return true
	})
	vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line))
})
afterEach(() => vi.restoreAllMocks())
const duty = (...args: string[]) => main(args, join(folder, 'no-server'))

describe('duty import', () => {
	it('--json 打印读出的目录', async () => {
		expect(await duty('import', seed, '--json')).toBe(0)
		const reading = JSON.parse(out) as { sections: object[] }
		expect(Object.keys(reading)).toEqual(['office', 'sections', 'unplaced', 'warnings'])
		expect(reading.sections).toHaveLength(15)
		expect(Object.keys(reading.sections[0]!)).toEqual(['name', 'aliases', 'duties', 'tasks', 'where'])
	})

	it('不带 --json 打印给人看的摘要', async () => {
		expect(await duty('import', seed)).toBe(0)
		expect(out).toContain('15 个科室，62 条职责')
		expect(out).toContain('区政府总值班室（区长热线电话办公室）  5 条')
	})

	it('Word 文件也读，编号照 Word 编的写出来；没读的部分提醒一声', async () => {
		const note = '<w:p><w:r><w:t>负责值班。</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
		const body = p('某县政府办公室科室职责') + item('秘书科', 1) + p('负责文电。') + item('信访科', 1) + note
		const path = written('职责.docx', docx(body, { numbering: list(1, [['chineseCounting', '%1、']]) }))
		expect(await duty('import', path, '--json')).toBe(0)
		const reading = JSON.parse(out) as { sections: { name: string }[]; warnings: object[] }
		expect(reading.sections.map((section) => section.name)).toEqual(['秘书科', '信访科'])
		expect(reading.warnings[0]).toEqual({ line: null, text: '脚注和尾注没有读进来' })
	})

	it('不认得的版式不算错，未归入的行和提醒都打印出来', async () => {
		expect(await duty('import', written('a.txt', '随便一行\n再一行'))).toBe(0)
		expect(out).toContain('第 2 行  再一行')
		expect(out).toContain('没有认出这份文件的版式')
	})
})

describe('duty intake', () => {
	it('每条一行，字段的名和序是约好的', async () => {
		const line = {
			id: 7,
			received_at: '2026-11-22T02:20:00+08:00',
			text: '石岭村后山滑坡，2人失联，无人死亡'
		}
		expect(await duty('intake', written('i.jsonl', JSON.stringify(line)))).toBe(0)
		const read = JSON.parse(out) as Record<string, unknown>
		expect(Object.keys(read).join(' ')).toBe(
			'id is_incident occurred_at place category level deaths injuries serious_injuries missing trapped evacuated loss_yuan source contact_phone missing_elements sensitive'
		)
		expect(read).toMatchObject({ id: 7, deaths: 0, missing: 2, trapped: null, category: '自然灾害' })
	})

	it('收到的时间不对，说是哪一条', async () => {
		const line = { id: 'x', received_at: '昨天', text: '起火' }
		expect(await duty('intake', written('j.jsonl', JSON.stringify(line)))).toBe(1)
		expect(err).toEqual(['x：received_at 不是时间：昨天'])
	})
})

describe('duty roster', () => {
	const request = {
		from: '2026-02-16',
		to: '2026-02-18',
		seats: [{ name: '主班', pattern: '24h' }],
		people: ['甲', '乙', '丙'].map((id) => ({
			id,
			name: `值班员${id}`,
			seats: ['主班'],
			section: null,
			exempt: [],
			leave: [{ from: '2026-02-18', to: '2026-02-18' }],
			apartFrom: [],
			carried: { weekday: 0, weekend: 0, holiday: 2, eve: id === '乙' ? 0 : 1 }
		}))
	}

	it('排出班次和台账，排不出的说原因', async () => {
		expect(await duty('roster', written('roster.json', JSON.stringify(request)))).toBe(0)
		const plan = JSON.parse(out) as { turns: object[]; ledger: object[]; unmet: object[] }
		expect(Object.keys(plan).slice(0, 3)).toEqual(['turns', 'ledger', 'unmet'])
		expect(plan.turns).toHaveLength(2)
		expect(plan.turns).toContainEqual({ date: '2026-02-16', seat: '主班', person: '乙', kind: 'eve' })
		expect(plan.ledger).toContainEqual({ person: '乙', weekday: 0, weekend: 0, holiday: 2, eve: 1 })
		expect(plan.unmet).toEqual([{ date: '2026-02-18', seat: '主班', reason: '能值主班的 3 人都休假或外出' }])
	})

	it('写错的说在哪里', async () => {
		expect(await duty('roster', written('bad.json', JSON.stringify({ ...request, to: '2026-02-30' })))).toBe(
			1
		)
		expect(err).toEqual(['排班请求有问题：\nto：没有这一天：2026-02-30'])
		expect(await duty('roster', written('not.json', '{'))).toBe(1)
		expect(err[1]).toBe('排班请求不是 JSON')
	})
})

describe('duty route', () => {
	const reports = written(
		'r.jsonl',
		[
			{ id: 'a', text: '一所中学四十多名学生午饭后呕吐腹泻' },
			{ id: 7, text: '打错了，说要找银行客服，没留姓名' }
		]
			.map((report) => JSON.stringify(report))
			.join('\n') + '\n\n'
	)

	it('每条一行，说科室的名称和职责的原文', async () => {
		expect(await duty('route', '--catalogue', seed, reports)).toBe(0)
		const [a, b, ...more] = out
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line))
		expect(more).toEqual([])
		expect(a).toEqual({
			id: 'a',
			candidates: expect.arrayContaining([
				{
					section: '秘书三室',
					score: expect.any(Number),
					confidence: expect.stringMatching(/^(?:很可能|可能|存疑)$/),
					because: expect.arrayContaining([
						{ duty: expect.stringContaining('卫生健康'), words: expect.arrayContaining(['呕吐']) }
					])
				}
			]),
			kept: false
		})
		expect(b).toMatchObject({ id: 7, kept: true })
	})

	it('职责目录给文件，或给 import 打印的 JSON，结果一样', async () => {
		await duty('import', seed, '--json')
		const json = written('c.json', out)
		out = ''
		await duty('route', '--catalogue', seed, reports)
		const fromFile = out
		out = ''
		await duty('route', reports, '--catalogue', json)
		expect(out).toBe(fromFile)
	})

	it('没有科室的目录，一切留在值班室，并说一声', async () => {
		expect(await duty('route', '--catalogue', written('b.txt', '没有科室'), reports)).toBe(0)
		expect(JSON.parse(out.split('\n')[0]!)).toEqual({ id: 'a', candidates: [], kept: true })
		expect(err).toEqual(['职责目录里没有读出科室，每一条都只能留在值班室'])
	})

	it.each([
		['不是 JSON 的行', '{"id":"a","text":"甲"}\n{', '第 2 行不是 JSON'],
		['缺 text 的行', '{"id":"a"}', '第 1 行要有 id 和 text']
	])('%s说清是哪一行，什么也不打印', async (_, jsonl, sentence) => {
		expect(await duty('route', '--catalogue', seed, written('bad.jsonl', jsonl))).toBe(1)
		expect(err).toEqual([sentence])
		expect(out).toBe('')
	})
})

describe('用错了', () => {
	it.each([
		[[]],
		[['import']],
		[['import', 'a', 'b']],
		[['import', 'a', '--xml']],
		[['route', 'a']],
		[['没有这个']]
	])('%j：一行用法，退出码 2', async (args) => {
		expect(await duty(...args)).toBe(2)
		expect(err).toHaveLength(1)
		expect(err[0]).toMatch(/^用法：duty import /)
		expect(out).toBe('')
	})

	it('文件读不了，一句话，退出码 1', async () => {
		expect(await duty('import', join(folder, '没有'))).toBe(1)
		expect(err).toEqual([`找不到文件：${join(folder, '没有')}`])
	})

	it('服务程序还没有编好，verify 说一声', async () => {
		expect(await duty('verify', '--dir', folder)).toBe(1)
		expect(err).toEqual(['服务程序还没有编好，先运行一次 npm start'])
	})
})

it('从命令行走一遍：管道进，JSONL 出，错误没有堆栈', async () => {
	const run = (args: string[], input?: string) =>
		spawnSync(process.execPath, [join(root, 'src/cli/duty.mjs'), ...args], {
			encoding: 'utf8',
			input: input ?? ''
		})
	const routed = run(['route', '--catalogue', seed, '-'], '{"id":"x","text":"仓库起火"}\n')
	expect(JSON.parse(routed.stdout)).toMatchObject({ id: 'x', kept: false })
	const rows = [
		['科室', '职责'],
		['秘书科', '负责文电'],
		['信访科', '负责来信来访']
	]
	const words = rows.flatMap(([a, b], i): [number, number, string][] => [
		[72, 700 - 20 * i, a!],
		[200, 700 - 20 * i, b!]
	])
	for (const [name, bytes] of [
		['表.xlsx', await xlsx(rows)],
		['文.docx', docx(p('一、秘书科') + p('1.负责文电') + p('二、信访科') + p('1.负责来信来访'))],
		['页.pdf', pdf([{ words }])]
	] as const) {
		const { stdout, stderr } = run(['import', written(name, bytes), '--json'])
		const sections = (JSON.parse(stdout) as { sections: { name: string }[] }).sections
		expect([sections.map((section) => section.name), stderr]).toEqual([['秘书科', '信访科'], ''])
	}
	const damaged = written('坏.pdf', '%PDF-1.7')
	expect(run(['import', damaged]).stderr).toMatch(/^文件打不开[^\n]*\n$/)
	const refused = run(['import', folder])
	expect([refused.status, refused.stdout, refused.stderr]).toEqual([
		1,
		'',
		`这是文件夹，不是文件：${folder}\n`
	])
}, 30_000)
