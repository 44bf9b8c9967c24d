import { readFileSync } from 'node:fs'
import { Refused } from './refused'

const LIMIT = 16 * 1024 * 1024
const KINDS: readonly [string, readonly number[]][] = [
	['PNG 图片', [0x89, 0x50, 0x4e, 0x47]],
	['JPEG 图片', [0xff, 0xd8, 0xff]],
	['GIF 图片', [0x47, 0x49, 0x46, 0x38]],
	['PDF 文件', [0x25, 0x50, 0x44, 0x46]],
	['Word、Excel 文件或压缩包', [0x50, 0x4b, 0x03, 0x04]],
	['旧版 Word 或 Excel 文件', [0xd0, 0xcf, 0x11, 0xe0]],
	['压缩包', [0x1f, 0x8b]],
	['压缩包', [0x52, 0x61, 0x72, 0x21]],
	['RTF 文件', [0x7b, 0x5c, 0x72, 0x74, 0x66]]
]
/** More than this share of characters that no text has: a wrong guess at the encoding, or no text at all. */
const STRANGE_AT_MOST = 0.02
const FAMILIAR_AT_LEAST = 0.9

/** The text of a file, or of standard input for `-`. Refuses what holds none. */
export function textOf(path: string): string {
	return decode(bytesOf(path), path === '-' ? '标准输入' : path)
}

function bytesOf(path: string): Uint8Array {
	try {
		return readFileSync(path === '-' ? 0 : path)
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException
		if (code === 'ENOENT') throw new Refused(`找不到文件：${path}`)
		if (code === 'EISDIR') throw new Refused(`这是文件夹，不是文件：${path}`)
		if (code === 'EACCES' || code === 'EPERM') throw new Refused(`没有权限读这个文件：${path}`)
		throw new Refused(`读不了这个文件：${path}`)
	}
}

/** Bytes as text: UTF-8 first and strictly, then UTF-16, then GB18030, which holds GBK. `name` is for the sentence. */
export function decode(bytes: Uint8Array, name: string): string {
	if (bytes.length === 0) throw new Refused(`文件是空的：${name}`)
	if (bytes.length > LIMIT) throw new Refused(`文件太大，职责文件不会超过 16 MB：${name}`)
	for (const [kind, magic] of KINDS) {
		if (magic.every((byte, i) => bytes[i] === byte)) {
			throw new Refused(`这是${kind}，请先另存为纯文本再用：${name}`)
		}
	}
	const text = utf16(bytes) ?? (bytes.includes(0) ? null : (as('utf-8', bytes) ?? as('gb18030', bytes)))
	if (text === null || strange(text)) throw new Refused(`这不是文本文件，或者编码认不出来：${name}`)
	if (text.trim() === '') throw new Refused(`文件里没有文字：${name}`)
	return text
}

/** UTF-16 by its mark; without one, where there are zero bytes, by which order of bytes makes Chinese or ASCII of it. */
function utf16(bytes: Uint8Array): string | null {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return as('utf-16le', bytes)
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return as('utf-16be', bytes)
	if (bytes.length % 2 !== 0 || !bytes.includes(0)) return null
	const little = as('utf-16le', bytes)
	if (little !== null && familiar(little)) return little
	const big = as('utf-16be', bytes)
	return big !== null && familiar(big) ? big : null
}

function familiar(text: string): boolean {
	const found = text.match(/[\t\n\r -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g)?.length ?? 0
	return found >= text.length * FAMILIAR_AT_LEAST
}

function as(encoding: string, bytes: Uint8Array): string | null {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes)
	} catch {
		return null // these bytes are not in this encoding
	}
}

/** Control characters, private ones and unassigned marks do not occur in what people write. */
function strange(text: string): boolean {
	let found = 0
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0c && code !== 0x0d) found++
		else if ((code >= 0x7f && code < 0xa0) || (code >= 0xe000 && code <= 0xf8ff) || code >= 0xfff0) found++
	}
	return found > text.length * STRANGE_AT_MOST
}
