import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { gbkPdf, pdf, type Page } from '../../../tests/support/pdf'
import { openDocument } from './open'

const cmaps = join(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'), '../cmaps')
const cmap = async (name: string) => new Uint8Array(await readFile(join(cmaps, name)))

async function textOf(bytes: Uint8Array): Promise<string[]> {
	const opened = await openDocument('职责.pdf', bytes, { cmap })
	if ('refused' in opened) throw new Error(opened.refused)
	expect(opened.kind).toBe('PDF')
	return opened.text.split('\n')
}

/** The rules of a table whose columns and rows begin and end at these places, all cells drawn. */
const ruled = (xs: number[], ys: number[]): [number, number, number, number][] => [
	...xs.map((x) => [x, ys[0]!, x, ys.at(-1)!] as [number, number, number, number]),
	...ys.map((y) => [xs[0]!, y, xs.at(-1)!, y] as [number, number, number, number])
]

describe('PDF 文件', () => {
	it('按位置成行，不管写进文件的先后，新的一页前有 \\f', async () => {
		const pages: Page[] = [
			{
				words: [
					[72, 700, '二、信访科'],
					[72, 740, '一、办公室'],
					[96, 720, '负责'],
					[120, 720, '文电'],
					[144, 720.5, '会务。']
				]
			},
			{ words: [[72, 740, '负责来信来访。']] }
		]
		expect(await textOf(pdf(pages))).toEqual([
			'一、办公室',
			'负责文电会务。',
			'二、信访科',
			'\f负责来信来访。'
		])
	})

	it('隔得远的用制表符隔开，撒开的标题不算', async () => {
		const words: Page['words'] = [
			[72, 740, '职'],
			[130, 740, '责'],
			[72, 700, '办公室'],
			[200, 700, '负责文电会务'],
			[72, 680, '信访科'],
			[200, 680, '负责来信来访']
		]
		expect(await textOf(pdf([{ words }]))).toEqual(['职 责', '办公室\t负责文电会务', '信访科\t负责来信来访'])
	})

	it('有线的表一行一行，折行接起来，合并的格子后面空着', async () => {
		const words: Page['words'] = [
			[80, 785, '科室职责表'],
			[74, 745, '科室'],
			[154, 745, '职责'],
			[74, 705, '办公室'],
			[154, 705, '1.负责文电会务机要档案等机关'],
			[154, 690, '日常工作。'],
			[154, 675, '2.负责值班。'],
			[154, 645, '3.负责信访。'],
			[80, 600, '附注：以上职责自发文之日起执行']
		]
		const rules: Page['rules'] = [
			...ruled([70, 150, 330], [760, 720]),
			...ruled([150, 330], [720, 660, 635]),
			[70, 720, 70, 635],
			[70, 635, 150, 635]
		]
		expect(await textOf(pdf([{ words, rules }]))).toEqual([
			'科室职责表',
			'科室\t职责',
			'办公室\t1.负责文电会务机要档案等机关日常工作。\v2.负责值班。',
			'\t3.负责信访。',
			'附注：以上职责自发文之日起执行'
		])
	})

	it('文件里没有写字的含义、只有国标编码，也读得出', async () => {
		expect(await textOf(gbkPdf('d2bba1a2b0ecb9abcad2b8bad4f0d6b5b0e0'))).toEqual(['一、办公室负责值班'])
	})

	it('有几页是图片，说是哪几页', async () => {
		const words: Page['words'] = [[72, 740, '办公室负责文电会务机要档案值班信访工作']]
		expect(await openDocument('a', pdf([{ words }, { words: [] }]))).toMatchObject({
			notes: ['第 2 页没有文字，可能是图片，没有读进来']
		})
	})

	it.each([
		['扫描件', pdf([{ words: [] }, { words: [] }]), '扫描件'],
		['截断的', pdf([{ words: [[72, 740, '办公室']] }]).slice(0, 300), '打不开'],
		['只有开头的', new TextEncoder().encode('%PDF-1.7\n'), '打不开'],
		[
			'加了密码的',
			pdf([{ words: [] }], {
				trailer: `/ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`
			}),
			'加了密码'
		],
		[
			'解压后极大的',
			new Uint8Array(
				Buffer.concat([Buffer.from('%PDF-1.7\nstream\n'), deflateSync(Buffer.alloc(200 * 1024 * 1024))])
			),
			'解压后太大'
		]
	])('%s，说一声', async (_, bytes, says) =>
		expect(await openDocument('a.pdf', bytes)).toMatchObject({
			refused: expect.stringContaining(says) as string
		})
	)
})
