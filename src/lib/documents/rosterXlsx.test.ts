import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import readSheets from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Turn } from '../../domain/events/turn'
import { rosterSheet } from '../../domain/document/rosterSheet'
import { day, officeInstant } from '../../domain/instant'
import { calendarOf } from '../../domain/roster/calendar'
import { parseCsv } from '../../domain/people/csv'
import { usualRules } from '../../domain/roster/seats'
import { rosterXlsx } from './rosterXlsx'

/** Names as no honest list has them: each begins like a formula. */
const people = new Map([
	['a', { name: '=HYPERLINK("http://x","甲")', title: '+1' }],
	['b', { name: '-2+3', title: null }],
	['c', { name: '@SUM(A1)', title: null }],
	['d', { name: '值班员丁', title: '主任' }]
])
const turns: Turn[] = []
for (let i = 0; i < 31; i++)
	for (const [n, seat] of ['lead', 'officer', 'deputy'].entries()) {
		const from = officeInstant('2026-10-01', '08:30') + i * day
		const person = seat === 'lead' ? (i % 2 ? 'a' : 'd') : n === 1 ? 'b' : 'c'
		const id = seat + i
		turns.push({
			id,
			subject: 'm202610',
			audience: ['office'],
			formerly: [],
			seat,
			person,
			from,
			to: from + day
		})
	}
const sheet = rosterSheet({
	office: '=某区人民政府办公室',
	month: '2026-10',
	calendar: calendarOf(),
	rules: { ...usualRules, foot: { phone: '0000-8800000', fax: null, asks: '=1+1' } },
	turns,
	people,
	phones: new Map([['d', '0000-8800001']]),
	by: '值班员丁',
	on: '2026-09-28'
})

let bytes: Uint8Array
let parts: Record<string, string>
beforeAll(async () => {
	bytes = new Uint8Array(await (await rosterXlsx(sheet)).arrayBuffer())
	const files = unzipSync(bytes)
	parts = Object.fromEntries(Object.entries(files).map(([name, data]) => [name, strFromU8(data)]))
})

/** The style number of a cell in the first sheet. */
const styleOf = (at: string) =>
	Number(new RegExp(`<c r="${at}"[^>]* s="(\\d+)"`).exec(parts['xl/worksheets/sheet1.xml']!)?.[1])
/** The colour a style fills with; null: none. */
function fillOf(style: number): string | null {
	const styles = parts['xl/styles.xml']!
	const list = (tag: string, item: string) =>
		[
			...(new RegExp(`<${tag}[ >].*?</${tag}>`, 's').exec(styles)?.[0] ?? '').matchAll(
				new RegExp(`<${item}[ />].*?(?=<${item}[ />]|</${tag}>)`, 'gs')
			)
		].map((m) => m[0])
	const fill = Number(/fillId="(\d+)"/.exec(list('cellXfs', 'xf')[style]!)?.[1] ?? 0)
	return (
		/fgColor rgb="(?:FF)?([0-9A-Fa-f]{6})"/.exec(list('fills', 'fill')[fill]!)?.[1]?.toLowerCase() ?? null
	)
}

describe('值班安排表 .xlsx', () => {
	it('读回来：题名、表头、每天一行、落款；姓名一字不差', async () => {
		const [first, second] = await readSheets(Buffer.from(bytes))
		const rows = first!.data
		expect(rows[0]![0]).toBe('=某区人民政府办公室 2026 年 10 月值班安排表')
		expect(rows[1]).toEqual(['日期', '星期', '带班领导（职务，电话）', '主班', '副班', '备注'])
		expect(rows[2]).toEqual(['10月1日', '四', '值班员丁（主任，0000-8800001）', '-2+3', '@SUM(A1)', '国庆节'])
		expect(rows[3]!.slice(2, 4)).toEqual(['=HYPERLINK("http://x","甲")（+1）', '-2+3'])
		expect(rows).toHaveLength(2 + 31 + 3 + 1)
		expect(rows[33]![0]).toContain('值班电话：0000-8800000')
		expect(rows[34]![0]).toContain('每班 08:30 至次日 08:30')
		expect(rows[36]!.filter((cell) => cell !== null).map((cell) => String(cell).split('：')[0])).toEqual([
			'填报单位',
			'填表人',
			'审核人',
			'日期'
		])
		// The sums are of kind of day: 8 days of holiday, 17 + 1 working days, the rest weekend.
		expect(second!.data.at(-1)).toEqual(['合计', ...sheet.counts.rows.at(-1)!.numbers])
		expect(
			second!.data
				.find((row) => row[0] === '-2+3')!
				.slice(1)
				.every((n) => typeof n === 'number')
		).toBe(true)
	})

	it('题名和落款合并，双休日和节假日的行有底纹，调休上班日没有', () => {
		const xml = parts['xl/worksheets/sheet1.xml']!
		const merged = [...xml.matchAll(/<mergeCell ref="([^"]+)"/g)].map((m) => m[1])
		expect(merged).toContain('A1:F1')
		expect(merged).toEqual(expect.arrayContaining(['A34:F34', 'A35:F35', 'A36:F36']))
		expect(merged.filter((at) => at!.includes('37')).length).toBeGreaterThan(0)
		const shadedRow = (n: number) => [...'ABCDEF'].map((column) => fillOf(styleOf(column + n)))
		expect(shadedRow(3)).toEqual(new Array(6).fill('d9d9d9')) // 10月1日
		expect(sheet.rows.map((row) => row.shaded)[9]).toBe(false) // 10月10日 is a Saturday on which one works
		sheet.rows.forEach((row, i) =>
			expect(shadedRow(i + 3)).toEqual(new Array(6).fill(row.shaded ? 'd9d9d9' : null))
		)
	})

	it('没有一个单元格是公式；A4 横向，一页宽', () => {
		for (const [name, xml] of Object.entries(parts))
			if (name.startsWith('xl/worksheets/sheet')) {
				expect(xml).not.toMatch(/<f[ >/]|t="str"/)
				// Said twice, an attribute makes the part no XML: LibreOffice then drops the whole layout without a word.
				expect(xml).toContain(
					'<pageSetup fitToWidth="1" fitToHeight="0" paperSize="9" orientation="landscape"/>'
				)
				expect(xml).toContain('fitToPage="1"')
			}
	})

	const office = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version']).status === 0)
	if (!office) console.warn('SKIPPED: LibreOffice is not installed, no other program has opened the .xlsx')
	it.skipIf(!office)(
		'另一个程序打得开：LibreOffice 转出来的表和合计都在，没有一处被当成公式' +
			(office ? '' : '（跳过：这台机器没有装 LibreOffice）'),
		async () => {
			const folder = mkdtempSync(join(tmpdir(), 'roster-'))
			try {
				writeFileSync(join(folder, 'in.xlsx'), bytes)
				const convert = (to: string) => {
					const profile = `-env:UserInstallation=file://${folder}/profile`
					const args = [profile, '--headless', '--convert-to', to, '--outdir', join(folder, 'out')]
					const done = spawnSync(office!, [...args, join(folder, 'in.xlsx')], {
						encoding: 'utf8',
						timeout: 100_000
					})
					expect(done.status, done.stderr).toBe(0)
				}
				// Every sheet a file, text quoted, UTF-8.
				convert('csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1')
				const csv = (name: string) => parseCsv(readFileSync(join(folder, 'out', `in-${name}.csv`), 'utf8'))
				expect(csv('值班安排表')[0]![0]).toBe(sheet.title)
				sheet.rows.forEach((row, i) =>
					expect(csv('值班安排表')[i + 2]).toEqual([row.date, row.weekday, ...row.cells, row.remark])
				)
				expect(csv('值班天数').at(-1)).toEqual(['合计', ...sheet.counts.rows.at(-1)!.numbers.map(String)])
				convert('xlsx')
				const again = unzipSync(readFileSync(join(folder, 'out', 'in.xlsx')))
				const first = strFromU8(again['xl/worksheets/sheet1.xml']!)
				expect(first).not.toMatch(/<f[ >/]/)
				expect(/<mergeCell ref="[^"]+"/.exec(first)?.[0]).toBe('<mergeCell ref="A1:F1"')
				expect(/orientation="\w+"/.exec(first)?.[0]).toBe('orientation="landscape"')
				expect(strFromU8(again['xl/styles.xml']!).toLowerCase()).toContain('ffd9d9d9')
			} finally {
				rmSync(folder, { recursive: true, force: true })
			}
		},
		120_000
	)
})
