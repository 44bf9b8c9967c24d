import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { documentOf, textOf } from './document'
import { Refused } from './refused'

const folder = mkdtempSync(join(tmpdir(), 'document-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function refusal(read: () => unknown): Promise<string | null> {
	try {
		await read()
	} catch (error) {
		if (error instanceof Refused) return error.sentence
	}
	return null
}

describe('读不了的文件，一句话说明，并说是哪个文件', () => {
	it.each([textOf, documentOf])('没有的文件、文件夹、空文件：%o', async (read) => {
		const empty = join(folder, '空')
		writeFileSync(empty, '')
		expect(await refusal(() => read('/没有这个文件'))).toBe('找不到文件：/没有这个文件')
		expect(await refusal(() => read('/'))).toBe('这是文件夹，不是文件：/')
		expect(await refusal(() => read(empty))).toBe(`文件是空的：${empty}`)
	})

	it('不是文档的', async () => {
		const picture = join(folder, '图')
		writeFileSync(picture, Buffer.from('89504e470d0a1a0a', 'hex'))
		expect(await refusal(() => documentOf(picture))).toContain(`PDF 文件：${picture}`)
		expect(await refusal(() => textOf(picture))).toContain(`.txt 再选：${picture}`)
	})
})
