import { describe, expect, it } from 'vitest'
import { charsetOf, decode } from './text'
import { Unreadable } from './unreadable'

const text = '一、办公室\n1.负责值班。\n'
const bytes = (...parts: (string | number[])[]) =>
	new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))))
const swapped = (s: string) => new Uint8Array(Buffer.from(s, 'utf16le').swap16())
const hex = (s: string) => new Uint8Array(Buffer.from(s, 'hex'))
const gbk = 'd2bba1a2b0ecb9abcad20a312eb8bad4f0d6b5b0e0a1a30a'
/** 一、辦公室 1.負責值班。 in Big5. */
const big5 = 'a440a142bfeca4bdabc70a312ead74b364adc8af5aa1430a'
const said = (file: Uint8Array) => decode(file).text

describe('文件的编码', () => {
	it.each([
		['UTF-8', bytes(text)],
		['UTF-8 带标记', bytes([0xef, 0xbb, 0xbf], text)],
		['GBK', hex(gbk)],
		['UTF-16 小端带标记', new Uint8Array(Buffer.from('\ufeff' + text, 'utf16le'))],
		['UTF-16 大端带标记', swapped('\ufeff' + text)],
		['UTF-16 小端不带标记', new Uint8Array(Buffer.from(text, 'utf16le'))],
		['UTF-16 大端不带标记', swapped(text)]
	])('%s 都认得', (_, file) => expect(decode(file)).toEqual({ text, notes: [] }))

	it('大五码和国标码分得开', () => {
		expect(said(hex(big5))).toBe('一、辦公室\n1.負責值班。\n')
	})

	it('GB18030 才有的字也认得', () => {
		expect(said(hex('8139ef31e946'))).toBe('㐂镕')
	})

	it('没有存完整的照样读，说一声；国标码也是', () => {
		const whole = bytes('负责机关文电、会务、机要、档案等工作。'.repeat(20))
		const cut = decode(whole.slice(0, -1))
		expect(cut.text).toMatch(/工作\ufffd$/)
		expect(cut.notes).toEqual(['文件里有 1 处字认不出，显示为“\ufffd”，可能没有存完整'])
		const long = hex(gbk.repeat(20))
		expect(decode(long.slice(0, -4)).text).toContain('负责值班')
		expect(decode(long.slice(0, -4)).notes).toHaveLength(1)
	})

	it('网页说的编码作数，除非按 UTF-8 读得通', () => {
		const page = hex(Buffer.from('<meta charset="big5">').toString('hex') + 'a440')
		expect(charsetOf(page)).toBe('big5')
		expect(decode(page, 'big5').text).toContain('一')
		expect(decode(bytes('<meta charset=gbk>一'), 'gbk').text).toContain('一')
		expect(decode(hex(gbk), 'x-没有的').text).toBe(text)
		expect(charsetOf(bytes('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'))).toBe(
			'gb2312'
		)
	})
})

describe('不是文字的', () => {
	it.each([
		['空白', bytes(' \r\n\t'), '文件里没有文字'],
		['带零字节的程序', bytes([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 0]), '这不是文字文件'],
		['乱字节', bytes([0x80, 0xff, 0x81, 0xff, 0x82]), '这不是文字文件'],
		['控制字符', bytes([1, 2, 3, 4, 5, 6, 7, 8]), '这不是文字文件'],
		[
			'随机的字节',
			Uint8Array.from({ length: 5000 }, (_, i) => ((i * 2654435761) >>> 13) % 255 || 1),
			'这不是文字文件'
		]
	])('%s，一句话说明', (_, file, says) => {
		expect(() => decode(file)).toThrow(Unreadable)
		expect(() => decode(file)).toThrow(says)
	})
})
