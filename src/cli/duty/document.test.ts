import { describe, expect, it } from 'vitest'
import { decode, textOf } from './document'
import { Refused } from './refused'

const text = '一、办公室\n1.负责值班。\n'
const gbk = 'd2bba1a2b0ecb9abcad20a312eb8bad4f0d6b5b0e0a1a30a'
const bytes = (...parts: (string | number[])[]) =>
	new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))))
const swapped = (s: string) => new Uint8Array(Buffer.from(s, 'utf16le').swap16())

describe('文件的编码', () => {
	it.each([
		['UTF-8', bytes(text)],
		['UTF-8 带标记', bytes([0xef, 0xbb, 0xbf], text)],
		['GBK', new Uint8Array(Buffer.from(gbk, 'hex'))],
		['UTF-16 小端带标记', new Uint8Array(Buffer.from('\ufeff' + text, 'utf16le'))],
		['UTF-16 大端带标记', swapped('\ufeff' + text)],
		['UTF-16 小端不带标记', new Uint8Array(Buffer.from(text, 'utf16le'))],
		['UTF-16 大端不带标记', swapped(text)]
	])('%s 都认得', (_, file) => {
		expect(decode(file, '职责.txt')).toBe(text)
	})

	it('GB18030 才有的字也认得', () => {
		expect(decode(new Uint8Array(Buffer.from('8139ef31e946', 'hex')), '职责.txt')).toBe('㐂镕')
	})
})

describe('读不了的文件，用一句话说明', () => {
	const refusal = (read: () => unknown) => {
		try {
			read()
		} catch (error) {
			if (error instanceof Refused) return error.sentence
		}
		return null
	}

	it.each([
		['空文件', bytes(), '文件是空的：甲'],
		['只有空白', bytes(' \r\n\t'), '文件里没有文字：甲'],
		['图片', bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), '这是PNG 图片，请先另存为纯文本再用：甲'],
		['Word 文件', bytes('PK\u0003\u0004', [0, 0]), '这是Word、Excel 文件或压缩包，请先另存为纯文本再用：甲'],
		[
			'带零字节的程序',
			bytes([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 0]),
			'这不是文本文件，或者编码认不出来：甲'
		],
		['乱字节', bytes([0x80, 0xff, 0x81, 0xff, 0x82]), '这不是文本文件，或者编码认不出来：甲'],
		['控制字符', bytes([1, 2, 3, 4, 5, 6, 7, 8]), '这不是文本文件，或者编码认不出来：甲']
	])('%s', (_, file, sentence) => {
		expect(refusal(() => decode(file, '甲'))).toBe(sentence)
	})

	it('没有的文件、文件夹', () => {
		expect(refusal(() => textOf('/没有这个文件'))).toBe('找不到文件：/没有这个文件')
		expect(refusal(() => textOf('/'))).toBe('这是文件夹，不是文件：/')
	})
})
